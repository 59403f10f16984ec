import type { Delivery } from './delivery';
import type { CreateFault, Faults } from './faults';
import { magicNumber } from './magic-numbers';
import { createMessage } from './message';
import type { Message } from './message';
import type { CarrierOptions } from './options';
import { countSegments } from './segments';
import { readTextRequest } from './text-request';
import type { Refusal, TextRequest } from './text-request';

/** How a create request goes. The line may go wrong after the text was taken: then there are both, message and fault. */
export type CreateAnswer = { refusal: Refusal } | { message: Message | null; fault: CreateFault | null };

type Setup = { options: CarrierOptions; faults: Faults; delivery: Delivery };

const TAKEN_ALL_THE_SAME: readonly CreateFault[] = ['cutAfterAccept', 'answer500AfterAccept', 'hang'];
/** Ten hours of one long code's line: more is refused. */
const LONGEST_LINE_SEGMENTS = 36_000;
const LIST_LAGS_BY_MS = 30_000;

export function createAcceptText({
  options,
  faults,
  delivery,
}: Setup): (form: URLSearchParams) => CreateAnswer {
  const struck = new Map<string, number>();

  function faultFor(to: string): CreateFault | null {
    const magic = magicNumber(to);
    if (magic?.fault === undefined) return faults.createFault();
    const times = struck.get(to) ?? 0;
    const getsThrough = magic.faultTimes !== undefined && times >= magic.faultTimes;
    struck.set(to, getsThrough ? 0 : times + 1);
    return getsThrough ? null : magic.fault;
  }

  function take(request: TextRequest): Message {
    const lag = faults.strikes('listLag') ? LIST_LAGS_BY_MS : 0;
    const message = createMessage({
      ...request,
      direction: 'outbound-api',
      segments: countSegments(request.body),
      status: request.messagingServiceSid === null ? 'queued' : 'accepted',
      listedFrom: Date.now() + lag,
    });
    delivery.accept(message);
    return message;
  }

  return (form) => {
    const request = readTextRequest(form, options.senders);
    if ('code' in request) return { refusal: request };
    const refusedWith = magicNumber(request.to)?.refusedWith;
    if (refusedWith !== undefined) return { refusal: { code: refusedWith, detail: request.to } };
    if (delivery.waitingSegments(request.from) >= LONGEST_LINE_SEGMENTS) return { refusal: { code: 21611 } };
    const fault = faultFor(request.to);
    const taken = fault === null || TAKEN_ALL_THE_SAME.includes(fault);
    return { message: taken ? take(request) : null, fault };
  };
}
