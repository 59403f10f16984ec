/**
 * Shares that neither the rows nor the profiles hold: made, so that what a CAD does now and then happens now and
 * then. The converter prints them with its seed.
 */
export const MADE_RATES = {
  /** A caller has called within the day before; measured in one city as 0.097. */
  repeatCaller: 0.097,
  /** A number that can be dialled stands with an extension, or is toll-free. */
  withExtension: 0.007,
  tollFree: 0.003,
  /** Whether it is safe to text is asked for and answered; the rest is not stated. */
  safeYes: 0.4,
  safeNotAsked: 0.25,
  safeNo: 0.02,
  /** The number comes in a later update. */
  phoneLater: 0.03,
  /** `no` to texts, a flag, or another call type is learned after the call came in. */
  safeNoLater: 0.005,
  flagLater: 0.01,
  typeChanged: 0.02,
  /** Began with the priority that the profile draws; the rest began with the row's, which here follows the type. */
  priorityDrawn: 0.4,
  thirdParty: 0.04,
  hazard: 0.01,
  juvenile: 0.01,
  inProgress: 0.01,
  doNotText: 0.007,
  /** The end of call taking is not recorded. */
  noCallTakingEnded: 0.03,
  /** A unit is taken off before it arrives; the last unit leaves a while before the call is closed. */
  takenOff: 0.08,
  leftBeforeClosed: 0.3,
  /** Of cancelled calls: a unit had been assigned, and of these had arrived. */
  cancelledAssigned: 0.5,
  cancelledArrived: 0.26,
  /** The disposition is stated by a second `closed`. */
  dispositionLater: 0.02,
  /** Of the feed's events: late by minutes, late by half an hour and more, sent twice. */
  late: 0.03,
  veryLate: 0.003,
  twice: 0.02,
} as const;
