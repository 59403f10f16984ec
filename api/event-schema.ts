import { z } from 'zod';
import { FLAGS, SAFE_TO_TEXT, SOURCES } from '../domain/call-event';

export const MOST_EVENTS_IN_A_BATCH = 500;

export const callNumberSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be 1 to 40 letters, digits, dots, dashes or underscores')
  .meta({
    id: 'CallNumber',
    description: "CAD's own number of the call, never used again.",
    example: '26-18841',
  });

const eventId = z
  .string()
  .regex(/^[\x20-\x7e]{1,100}$/, 'must be 1 to 100 printable ASCII characters')
  .meta({
    description: 'Unique in the agency; the same event sent again repeats it.',
    example: 'cad-88410-1',
  });

const occurredAt = z.iso
  .datetime({ offset: true, error: 'must be an instant of RFC 3339 with an offset' })
  .meta({
    description: 'When it happened; left out: now. More than 2 minutes ahead is refused.',
    example: '2026-01-15T10:02:11-05:00',
  });

const shortText = z
  .string()
  .refine(
    (text) => /^[^\p{Cc}\p{Cs}]{1,64}$/u.test(text),
    'must be 1 to 64 characters without control characters',
  )
  .meta({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' });

const reportingParty = z
  .strictObject({
    phone: z
      .string()
      .refine((text) => /^[^\0\p{Cs}]{0,100}$/u.test(text), 'must be at most 100 characters')
      .meta({ description: 'Written any way people write one.', maxLength: 100, example: '+16135550123' }),
    language: z
      .string()
      .max(35, 'must be at most 35 characters')
      .refine(isLanguageTag, 'must be a language tag of BCP 47')
      .meta({ description: 'A language tag of BCP 47.', example: 'fr' }),
    safeToText: z.enum(SAFE_TO_TEXT),
  })
  .partial();

const stated = {
  reportingParty: reportingParty.optional(),
  division: shortText.optional(),
  source: z.enum(SOURCES).optional(),
  flags: z.array(z.enum(FLAGS)).optional(),
};

/** One fact about one call, as the body of a single event. */
export const callEventSchema = eventSchema({}).meta({ id: 'CallEvent' });

/** The same with its call's number, as an item of a batch. */
export const batchItemSchema = eventSchema({ callNumber: callNumberSchema }).meta({ id: 'BatchItem' });

export type CallEventBody = z.infer<typeof callEventSchema>;

function eventSchema<More extends z.ZodRawShape>(more: More) {
  const any = { ...more, eventId, occurredAt: occurredAt.optional() };
  return z.discriminatedUnion('type', [
    z.strictObject({
      ...any,
      type: z.literal('received'),
      priorityCode: shortText,
      callTypeCode: shortText,
      ...stated,
    }),
    z.strictObject({
      ...any,
      type: z.literal('updated'),
      priorityCode: shortText.optional(),
      callTypeCode: shortText.optional(),
      ...stated,
    }),
    z.strictObject({ ...any, type: z.literal('closed'), dispositionCode: shortText.optional() }),
    z.strictObject({ ...any, type: z.literal('merged'), intoCallNumber: callNumberSchema }),
    z.strictObject({
      ...any,
      type: z.enum(['callTakingEnded', 'dispatched', 'arrived', 'released', 'reopened', 'cancelled']),
    }),
  ]);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
