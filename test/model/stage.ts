import { lastKnownAt } from './eligibility';
import { noNoticeNow } from './judge';
import type { Instant, Policy } from './read-policy';
import { isRefused, type Call } from './world';

export type Stage = 'notFollowed' | 'finished' | 'ended' | 'held' | 'assigned' | 'waiting';

/** The read-back's `stage`: the first that fits. */
export function stageOf(policy: Policy, call: Call, now: Instant): Stage {
  const { facts, texts } = call;
  if (call.followedSince === undefined) return 'notFollowed';
  if (isFinished(policy, call, now)) return 'finished';
  if (facts.ends.length > 0) return 'ended';
  if (call.dueAnew || !texts.some(({ kind }) => kind === 'acknowledgement')) return 'held';
  return facts.assigned ? 'assigned' : 'waiting';
}

/** Story, 15: nothing can come due without a further event, nor is a `closed` waited for. */
function isFinished(policy: Policy, call: Call, now: Instant): boolean {
  const { facts, texts, open } = call;
  const mayCome = open.some(({ kind }) => kind !== 'delayNotice' || !noNoticeNow(policy, facts));
  const surveyed = texts.some((text) => text.kind === 'survey' && !isRefused(text));
  const waitsForClosing = !facts.closed && !surveyed && now < lastKnownAt(call) + policy.neverClosed;
  return !mayCome && !waitsForClosing;
}
