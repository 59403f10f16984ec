import { decide } from './eligibility';
import { changedMatter, fold, type KnownEvent } from './fold';
import { callIn, entry, isRefused, reach, wentOut, type Call, type Text, type World } from './world';

/** Takes an event in and decides its call, and those it is merged into, anew. Answers all of these. */
export function accept(world: World, event: KnownEvent): Call[] {
  const call = callIn(world, event.callNumber);
  const before = call.facts;
  call.events.push(event);
  call.facts = fold(call.events);
  if (changedMatter(before, call.facts)) call.lastChange = event;
  if (event.phone) entry(world.stating, event.phone.number, () => new Set<Call>()).add(call);
  if (event.into !== undefined) {
    entry(world.sources, event.into, () => new Set<string>()).add(call.callNumber);
    entry(world.targets, call.callNumber, () => new Set<string>()).add(event.into);
  }
  const touched = [call, ...reach(world.targets, call.callNumber).map((target) => callIn(world, target))];
  for (const each of touched) decideAtEvent(world, each, event);
  return touched;
}

function decideAtEvent(world: World, call: Call, event: KnownEvent): void {
  const decision = decide(world, call, event.knownAt);
  const turned = decision.eligible && !call.decision?.eligible;
  call.decision = decision;
  if (!turned) return;
  call.madeEligible = event;
  call.followedSince ??= event.knownAt;
  const acknowledgement = call.texts.find(({ kind }) => kind === 'acknowledgement');
  const receivedAt = call.facts.received?.occurredAt ?? -Infinity;
  call.dueAnew ||=
    acknowledgement !== undefined &&
    isRefused(acknowledgement) &&
    event.knownAt <= receivedAt + world.policy.acknowledgement.dueAnew;
}

/** Records a row: it replaces the one of its kind and ordinal, and the call is decided once more (story, 7). */
export function record(world: World, call: Call, text: Text): void {
  call.decision = decide(world, call, text.decidedAt);
  call.texts = call.texts.filter(({ kind, ordinal }) => kind !== text.kind || ordinal !== text.ordinal);
  call.texts.push(text);
  if (text.kind === 'acknowledgement') call.dueAnew = false;
  const number = text.facts.phone?.number;
  if (number !== undefined && wentOut(text)) entry(world.sentTo, number, () => []).push(text);
}
