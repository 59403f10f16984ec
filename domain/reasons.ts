import { FLAGS } from './call-event';

/** Why a call may not be texted, in the order in which the lines are tried (story 6). */
export const ELIGIBILITY_REASONS = [
  'notReceivedYet',
  'doNotText',
  'callTypeExcluded',
  'priorityWasHigher',
  'inProgress',
  'hazard',
  'juvenile',
  'mentalHealth',
  'hangUp',
  'thirdParty',
  'priorityNotTexted',
  'priorityUnknown',
  'callTypeUnknown',
  'callTypeNotTexted',
  'sourceNotPublic',
  'sourceUnknown',
  'notAskedIfSafe',
  'noPhone',
  'phoneNotUsable',
  'institution',
  'sharedNumber',
  'numberProtected',
  'optedOut',
  'neverText',
  'phoneNotCapable',
] as const;
export type EligibilityReason = (typeof ELIGIBILITY_REASONS)[number];

/** Why a text that came due was not sent although its call may be texted (story 8 to 12, 16, the carrier). */
export const TEXT_REASONS = [
  'stoppedByStaff',
  'callEnded',
  'officerArrived',
  'tooLate',
  'noAcknowledgement',
  'phoneChanged',
  'delayNotForType',
  'numberJustTold',
  'overCeiling',
  'callMerged',
  'callCancelled',
  'notClosed',
  'dispositionUnknown',
  'dispositionNotSurveyed',
  'otherCall',
  'surveyedRecently',
  'carrierRefused',
] as const;
export type TextReason = (typeof TEXT_REASONS)[number];

export type Reason = EligibilityReason | TextReason;
export const REASONS: readonly Reason[] = [...ELIGIBILITY_REASONS, ...TEXT_REASONS];

/** Story 6.6: the flags that exclude for good, the first stated one is the reason. */
export const EXCLUDING_FLAGS = FLAGS.filter(
  (flag): flag is Exclude<typeof flag, 'doNotText' | 'inProgress'> =>
    flag !== 'doNotText' && flag !== 'inProgress',
);

export type Decision = { eligible: true; reason: null } | { eligible: false; reason: EligibilityReason };
