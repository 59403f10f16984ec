import type { Flag, SafeToText, Source } from '../../domain/call-event';
import { MINUTE } from '../../domain/instant';
import type { CallerPhone } from './caller-pool';
import { MADE_RATES } from './made-rates';
import { between, chance, pick, type Random, type Choices } from './random';

export type ReportingParty = { phone?: string; language?: string; safeToText?: SafeToText };

/** What a `received` or an `updated` says about a call. */
export type Statement = {
  priorityCode?: string;
  callTypeCode?: string;
  reportingParty?: ReportingParty;
  division?: string;
  source?: Source;
  flags?: Flag[];
};

/** What is known of a call in the end, and how it began. */
export type CallToState = {
  priority: { first: string; last: string };
  callType: { first: string; last: string };
  phone: CallerPhone | null;
  source: Source | undefined;
  flags: readonly Flag[];
  division: string | undefined;
  languages: Choices<string | undefined>;
};

const { safeYes, safeNotAsked, safeNo } = MADE_RATES;
const SAFE_TO_TEXT_ANSWERS: Choices<SafeToText | undefined> = [
  ['yes', safeYes],
  ['notAsked', safeNotAsked],
  ['no', safeNo],
  [undefined, 1 - safeYes - safeNotAsked - safeNo],
];

const DRAWN_FLAGS = ['thirdParty', 'hazard', 'juvenile', 'inProgress', 'doNotText'] as const;

export type Statements = { received: Statement; updates: { after: number; stated: Statement }[] };

/** Splits what is known of a call into what is said at first and what is learned in the minutes after. */
export function drawStatements(call: CallToState, random: Random): Statements {
  const phoneLater = call.phone !== null && chance(random, MADE_RATES.phoneLater);
  return {
    received: drawReceived(call, phoneLater, random),
    updates: drawUpdates(call, phoneLater, random).map((stated) => ({
      after: Math.round(between(random, 0.5, 12) * MINUTE),
      stated,
    })),
  };
}

function drawReceived(call: CallToState, phoneLater: boolean, random: Random): Statement {
  const party = call.source === 'officer' ? {} : drawParty(call, random);
  if (call.phone !== null && !phoneLater) party.phone = call.phone.written;
  const flags = [...call.flags, ...DRAWN_FLAGS.filter((flag) => chance(random, MADE_RATES[flag]))];
  return {
    priorityCode: call.priority.first,
    callTypeCode: call.callType.first,
    ...(Object.keys(party).length > 0 && { reportingParty: party }),
    ...(call.division !== undefined && { division: call.division }),
    ...(call.source !== undefined && { source: call.source }),
    ...(flags.length > 0 && { flags }),
  };
}

function drawUpdates(call: CallToState, phoneLater: boolean, random: Random): Statement[] {
  const { priority, callType, phone } = call;
  const updates: Statement[] = [];
  if (priority.first !== priority.last) updates.push({ priorityCode: priority.last });
  if (callType.first !== callType.last) updates.push({ callTypeCode: callType.last });
  if (phone !== null && phoneLater) updates.push({ reportingParty: { phone: phone.written } });
  return call.source === 'officer' ? updates : [...updates, ...drawLaterSafety(random)];
}

function drawParty({ languages }: CallToState, random: Random): ReportingParty {
  const language = pick(random, languages);
  const safeToText = pick(random, SAFE_TO_TEXT_ANSWERS);
  return { ...(language !== undefined && { language }), ...(safeToText !== undefined && { safeToText }) };
}

function drawLaterSafety(random: Random): Statement[] {
  const said: Statement[] = [];
  if (chance(random, MADE_RATES.safeNoLater)) said.push({ reportingParty: { safeToText: 'no' } });
  if (chance(random, MADE_RATES.flagLater)) said.push({ flags: ['inProgress'] });
  return said;
}
