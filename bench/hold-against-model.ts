import type { Agency } from '../runtime/agency';
import { join } from 'node:path';
import { packageRoot } from '../runtime/paths';
import { readPhone } from '../sms/phone-number';
import { checkRun, type CheckReport } from '../test/model/check-run';
import type { SlackOptions } from '../test/model/slack';

export type RunToCheck = {
  agency: Agency;
  events: string;
  result: string;
  runEndsAt: string;
  senders: string[];
};

/** Every row of a run against the model that is made from the story alone. */
export function holdAgainstModel(run: RunToCheck, slack: SlackOptions): CheckReport {
  const { agency, events, result, runEndsAt, senders } = run;
  const policy = join(packageRoot, 'agencies', agency.policy.agency, 'policy.yaml');
  return checkRun(
    { policy, events, result },
    { ...slack, runEndsAt, own: [...senders, ...phoneLines(agency)] },
  );
}

/** People are told to call these: they are the agency's own numbers as much as those it texts from. */
function phoneLines({ policy, texts }: Agency): string[] {
  const [defaultCountry = 'CA'] = policy.phoneCountries;
  const lines = Object.values(texts).map(({ phoneLines }) => phoneLines.nonEmergency.number);
  return lines.map((line) => readPhone(line, { defaultCountry, ownNumbers: [] }).identity);
}
