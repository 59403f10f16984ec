import type { z } from 'zod';
import type { callReadingSchema, eventAcceptedSchema } from '../../../api/answer-schema';
import type { ClockAnchor } from '../../../domain/clock';
import { fromIso } from '../../../domain/instant';
import type { Part } from '../../../runtime/embedded/parts';
import { type EmbeddedHeard, startEmbedded } from '../../../runtime/embedded/supervisor';
import { playCalls } from '../../../simulators/cad';
import type { EventBody } from '../../../simulators/cad/recorded-event';
import { ensureBuilt } from '../../support/built';

type EventAccepted = z.infer<typeof eventAcceptedSchema>;
type CallReading = z.infer<typeof callReadingSchema>;
type SimulatedText = { sid: string; direction: 'inbound' | 'outbound'; body: string; status: string };

/** What one can do to a whole Heard from outside; all of it over HTTP but for killing and stopping. */
export type WholeHeard = {
  clock: ClockAnchor;
  apiUrl: string;
  postEvent(callNumber: string, event: EventBody): Promise<Response>;
  /** @throws Error unless the event is accepted */
  accept(callNumber: string, event: EventBody): Promise<EventAccepted>;
  /** A theft that can wait, by priority 4, and the caller has hung up. */
  call(callNumber: string, phone: string, stated?: object): Promise<EventAccepted>;
  readCall(callNumber: string): Promise<CallReading>;
  /** What the carrier was given for a phone, oldest first. */
  textsTo(phone: string): Promise<SimulatedText[]>;
  replyFrom(phone: string, body: string): Promise<void>;
  phonePage(): Promise<string>;
  pidOf(part: Part): number;
  stop(): Promise<void>;
};

/**
 * Starts all of Heard in a home of the test's own, with a heartbeat every story minute.
 * @param storyStart ISO; where the story of that home begins, if it is a new one
 */
export async function startWholeHeard(
  home: string,
  { scale, storyStart }: { scale: number; storyStart: string },
): Promise<WholeHeard> {
  await ensureBuilt();
  const heard = await startEmbedded({ home, agency: 'ottawa', scale });
  const clock = heard.storedClock ?? { realAt: Date.now(), storyAt: fromIso(storyStart), scale };
  await heard.setClock(clock);
  const feed = new AbortController();
  await playCalls({ apiUrl: heard.apiUrl, key: heard.cadKey, events: [], clock, signal: feed.signal });
  return {
    ...{ clock, apiUrl: heard.apiUrl },
    ...cadOf(heard),
    ...phonesOf(heard),
    pidOf: (part) => heard.processes().find(({ name }) => name === part)?.pid ?? 0,
    stop: () => {
      feed.abort();
      return heard.stop();
    },
  };
}

function cadOf({
  apiUrl,
  cadKey,
}: EmbeddedHeard): Pick<WholeHeard, 'postEvent' | 'accept' | 'call' | 'readCall'> {
  const authorization = `Bearer ${cadKey}`;
  const postEvent: WholeHeard['postEvent'] = (callNumber, event) =>
    fetch(`${apiUrl}/v1/calls/${callNumber}/events`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
  const accept: WholeHeard['accept'] = async (callNumber, event) => {
    const response = await postEvent(callNumber, event);
    if (response.status !== 202)
      throw new Error(`${event.type}: ${response.status} ${await response.text()}`);
    return (await response.json()) as EventAccepted;
  };
  return {
    postEvent,
    accept,
    call: async (callNumber, phone, stated = {}) => {
      await accept(callNumber, received(callNumber, phone, stated));
      return accept(callNumber, callTakingEnded(callNumber));
    },
    readCall: async (callNumber) => {
      const response = await fetch(`${apiUrl}/v1/calls/${callNumber}`, { headers: { authorization } });
      return (await response.json()) as CallReading;
    },
  };
}

function phonesOf({ simulatorUrl }: EmbeddedHeard): Pick<WholeHeard, 'textsTo' | 'replyFrom' | 'phonePage'> {
  return {
    textsTo: async (phone) => {
      const response = await fetch(`${simulatorUrl}/simulator/messages?to=${encodeURIComponent(phone)}`);
      const { messages } = (await response.json()) as { messages: SimulatedText[] };
      return messages.filter(({ direction }) => direction === 'outbound');
    },
    replyFrom: async (from, body) => {
      const response = await fetch(`${simulatorUrl}/simulator/replies`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from, body }),
      });
      if (!response.ok) throw new Error(`the reply was not taken: ${response.status}`);
    },
    phonePage: async () => (await fetch(simulatorUrl)).text(),
  };
}

export function received(callNumber: string, phone: string, stated: object = {}): EventBody {
  return {
    ...{ eventId: `${callNumber}-received`, type: 'received', priorityCode: '4', callTypeCode: 'THEFT' },
    reportingParty: { phone, language: 'en', safeToText: 'yes' },
    ...stated,
  };
}

export function callTakingEnded(callNumber: string): EventBody {
  return { eventId: `${callNumber}-callTakingEnded`, type: 'callTakingEnded' };
}
