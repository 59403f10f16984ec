import type { EventToAccept } from '../db/accept-event';
import type { StatedFields } from '../domain/call-event';
import { fromIso } from '../domain/instant';
import type { ReadPhone } from '../sms/phone-number';
import { type CallEventBody, callEventSchema, callNumberSchema } from './event-schema';
import { check } from './pointed-errors';
import type { PointedError } from './problem';

/** An event as it was sent: the number of its call beside its body. */
export type SentEvent = { callNumber: unknown; body: unknown };

export type CheckedEvent = Omit<EventToAccept, 'webhook'>;

/** All that is wrong with an event before anything is looked up; or the event, with its phone read. */
export function checkEvent(
  { callNumber, body }: SentEvent,
  readPhone: (written: string) => ReadPhone,
): CheckedEvent | { errors: PointedError[] } {
  const number = check(callNumberSchema, callNumber);
  const event = check(callEventSchema, body);
  if ('errors' in number || 'errors' in event) {
    return { errors: [...errorsAt('/callNumber', number), ...errorsAt('', event)] };
  }
  if (event.value.type === 'merged' && event.value.intoCallNumber === number.value) {
    return { errors: [{ pointer: '/intoCallNumber', detail: 'must be another call' }] };
  }
  return { callNumber: number.value, body, ...readEvent(event.value, readPhone) };
}

function errorsAt(pointer: string, checked: object & { errors?: PointedError[] }): PointedError[] {
  return (checked.errors ?? []).map((error) => ({ ...error, pointer: pointer + error.pointer }));
}

function readEvent(
  event: CallEventBody,
  readPhone: (written: string) => ReadPhone,
): Omit<CheckedEvent, 'callNumber' | 'body'> {
  const phone = 'reportingParty' in event ? event.reportingParty?.phone : undefined;
  return {
    eventId: event.eventId,
    type: event.type,
    occurredAt: event.occurredAt === undefined ? null : fromIso(event.occurredAt),
    stated: statedBy(event),
    phone: phone === undefined ? null : readPhone(phone),
    ...('dispositionCode' in event && { dispositionCode: event.dispositionCode }),
    ...('intoCallNumber' in event && { intoCallNumber: event.intoCallNumber }),
  };
}

function statedBy(event: CallEventBody): Omit<StatedFields, 'phone'> {
  if (event.type !== 'received' && event.type !== 'updated') return {};
  const { priorityCode, callTypeCode, division, source, flags, reportingParty } = event;
  const { language, safeToText } = reportingParty ?? {};
  const stated = { priorityCode, callTypeCode, language, safeToText, division, source, flags };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}
