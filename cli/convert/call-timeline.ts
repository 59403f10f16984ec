import type { EventType } from '../../domain/call-event';
import { MINUTE } from '../../domain/instant';
import { MADE_RATES } from './made-rates';
import { drawDelay, type CallProfile } from './profiles';
import { between, chance, type Random } from './random';

/** One step of a call, in milliseconds after it was created. */
export type Step = { type: EventType; after: number; statesDisposition?: boolean };

/** Which way a call goes. */
export type CallCourse = {
  /** Began in the street: an officer is there from the first second, and nobody took a call. */
  onView: boolean;
  /** No unit is ever sent: taken down by telephone, or not dispatched before it ended. */
  neverSent: boolean;
  ending: 'closed' | 'cancelled' | 'merged';
  profile: CallProfile;
};

/** What happens to a call after it was received; how long each step takes is drawn from the profile. */
export function drawTimeline(call: CallCourse, random: Random): Step[] {
  const taking = drawCallTaking(call, random);
  const taken = taking[0]?.after ?? 0;
  if (call.ending === 'merged') return [...taking, step('merged', taken + minutes(random, 0.5, 10))];
  if (call.ending === 'cancelled') return [...taking, ...drawCancelled(call, taken, random)];
  if (call.neverSent) return [...taking, ...drawClosing(taken + minutes(random, 1, 40), call, random)];
  const service = drawService(call.onView ? 0 : drawDelay(random, call.profile.toDispatched), call, random);
  return [...taking, ...service.steps, ...drawClosing(service.endsAfter, call, random)];
}

function drawCallTaking({ onView, profile }: CallCourse, random: Random): Step[] {
  const after = drawDelay(random, profile.toCallTakingEnded);
  return onView || chance(random, MADE_RATES.noCallTakingEnded) ? [] : [step('callTakingEnded', after)];
}

function drawCancelled({ neverSent, profile }: CallCourse, taken: number, random: Random): Step[] {
  const dispatched = drawDelay(random, profile.toDispatched);
  if (neverSent || !chance(random, MADE_RATES.cancelledAssigned)) {
    return [step('cancelled', Math.max(taken, dispatched) + minutes(random, 0, 15))];
  }
  const cancelled = dispatched + minutes(random, 1, 20);
  const arrived = dispatched + (cancelled - dispatched) / 2;
  return [
    step('dispatched', dispatched),
    ...(chance(random, MADE_RATES.cancelledArrived) ? [step('arrived', arrived)] : []),
    step('cancelled', cancelled),
  ];
}

/** From the unit being sent to the moment the call could be closed. */
function drawService(
  dispatched: number,
  { onView, profile }: CallCourse,
  random: Random,
): { steps: Step[]; endsAfter: number } {
  const steps = [step('dispatched', dispatched)];
  let sent = dispatched;
  if (!onView && chance(random, MADE_RATES.takenOff)) {
    const takenOff = sent + minutes(random, 1, 10);
    sent = takenOff + drawDelay(random, profile.toDispatched);
    steps.push(step('released', takenOff), step('dispatched', sent));
  }
  if (!onView && chance(random, profile.neverArrived)) {
    return { steps, endsAfter: sent + drawDelay(random, profile.dispatchedToClosed) };
  }
  const arrived = onView
    ? sent
    : sent + drawDelay(random, profile.toEnRoute) + drawDelay(random, profile.toArrived);
  steps.push(step('arrived', arrived));
  const left = arrived + drawDelay(random, profile.arrivedToClosed);
  if (!chance(random, MADE_RATES.leftBeforeClosed)) return { steps, endsAfter: left };
  steps.push(step('released', left));
  return { steps, endsAfter: left + minutes(random, 1, 45) };
}

function drawClosing(closed: number, call: CallCourse, random: Random): Step[] {
  if (chance(random, call.profile.neverClosed)) return [];
  const later = chance(random, MADE_RATES.dispositionLater);
  const closing = later
    ? [step('closed', closed), stating(step('closed', closed + minutes(random, 1, 60)))]
    : [stating(step('closed', closed))];
  const { closedToReopened, reopened } = call.profile;
  if (closedToReopened === null || !chance(random, reopened)) return closing;
  return [...closing, ...drawReopening(closed + drawDelay(random, closedToReopened), call, random)];
}

function drawReopening(reopened: number, call: CallCourse, random: Random): Step[] {
  const start = step('reopened', reopened);
  if (call.neverSent || chance(random, 0.5))
    return [start, stating(step('closed', reopened + minutes(random, 2, 90)))];
  const service = drawService(reopened + drawDelay(random, call.profile.toDispatched), call, random);
  return [start, ...service.steps, stating(step('closed', service.endsAfter))];
}

function step(type: EventType, after: number): Step {
  return { type, after: Math.round(after / 1000) * 1000 };
}

function stating(closed: Step): Step {
  return { ...closed, statesDisposition: true };
}

function minutes(random: Random, least: number, most: number): number {
  return between(random, least, most) * MINUTE;
}
