import type { CallRecord } from '../domain/call-record';
import { dueTexts } from '../domain/due';
import type { DueText } from '../domain/due';
import { tellFacts } from '../domain/follow-up-facts';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import { DAY, SECOND } from '../domain/instant';
import type { Instant } from '../domain/instant';
import type { Policy } from '../domain/policy';
import type { Reason } from '../domain/reasons';
import { decideText } from '../domain/text-decision';
import type { TextDecision } from '../domain/text-decision';
import { findPhone } from './call-numbers';
import { lockCall, saveCall } from './calls';
import type { StoredCall } from './calls';
import { decideCall } from './decide-call';
import type { DecidedCall } from './decide-call';
import { whatTextsWaitFor } from './feed';
import { lockNumbersAndStamp } from './numbers';
import { inTransaction } from './pool';
import type { Queryable } from './pool';
import { reserveSender } from './senders';
import type { Store } from './store';
import { saveSurveyLink } from './survey-links';
import { findTextRow, isNumberBusy, listNumberTexts, saveDecidedText, saveOutcome } from './text-messages';
import type { TextOfCall, TextRow } from './text-messages';

/** A text in words, and what it takes to send it. */
export type ComposedText = {
  body: string;
  language: string;
  segments: number;
  sender: string;
  /** Hash of the token that the carrier's receipts carry. */
  callbackTokenHash: Buffer;
  surveyTokenHash: Buffer | null;
};

/** What a composer may look at. */
export type TextToCompose = { call: CallRecord; text: DueText; policy: Policy; numberId: string };

export type Claim =
  /** The row is ours and committed; now, and only now, it may be sent. */
  | { state: 'claimed'; textId: string; to: string; from: string; body: string; facts: FollowUpFacts }
  | { state: 'notSent'; reason: Reason; facts: FollowUpFacts }
  /** An earlier try claimed it and never told how it ended: it may have been sent. */
  | { state: 'unknown'; facts: FollowUpFacts }
  /** Not its moment, or no longer due: the facts tell what the story waits for. */
  | { state: 'postponed'; facts: FollowUpFacts }
  /** Nothing was written; to be tried again soon. */
  | { state: 'wait'; for: 'feedStale' | 'sendingPaused' | 'busyNumber' }
  | { state: 'wait'; for: 'busySender'; freeAt: Instant };

/** No send is in flight for longer: the carrier's time-out is 10 s, an activity's 20 s. */
const POSTING_AT_MOST_MS = 30 * SECOND;

/**
 * The last look and the claim, in one transaction (design 4): locks the call, then its number, decides, and writes the
 * row. A STOP committed before this commits means no text.
 */
export async function claimText(
  store: Store,
  which: TextOfCall,
  options: { compose: (text: TextToCompose) => ComposedText; msPerSegment: number },
): Promise<Claim> {
  try {
    return await inTransaction(store.db, async (tx) => {
      const call = await lockCall(tx, which.callNumber);
      if (!call) throw new Error(`no call ${which.callNumber} is stored`);
      const row = await findTextRow(tx, which);
      if (row?.outcome === 'pending') return endUntold(tx, store, call, row);
      return decideAndClaim(tx, store, { call, which, ...options });
    });
  } catch (error) {
    // Waiting leaves no trace: what was locked and stamped is rolled back.
    if (error instanceof MustWait) return error.claim;
    throw error;
  }
}

class MustWait extends Error {
  readonly claim: Extract<Claim, { state: 'wait' }>;
  constructor(claim: Extract<Claim, { state: 'wait' }>) {
    super(`must wait for ${claim.for}`);
    this.claim = claim;
  }
}

type Work = {
  call: StoredCall;
  which: TextOfCall;
  compose: (text: TextToCompose) => ComposedText;
  msPerSegment: number;
};

async function decideAndClaim(tx: Queryable, store: Store, work: Work): Promise<Claim> {
  const { call, which } = work;
  const numberId = call.facts.phone?.numberId ?? null;
  const now = await lockNumbersAndStamp(tx, numberId === null ? [] : [numberId], {
    now: () => store.clock.now(),
    notBefore: call.lastStampAt,
  });
  const { policy } = await store.policyInForce(tx);
  const text = dueTexts(call, policy).find((one) => one.kind === which.kind && one.ordinal === which.ordinal);
  if (!text || text.dueAt > now) return { state: 'postponed', facts: tellFacts(call, policy, now) };
  const waitingFor = await whatTextsWaitFor(tx, policy, now);
  if (waitingFor) throw new MustWait({ state: 'wait', for: waitingFor });
  if (numberId !== null && (await isNumberBusy(tx, numberId, Date.now() - POSTING_AT_MOST_MS))) {
    throw new MustWait({ state: 'wait', for: 'busyNumber' });
  }

  const decided = await decideCall(tx, store, call, now);
  const sinceAt = now - policy.survey.oncePerNumberMs;
  const texts = numberId === null ? [] : await listNumberTexts(tx, numberId, Math.min(sinceAt, now - DAY));
  const number = { ...decided.number, texts };
  const decision = decideText({ call, text, eligibility: decided.decision, number, policy, now });
  return record(tx, work, { text, decision, decided, numberId, now, store });
}

type Outcome = {
  text: DueText;
  decision: TextDecision;
  decided: DecidedCall;
  numberId: string | null;
  now: Instant;
  store: Store;
};

async function record(tx: Queryable, work: Work, outcome: Outcome): Promise<Claim> {
  const { text, decision, decided, numberId, now, store } = outcome;
  const { call, which } = work;
  call.revision += 1;
  call.lastStampAt = now;
  if (decision === 'nothing') call.passed.push({ kind: text.kind, dueAt: text.dueAt });
  else Object.assign(call, { decision: decided.decision, policyId: decided.policyId });
  if (which.kind === 'acknowledgement') call.acknowledgementDueAnew = false;
  await saveCall(tx, call);

  const row = {
    ...which,
    numberId,
    dueAt: text.dueAt,
    decidedAt: now,
    factsSeq: call.lastSeq,
    reopeningEventId: call.facts.reopened?.eventId ?? null,
  };
  if (decision === 'send') {
    const sending = await prepareSending(tx, work, outcome);
    const { posting, ...ready } = sending;
    const textId = await saveDecidedText(tx, { ...row, outcome: 'pending', reason: null, posting });
    return { state: 'claimed', textId, ...ready, facts: await factsAfter(tx, store, call, now) };
  }
  if (decision !== 'nothing') {
    await saveDecidedText(tx, { ...row, outcome: 'notSent', reason: decision, posting: null });
  }
  const facts = await factsAfter(tx, store, call, now);
  return decision === 'nothing'
    ? { state: 'postponed', facts }
    : { state: 'notSent', reason: decision, facts };
}

async function prepareSending(tx: Queryable, work: Work, { text, decided, numberId, now, store }: Outcome) {
  const { call, compose, msPerSegment } = work;
  const sealed = numberId === null ? null : await findPhone(tx, call.callNumber, numberId);
  if (!sealed || !call.wrappedKey || numberId === null)
    throw new Error('the phone of an eligible call is gone');
  const composed = compose({ call, text, policy: decided.policy, numberId });
  const takesMs = composed.segments * msPerSegment;
  const busy = await reserveSender(tx, { sender: composed.sender, now, takesMs });
  if (busy) throw new MustWait({ state: 'wait', for: 'busySender', freeAt: busy.freeAt });
  if (composed.surveyTokenHash) {
    const expiresAt = now + decided.policy.survey.answerableMs;
    await saveSurveyLink(tx, { tokenHash: composed.surveyTokenHash, callNumber: call.callNumber, expiresAt });
  }
  const { body, language, segments, sender, callbackTokenHash } = composed;
  return {
    to: store.vault.decrypt(store.vault.openDataKey(call.wrappedKey), sealed),
    from: sender,
    body,
    posting: { language, segments, sender, tokenHash: callbackTokenHash, realSince: Date.now() },
  };
}

async function endUntold(tx: Queryable, store: Store, call: StoredCall, row: TextRow): Promise<Claim> {
  await saveOutcome(tx, row.id, { outcome: 'unknown' });
  call.revision += 1;
  await saveCall(tx, call);
  return { state: 'unknown', facts: await factsAfter(tx, store, call, store.clock.now()) };
}

/** The facts as they stand once this transaction commits. */
async function factsAfter(
  tx: Queryable,
  store: Store,
  call: StoredCall,
  now: Instant,
): Promise<FollowUpFacts> {
  const { policy } = await store.policyInForce(tx);
  const saved = await lockCall(tx, call.callNumber);
  return tellFacts(saved ?? call, policy, now);
}
