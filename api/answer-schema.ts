import { z } from 'zod';
import { DELIVERY_STATUSES } from '../domain/delivery-status';
import { ELIGIBILITY_REASONS, REASONS } from '../domain/reasons';
import { STAGES } from '../domain/stage';
import { TEXT_KINDS, TEXT_OUTCOMES } from '../domain/text-message';
import { callNumberSchema } from './event-schema';
import { PROBLEM_TYPES } from './problem';

const instant = z.iso.datetime().meta({ description: 'In UTC, to the millisecond.' });

const eligibility = {
  eligible: z.boolean(),
  reason: z.enum(ELIGIBILITY_REASONS).nullable().meta({ description: 'Null when eligible.' }),
};

const accepted = {
  callNumber: callNumberSchema,
  eventId: z.string(),
  status: z.enum(['accepted', 'duplicate']),
  seq: z.int().positive().meta({ description: 'Counts within the call, in the order of acceptance.' }),
  acceptedAt: instant,
  decision: z.strictObject(eligibility),
};
export const eventAcceptedSchema = z.strictObject(accepted).meta({ id: 'EventAccepted' });

const problemFields = {
  type: z.enum(PROBLEM_TYPES),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z
    .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: 'Each with a JSON Pointer into the body, or into the item of a batch.' }),
};
export const problemSchema = z.strictObject(problemFields).meta({ id: 'Problem' });

const httpStatus = z.int().meta({ description: 'What the same event sent alone would be answered with.' });

export const batchAnswerSchema = z
  .strictObject({
    results: z
      .array(
        z.union([
          z.strictObject({ ...accepted, httpStatus }),
          z.strictObject({ ...problemFields, httpStatus }),
        ]),
      )
      .meta({ description: 'One an event, in the order sent.' }),
  })
  .meta({ id: 'BatchAnswer' });

const textSchema = z
  .strictObject({
    kind: z.enum(TEXT_KINDS),
    ordinal: z.int().positive(),
    language: z.string().nullable().meta({ description: 'A language tag, or `both`.' }),
    outcome: z.enum(TEXT_OUTCOMES).meta({ description: '`pending`: handed over, no answer yet.' }),
    reason: z.enum(REASONS).nullable().meta({ description: 'Null unless `notSent`.' }),
    delivery: z.enum(DELIVERY_STATUSES).nullable().meta({ description: "The carrier's report." }),
    segments: z.int().positive().nullable(),
    dueAt: instant,
    decidedAt: instant,
    factsSeq: z.int().positive().meta({ description: 'The facts it was decided on: after this `seq`.' }),
    sentAt: instant.nullable(),
    deliveredAt: instant.nullable(),
  })
  .meta({ id: 'Text' });

export const callReadingSchema = z
  .strictObject({
    callNumber: callNumberSchema,
    stage: z.enum(STAGES),
    decision: z.strictObject({
      ...eligibility,
      policy: z
        .string()
        .meta({ description: 'The rules it was decided by.', example: 'ottawa@1f0c9a6b22de' }),
    }),
    texts: z.array(textSchema),
    waitingFor: z.enum(['feedStale', 'sendingPaused']).nullable(),
    adviceAttemptedAt: instant.nullable().meta({ description: 'The first delay notice was sent.' }),
    callerAdvisedOfDelayAt: instant.nullable().meta({ description: 'The first delay notice was delivered.' }),
    workflowId: z.string().meta({ example: 'ottawa/call/26-18841' }),
  })
  .meta({ id: 'CallReading' });
