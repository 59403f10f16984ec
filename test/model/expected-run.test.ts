import { expectedTexts } from './expected-run';
import { at, callOf, event, ottawa, received, rowsOf } from './hand-made';

const call = '26-100';
const ended = (when: string) => event(call, when, 'callTakingEnded');
/** A call at priority 3 of 10:00, hung up at 10:02. */
const begun = [received(call, '10:00'), ended('10:02')];

const late = (wanted: string, span: number) => (moment: { kind: string }) =>
  moment.kind === wanted ? span : 0;

describe('the acknowledgement', () => {
  test('is due 2 minutes after call taking ended', () => {
    expect(rowsOf(begun, '10:10')).toEqual(['acknowledgement 10:04 sent']);
  });

  test('is due 12 minutes after we knew of the call where call taking never ended', () => {
    expect(rowsOf([received(call, '10:00', { known: '10:01' })], '10:15')).toEqual([
      'acknowledgement 10:13 sent',
    ]);
  });

  test('waits 2 minutes after the last change that matters', () => {
    const changed = event(call, '10:03', 'updated', { priorityCode: '4' });
    expect(rowsOf([...begun, changed], '10:10')).toEqual(['acknowledgement 10:05 sent']);
  });

  test('does not wait for the same phone written in another way, nor for a division', () => {
    const again = event(call, '10:03', 'updated', { phone: '+1 (613) 555-0123', division: 'Central' });
    expect(rowsOf([...begun, again], '10:10')).toEqual(['acknowledgement 10:04 sent']);
  });

  test('is refused after an officer arrived or the call ended', () => {
    const arrived = event(call, '10:03', 'arrived');
    expect(rowsOf([...begun, arrived], '10:10')).toEqual(['acknowledgement 10:04 officerArrived']);
    expect(rowsOf([...begun, arrived, event(call, '10:03:30', 'closed')], '10:10')).toEqual([
      'acknowledgement 10:04 callEnded',
    ]);
  });

  test('is sent while a unit is only assigned', () => {
    expect(rowsOf([...begun, event(call, '10:03', 'dispatched')], '10:10')).toEqual([
      'acknowledgement 10:04 sent',
    ]);
  });

  test('is too late 30 minutes after the call, unless call taking ended since', () => {
    const late = { known: '10:40' };
    expect(rowsOf([received(call, '10:00', late)], '11:00')).toEqual(['acknowledgement 10:52 tooLate']);
    expect(rowsOf([received(call, '10:00', late), ended('10:39')], '10:50')).toEqual([
      'acknowledgement 10:42 sent',
    ]);
  });

  test('is due anew when an event of the first half hour makes the call eligible again', () => {
    const wrong = event(call, '10:03', 'updated', { priorityCode: '6' });
    const right = event(call, '10:20', 'updated', { priorityCode: '4' });
    expect(rowsOf([...begun, wrong], '10:10')).toEqual(['acknowledgement 10:05 priorityNotTexted']);
    expect(rowsOf([...begun, wrong, right], '10:25')).toEqual(['acknowledgement 10:22 sent']);
    const tooLate = event(call, '10:31', 'updated', { priorityCode: '4' });
    expect(rowsOf([...begun, wrong, tooLate], '10:50')).toEqual(['acknowledgement 10:05 priorityNotTexted']);
  });

  test('leaves no row where an event it is counted from came more than 24 hours late', () => {
    const old = received(call, '14 09:59', { known: '10:00' });
    expect(rowsOf([old, ended('10:02')], '11:00')).toEqual([]);
  });

  test('is never due for a call that was never eligible', () => {
    expect(rowsOf([received(call, '10:00', { priorityCode: '2' })], '18:00')).toEqual([]);
  });
});

describe('delay notices', () => {
  const sent = 'acknowledgement 10:04 sent';

  test('follow at 30 minutes and 60, 120 and 240 minutes after each other, four at most', () => {
    expect(rowsOf(begun, '20:00')).toEqual([
      ...[sent, 'delayNotice 1 10:30 sent', 'delayNotice 2 11:30 sent'],
      ...['delayNotice 3 13:30 sent', 'delayNotice 4 17:30 sent'],
    ]);
  });

  test('come at 60 minutes at priority 4, and at once when it becomes 3 after more than 30', () => {
    const four = [received(call, '10:00', { priorityCode: '4' }), ended('10:02')];
    expect(rowsOf(four, '11:10')).toEqual([sent, 'delayNotice 1 11:00 sent']);
    const raised = event(call, '10:45', 'updated', { priorityCode: '3' });
    expect(rowsOf([...four, raised], '11:10')).toEqual([sent, 'delayNotice 1 10:45 sent']);
  });

  test('count a priority from when it was first known in its unbroken run', () => {
    const four = [received(call, '10:00', { priorityCode: '4' }), ended('10:02')];
    const raised = event(call, '10:40', 'updated', { priorityCode: '3', known: '10:50' });
    const again = event(call, '10:45', 'updated', { priorityCode: '3' });
    expect(rowsOf([...four, raised, again], '11:10')).toEqual([sent, 'delayNotice 1 10:45 sent']);
    const laterThanTheStatement = late('delayNotice', 6 * 60_000);
    expect(rowsOf([...four, raised, again], '11:10', laterThanTheStatement)).toEqual([
      ...[sent, 'delayNotice 1 10:45 sent'],
    ]);
  });

  test('wait for the unit that is assigned, and 10 minutes after the last unit left', () => {
    const dispatched = event(call, '10:20', 'dispatched');
    expect(rowsOf([...begun, dispatched], '12:00')).toEqual([sent]);
    const atTheMoment = event(call, '10:30', 'dispatched');
    expect(rowsOf([...begun, atTheMoment], '12:00')).toEqual([sent]);
    const released = event(call, '10:55', 'released');
    expect(rowsOf([...begun, dispatched, released], '11:30')).toEqual([sent, 'delayNotice 1 11:05 sent']);
    const noUnit = event(call, '10:25', 'released');
    expect(rowsOf([...begun, noUnit], '11:00')).toEqual([sent, 'delayNotice 1 10:30 sent']);
  });

  test('are too late after more than 15 minutes, and the next follows', () => {
    expect(rowsOf(begun, '11:00', late('delayNotice', 15 * 60_000))).toEqual([
      sent,
      'delayNotice 1 10:30 sent',
    ]);
    const tooLate = rowsOf(begun, '11:50', late('delayNotice', 15 * 60_000 + 1));
    expect(tooLate).toEqual([sent, 'delayNotice 1 10:30 tooLate', 'delayNotice 2 11:30 tooLate']);
  });

  test('end once an officer arrived, and go on 30 minutes after a reopening', () => {
    expect(rowsOf([...begun, event(call, '10:20', 'arrived')], '14:00')).toEqual([sent]);
    const reopened = [event(call, '10:20', 'closed'), event(call, '10:40', 'reopened')];
    expect(rowsOf([...begun, ...reopened], '11:30')).toEqual([sent, 'delayNotice 1 11:10 sent']);
    const morning = [
      received(call, '07:00'),
      event(call, '07:02', 'callTakingEnded'),
      event(call, '07:10', 'closed'),
    ];
    const notices = (reopenedAt: string) =>
      rowsOf([...morning, event(call, reopenedAt, 'reopened')], '20:00').slice(1);
    expect(notices('19:00')).toEqual(['delayNotice 1 19:30 sent']);
    expect(notices('19:00:01')).toEqual([]);
  });

  test('end with a refusal for the call and go on after one for the moment', () => {
    const flagged = event(call, '10:20', 'updated', { flags: ['hazard'] });
    expect(rowsOf([...begun, flagged], '14:00')).toEqual([sent, 'delayNotice 1 10:30 hazard']);
    const moved = event(call, '10:20', 'updated', { phone: '613-555-0124' });
    expect(rowsOf([...begun, moved], '14:00')).toEqual([sent, 'delayNotice 1 10:30 phoneChanged']);
    const noise = event(call, '10:20', 'updated', { callTypeCode: 'NOISE' });
    expect(rowsOf([...begun, noise], '14:00')).toEqual([sent, 'delayNotice 1 10:30 delayNotForType']);
    const other = [received('26-101', '09:29'), event('26-101', '09:30', 'callTakingEnded')];
    expect(rowsOf([...other, ...begun, event('26-101', '10:20', 'closed')], '12:00')).toEqual([
      ...['acknowledgement 09:32 sent', 'delayNotice 1 09:59 sent'],
      ...[sent, 'delayNotice 1 10:30 numberJustTold', 'delayNotice 2 11:30 sent'],
    ]);
  });

  test('wait for the morning and the spread of their call, but for a first one at priority 3', () => {
    const evening = [received(call, '21:40'), event(call, '21:42', 'callTakingEnded')];
    expect(rowsOf(evening, '16 08:00')).toEqual([
      ...['acknowledgement 21:44 sent', 'delayNotice 1 22:10 sent', 'delayNotice 2 16 07:25:37.909 sent'],
    ]);
    const four = event(call, '21:41', 'updated', { priorityCode: '4' });
    expect(rowsOf([...evening, four], '16 08:00')).toEqual([
      ...['acknowledgement 21:44 sent', 'delayNotice 1 16 07:25:37.909 sent'],
    ]);
  });
});

describe('the closure notice', () => {
  test('follows 4 hours after the end we knew of, once a delay notice was sent', () => {
    const closed = event(call, '10:40', 'closed', { known: '10:50' });
    expect(rowsOf([...begun, closed], '15:00')).toEqual([
      ...['acknowledgement 10:04 sent', 'delayNotice 1 10:30 sent', 'closureNotice 14:50 sent'],
    ]);
  });

  test('comes up to 12 hours late', () => {
    const closed = [...begun, event(call, '10:40', 'closed')];
    const hours = 3_600_000;
    expect(rowsOf(closed, '16 08:00', late('closureNotice', 12 * hours)).at(-1)).toBe(
      'closureNotice 14:40 sent',
    );
    expect(rowsOf(closed, '16 08:00', late('closureNotice', 12 * hours + 1)).at(-1)).toBe(
      'delayNotice 1 10:30 sent',
    );
  });

  test('leaves nothing where no delay notice was sent or an officer arrived', () => {
    const early = event(call, '10:20', 'cancelled');
    expect(rowsOf([...begun, early], '18:00')).toEqual(['acknowledgement 10:04 sent']);
    const attended = [event(call, '10:40', 'arrived'), event(call, '10:50', 'closed')];
    expect(rowsOf([...begun, ...attended], '18:00')).toEqual([
      ...['acknowledgement 10:04 sent', 'delayNotice 1 10:30 sent'],
    ]);
  });
});

describe('the survey', () => {
  const close = (when: string, dispositionCode?: string) => event(call, when, 'closed', { dispositionCode });
  const surveyOf = (...more: Parameters<typeof rowsOf>[0]) => {
    const rows = rowsOf([...begun, ...more], '20 12:00');
    return rows.filter((row) => row.startsWith('survey')).join();
  };

  test('is due 24 hours after the call was closed, in the morning where that is in the evening', () => {
    expect(surveyOf(close('10:20', 'report'))).toBe('survey 16 10:20 sent');
    expect(surveyOf(close('20:20', 'REPORT'))).toBe('survey 17 09:25:37.909 sent');
  });

  test('names the first reason against it', () => {
    expect(surveyOf(close('10:20'))).toBe('survey 16 10:20 dispositionUnknown');
    expect(surveyOf(close('10:20', 'GONE'))).toBe('survey 16 10:20 dispositionNotSurveyed');
    expect(surveyOf(close('10:20', 'REPORT'), event(call, '10:30', 'cancelled'))).toBe(
      'survey 16 10:20 callCancelled',
    );
    expect(
      surveyOf(close('10:20', 'REPORT'), event(call, '10:30', 'merged', { intoCallNumber: '26-101' })),
    ).toBe('survey 16 10:20 callMerged');
    expect(surveyOf(close('10:03', 'REPORT'))).toBe('survey 16 10:03 noAcknowledgement');
    expect(surveyOf(close('10:20', 'REPORT'), received('26-101', '16 09:00', { priorityCode: '5' }))).toBe(
      'survey 16 10:20 otherCall',
    );
  });

  test('is refused for another call of the last 24 hours, ended or not', () => {
    const another = [received('26-101', '09:00', { priorityCode: '5' }), event('26-101', '09:30', 'closed')];
    expect(surveyOf(...another, close('10:20', 'REPORT'))).toBe('survey 16 10:20 sent');
    const lately = [received('26-101', '10:21', { priorityCode: '5' }), event('26-101', '10:30', 'closed')];
    expect(surveyOf(...lately, close('10:20', 'REPORT'))).toBe('survey 16 10:20 otherCall');
  });

  test('comes up to 24 hours late', () => {
    const closed = [...begun, close('10:20', 'REPORT')];
    const day = 86_400_000;
    expect(rowsOf(closed, '20 12:00', late('survey', day)).at(-1)).toBe('survey 16 10:20 sent');
    expect(rowsOf(closed, '20 12:00', late('survey', day + 1)).at(-1)).toBe('survey 16 10:20 tooLate');
  });

  test('is taken back by a reopening and comes anew, after a refusal too', () => {
    const [closed, reopened] = [close('10:20', 'GONE'), event(call, '17 10:00', 'reopened')];
    expect(surveyOf(closed, event(call, '12:00', 'reopened'))).toBe('');
    expect(surveyOf(closed, reopened)).toBe('survey 16 10:20 dispositionNotSurveyed');
    expect(surveyOf(closed, reopened, close('17 11:00', 'REPORT'))).toBe('survey 18 11:00 sent');
    expect(surveyOf(close('10:20', 'REPORT'), reopened, close('17 11:00', 'REPORT'))).toBe(
      'survey 16 10:20 sent',
    );
  });

  test('comes to a number once in 90 days', () => {
    const second = [
      received('26-101', '18 10:00'),
      event('26-101', '18 10:01', 'callTakingEnded'),
      event('26-101', '18 10:20', 'closed', { dispositionCode: 'REPORT' }),
    ];
    const call = callOf([...begun, close('10:20', 'REPORT'), ...second], '20 12:00', '26-101');
    expect(call.texts.at(-1)).toMatchObject({ kind: 'survey', reason: 'surveyedRecently' });
  });
});

test('a number gets fewer than six texts in 24 hours before less urgent ones are refused', () => {
  const calls = ['10:00', '10:20', '10:40'].flatMap((when, index) => [
    received(`26-10${index}`, when, { priorityCode: '4' }),
  ]);
  const rows = rowsOf(calls, '18:30');
  expect(rows.filter((row) => row.endsWith(' sent'))).toHaveLength(6);
  expect(rows.filter((row) => row.endsWith('overCeiling'))).toEqual([
    ...['delayNotice 4 18:00 overCeiling', 'delayNotice 4 18:20 overCeiling'],
  ]);
});

test('the stage is the first that fits, and a call never closed is finished 7 days after its last event', () => {
  const stageAt = (until: string, ...more: typeof begun) => callOf([...begun, ...more], until).stage;
  expect(callOf([received(call, '10:00', { priorityCode: '1' })], '10:01').stage).toBe('notFollowed');
  expect(stageAt('10:03')).toBe('held');
  expect(stageAt('10:05')).toBe('waiting');
  const wrong = event(call, '10:03', 'updated', { priorityCode: '6' });
  expect(stageAt('10:19', wrong)).toBe('waiting');
  expect(stageAt('10:21', wrong, event(call, '10:20', 'updated', { priorityCode: '4' }))).toBe('held');
  expect(stageAt('10:11', event(call, '10:10', 'dispatched'))).toBe('assigned');
  expect(stageAt('10:11', event(call, '10:10', 'closed'))).toBe('ended');
  expect(stageAt('16 10:10', event(call, '10:10', 'closed'))).toBe('finished');
  expect(stageAt('22 10:01')).toBe('waiting');
  expect(stageAt('22 10:02')).toBe('finished');
});

test('an event that comes twice changes nothing', () => {
  const [first, second] = begun;
  const again = begun.map((arrival) => ({ ...arrival, knownAt: arrival.knownAt + 60_000 }));
  const twice = [first, ...again, second].flatMap((arrival) => arrival ?? []);
  const inOrder = twice.toSorted((a, b) => a.knownAt - b.knownAt);
  const texts = expectedTexts(ottawa, inOrder, { endsAt: at('20:00') });
  expect(texts).toEqual(expectedTexts(ottawa, begun, { endsAt: at('20:00') }));
});
