import type { FollowUpFacts } from '../domain/follow-up-facts';
import { fromIso } from '../domain/instant';
import type { Instant } from '../domain/instant';
import type { TextKind } from '../domain/text-message';

/** What a follow-up does next, and when. A lower `priority` leaves first where texts queue. */
export type Step =
  | { kind: TextKind; ordinal: number; priority: number; at: Instant }
  /** Nothing more is to come without a further event. */
  | { kind: 'end'; at: Instant };

const PRIORITY: Record<TextKind, number> = {
  acknowledgement: 1,
  delayNotice: 2,
  closureNotice: 3,
  survey: 4,
};

const NAMES: Record<TextKind, string> = {
  acknowledgement: 'Acknowledgement',
  delayNotice: 'Delay notice',
  closureNotice: 'Closure notice',
  survey: 'Survey invitation',
};

export function nextStep(facts: FollowUpFacts): Step {
  // A text that an earlier run claimed and never heard of again is looked at first.
  const untold = facts.texts.find((text) => text.outcome === 'pending');
  if (untold) return textStep(untold.kind, untold.ordinal, untold.decidedAt);
  const [first] = facts.due;
  return first
    ? textStep(first.kind, first.ordinal, first.dueAt)
    : { kind: 'end', at: fromIso(facts.endsAt) };
}

function textStep(kind: TextKind, ordinal: number, at: string): Step {
  return { kind, ordinal, priority: PRIORITY[kind], at: fromIso(at) };
}

/** For the operator: `Delay notice 2, due 2026-01-15T15:30:00.000Z`. */
export function describeStep(step: Step): string {
  if (step.kind === 'end') return 'Nothing is due; waits for the call to go on or to end';
  const which = step.kind === 'delayNotice' ? ` ${step.ordinal}` : '';
  return `${NAMES[step.kind]}${which}, due ${new Date(step.at).toISOString()}`;
}

/** The story so far, as Markdown for the Temporal UI. */
export function describeProgress(facts: FollowUpFacts): string {
  const texts = facts.texts.map(({ kind, ordinal, outcome, reason, decidedAt }) => {
    const which = kind === 'delayNotice' ? ` ${ordinal}` : '';
    return `- ${NAMES[kind]}${which}: ${outcome}${reason ? ` (${reason})` : ''}, ${decidedAt}`;
  });
  const stopped = facts.stoppedBecause === null ? [] : ['**Texts are stopped by staff**', ''];
  return [
    `**${facts.stage}** · ${facts.eligible ? 'may be texted' : `not to be texted: ${facts.reason}`}`,
    '',
    ...stopped,
    ...(texts.length > 0 ? texts : ['- no text yet']),
    '',
    `Next: ${describeStep(nextStep(facts))}`,
  ].join('\n');
}
