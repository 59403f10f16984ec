import { saySummary, summarizeReplay } from '../../cli/replay-summary';
import type { ReplayedCall, ReplayResult } from '../../cli/replay/run-replay';
import { fromIso } from '../../domain/instant';

const SENT: ReplayedCall['texts'][number] = {
  kind: 'acknowledgement',
  ordinal: 1,
  language: 'en',
  outcome: 'sent',
  reason: null,
  delivery: 'delivered',
  segments: 1,
  dueAt: '2023-01-18T17:15:00.000Z',
  decidedAt: '2023-01-18T17:15:00.500Z',
  factsSeq: 2,
  sentAt: '2023-01-18T17:15:01.000Z',
  deliveredAt: '2023-01-18T17:15:03.000Z',
};

const result: ReplayResult = {
  played: {
    accepted: 11,
    refused: [{ callNumber: 'C', eventId: 'C-4', httpStatus: 409, detail: 'Another body' }],
    total: 12,
    storyAt: fromIso('2023-01-18T19:00:00Z'),
  },
  startedAt: fromIso('2023-01-18T17:10:00Z'),
  endedAt: fromIso('2023-01-18T20:00:00Z'),
  open: 1,
  calls: [
    call('A', 'waiting', null, [
      SENT,
      {
        ...SENT,
        kind: 'delayNotice',
        outcome: 'notSent',
        reason: 'tooLate',
        delivery: null,
        dueAt: '2023-01-18T17:15:00.000Z',
        decidedAt: '2023-01-18T17:15:28.800Z',
      },
    ]),
    call('B', 'finished', 'doNotText', [{ ...SENT, delivery: null, decidedAt: '2023-01-18T17:15:02.880Z' }]),
    call('C', 'notFollowed', 'priorityWasHigher', []),
    call('D', 'notFollowed', 'priorityWasHigher', []),
  ],
};

describe('the summary of a replay', () => {
  const summary = summarizeReplay(result, 288);

  test('counts calls, who may be texted, who was followed and why the others were not', () => {
    expect(summary).toMatchObject({
      calls: 4,
      eligible: 1,
      followed: 2,
      stillOpen: 1,
      reasons: { priorityWasHigher: 2, doNotText: 1 },
    });
    expect(Object.keys(summary.reasons)).toEqual(['priorityWasHigher', 'doNotText']);
  });

  test('counts texts by kind and outcome, and why they were not sent', () => {
    expect(summary.texts.acknowledgement).toEqual({
      sent: 2,
      notSent: 0,
      unknown: 0,
      pending: 0,
      delivered: 1,
    });
    expect(summary.texts.delayNotice).toEqual({ sent: 0, notSent: 1, unknown: 0, pending: 0, delivered: 0 });
    expect(summary.notSent).toEqual({ 'delayNotice tooLate': 1 });
  });

  test('says how long after it was due the latest text was decided, in the story and for us', () => {
    expect(summary.latest.acknowledgement).toEqual({ storySeconds: 2.88, realSeconds: 0.01 });
    expect(summary.latest.delayNotice).toEqual({ storySeconds: 28.8, realSeconds: 0.1 });
    expect(summary.latest.survey).toEqual({ storySeconds: 0, realSeconds: 0 });
  });

  test('is said in lines that hold all of it', () => {
    const said = saySummary(summary);

    expect(said).toContain('Events 12: 11 accepted, 1 refused\n  C-4: 409 Another body\n');
    expect(said).toContain('Calls 4: 1 eligible, 2 followed, 1 still open');
    expect(said).toMatch(/2 {2}priorityWasHigher\n +1 {2}doNotText/);
    expect(said).toMatch(/acknowledgement +2 +0 +0 +0 +1 +3 s story, 0\.0 s real/);
    expect(said).toMatch(/1 {2}delayNotice tooLate/);
  });
});

function call(
  callNumber: string,
  stage: ReplayedCall['stage'],
  reason: ReplayedCall['decision']['reason'],
  texts: ReplayedCall['texts'],
): ReplayedCall {
  return {
    callNumber,
    stage,
    decision: { eligible: reason === null, reason, policy: 'san-diego@0123456789ab' },
    texts,
    waitingFor: null,
    adviceAttemptedAt: null,
    callerAdvisedOfDelayAt: null,
    workflowId: `san-diego/call/${callNumber}`,
    events: [],
  };
}
