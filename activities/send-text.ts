import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { claimText } from '../db/claim-text';
import type { Claim, ComposedText, TextToCompose } from '../db/claim-text';
import { recordOutcome } from '../db/record-outcome';
import type { Store } from '../db/store';
import { hashToken } from '../db/token-hash';
import { SECOND } from '../domain/instant';
import { renderText } from '../messages/render';
import type { AgencyTexts } from '../messages/agency-texts';
import type { Carrier } from '../sms/carrier';
import type { TextKind } from '../domain/text-message';
import type { TextOrder, TextResult } from '../workflows/contract';

/** What sending takes: where it is stored, who carries it, in whose words, at what pace. */
export type Sending = {
  store: Store;
  carrier: Carrier;
  texts: Record<string, AgencyTexts>;
  publicUrl: string;
  senders: readonly string[];
  segmentsPerSecond: number;
};

/** How long, in real time, a text waits here for its sender; after that it goes back to its queue. */
const WAITS_AT_MOST_MS = 2 * SECOND;
const TRY_AGAIN_MS = SECOND;

/** 128 bits. */
const TOKEN_BYTES = 16;

/**
 * How long the carrier may keep a text before it is of no use any more, real seconds; a carrier that is behind drops
 * it then. (Twilio's default is 10 hours.)
 */
const VALIDITY_SECONDS: Record<TextKind, number> = {
  acknowledgement: 1800,
  delayNotice: 900,
  closureNotice: 3600,
  survey: 3600,
};

/**
 * Sends one text: the last look and the claim, one attempt at the carrier, the record. Safe to run twice: a claim that
 * was never answered for is recorded as `unknown` and not sent again.
 */
export async function sendText(sending: Sending, order: TextOrder): Promise<TextResult> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const claim = await claimWhenFree(sending, order, token);
  switch (claim.state) {
    case 'wait':
      throw tryAgain(`waits for ${claim.for}`, TRY_AGAIN_MS);
    case 'notSent':
      return { outcome: 'notSent', reason: claim.reason, facts: claim.facts };
    case 'unknown':
    case 'postponed':
      return { outcome: claim.state, reason: null, facts: claim.facts };
    case 'claimed':
      return post(sending, order, claim, token);
  }
}

/** A sender that is free in a moment is waited for in place, so that the order of the queue stays. */
async function claimWhenFree(sending: Sending, order: TextOrder, token: string): Promise<Claim> {
  const { store, segmentsPerSecond } = sending;
  const compose = (text: TextToCompose) => composeText(sending, text, token);
  const giveUpAt = Date.now() + WAITS_AT_MOST_MS;
  for (;;) {
    const claim = await claimText(store, order, { compose, msPerSegment: SECOND / segmentsPerSecond });
    if (claim.state !== 'wait' || claim.for !== 'busySender') return claim;
    const freeInMs = Math.ceil((claim.freeAt - store.clock.now()) / store.clock.scale);
    if (Date.now() + freeInMs > giveUpAt) return claim;
    await sleep(freeInMs);
  }
}

function composeText(
  { texts, publicUrl, senders }: Sending,
  { call, text, policy, numberId }: TextToCompose,
  callbackToken: string,
): ComposedText {
  const surveyToken = text.kind === 'survey' ? randomBytes(TOKEN_BYTES).toString('base64url') : null;
  const rendered = renderText(texts, policy.languages, {
    kind: text.kind,
    last: text.ordinal === policy.delayNotice.most,
    endedBy: call.facts.merged ? 'merged' : 'closed',
    callNumber: call.callNumber,
    language: call.facts.language,
    link: surveyToken === null ? null : `${publicUrl}/s/${surveyToken}`,
  });
  return {
    ...rendered,
    sender: senderFor(numberId, senders),
    callbackTokenHash: hashToken(callbackToken),
    surveyTokenHash: surveyToken === null ? null : hashToken(surveyToken),
  };
}

/** One number always hears from the same sender. */
function senderFor(numberId: string, senders: readonly string[]): string {
  const sender = senders[Number(BigInt(numberId) % BigInt(senders.length))];
  if (sender === undefined) throw new Error('there is no sender');
  return sender;
}

async function post(
  { store, carrier, publicUrl }: Sending,
  { callNumber, kind }: TextOrder,
  { textId, to, from, body }: Extract<Claim, { state: 'claimed' }>,
  token: string,
): Promise<TextResult> {
  const answer = await carrier.send({
    to,
    from,
    body,
    statusCallback: `${publicUrl}/twilio/status?token=${token}`,
    validitySeconds: VALIDITY_SECONDS[kind],
  });
  const facts = await recordOutcome(store, { callNumber, textId, answer });
  switch (answer.kind) {
    case 'accepted':
      return { outcome: 'sent', reason: null, facts };
    case 'refused':
      return { outcome: 'notSent', reason: 'carrierRefused', facts };
    case 'unknown':
      return { outcome: 'unknown', reason: null, facts };
    case 'notTaken':
      throw tryAgain(`the carrier did not take it: ${answer.why}`);
  }
}

/** Waiting is no failure, and adds no history: the next try is the same activity. Without a delay, the policy's own. */
function tryAgain(why: string, nextRetryDelay?: number): ApplicationFailure {
  const category = ApplicationFailureCategory.BENIGN;
  return ApplicationFailure.create({ message: why, type: 'TryAgain', category, nextRetryDelay });
}
