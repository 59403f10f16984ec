import type { Flag, Source } from '../../domain/call-event';
import { pick, type Choices, type Random } from './random';

/** Groups of agencies/san-diego/policy.yaml that say where a call came from or what is special about it. */
const OFFICER_GROUPS = [
  'patrol',
  'stops',
  'operations',
  'notOnPatrol',
  'unitRequest',
  'broadcast',
  'deskWork',
];
const IN_PROGRESS_GROUPS = ['burglaryInProgress', 'theftInProgress', 'otherInProgress'];

/** Every group named here, so that a test can hold them against the policy. */
export const ORIGIN_GROUPS: readonly string[] = [
  ...OFFICER_GROUPS,
  ...IN_PROGRESS_GROUPS,
  'alarm',
  'brokenOffCall',
  'mentalHealth',
];

const CALLED_IN: Choices<Source | undefined> = [
  ['public', 86],
  ['walkIn', 2],
  ['institution', 1],
  ['agency', 1],
  [undefined, 10],
];

/** Undefined: not stated. */
export function drawSource(groups: readonly string[], random: Random): Source | undefined {
  if (groups.some((group) => OFFICER_GROUPS.includes(group))) return 'officer';
  if (groups.includes('alarm')) return 'alarmCompany';
  return pick(random, CALLED_IN);
}

export function flagsOfGroups(groups: readonly string[]): Flag[] {
  const flags: Flag[] = [];
  if (groups.some((group) => IN_PROGRESS_GROUPS.includes(group))) flags.push('inProgress');
  if (groups.includes('mentalHealth')) flags.push('mentalHealth');
  if (groups.includes('brokenOffCall')) flags.push('hangUp');
  return flags;
}
