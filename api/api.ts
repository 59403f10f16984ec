import type { Heard } from '../runtime/compose';
import { readPhone, type PhoneOptions } from '../sms/phone-number';
import { type CadDoor, openCadDoor } from './cad-door';
import type { Relay } from './relay';

/** What the routes are made of. */
export type Api = ApiParts & { door: CadDoor; phones: PhoneOptions };

export type ApiParts = {
  heard: Heard;
  relay: Pick<Relay, 'kick'>;
  /** Part of being ready where the workers were started together with us; elsewhere always true. */
  workersPoll: () => Promise<boolean>;
};

export function assembleApi(parts: ApiParts): Api {
  return { ...parts, door: openCadDoor(parts.heard), phones: phoneOptions(parts.heard) };
}

/** The numbers people are told to call are the agency's own as much as those it texts from. */
function phoneOptions({ agency, config }: Heard): PhoneOptions {
  const [defaultCountry = 'CA'] = agency.policy.phoneCountries;
  const lines = Object.values(agency.texts).map(({ phoneLines }) => phoneLines.nonEmergency.number);
  const read = lines.map((line) => readPhone(line, { defaultCountry, ownNumbers: [] }).identity);
  return { defaultCountry, ownNumbers: [...config.senders, ...read] };
}
