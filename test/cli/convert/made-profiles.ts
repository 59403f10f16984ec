import type { CallProfile, Delays, Profiles } from '../../../cli/convert/profiles';

const minutes = (median: number): Delays => [
  [1, 0],
  [50, median],
  [99, 4 * median],
];

const profile: CallProfile = {
  toCallTakingEnded: minutes(3),
  toDispatched: minutes(20),
  toEnRoute: minutes(1),
  toArrived: minutes(8),
  arrivedToClosed: minutes(25),
  dispatchedToClosed: minutes(30),
  closedToReopened: minutes(150),
  neverArrived: 0.2,
  neverClosed: 0.04,
  reopened: 0.05,
};

/** Profiles that are made up, in the measured ones' shape. */
export const madeProfiles: Profiles = {
  byPriority: { 1: profile, 2: profile, 3: profile, 4: profile },
  priorityChanges: [
    ['4->4', 9],
    ['2->4', 1],
    ['3->3', 1],
  ],
  phoneClasses: [
    ['dialable', 90],
    ['blank', 4],
    ['withheld_or_text', 3],
    ['911_pseudo_number', 2],
    ['malformed', 1],
  ],
};
