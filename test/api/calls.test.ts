import { anEvent, aReceived, type RunningApi, startApi, STORY_START } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

let calls = 0;
const aCallNumber = () => `26-${(calls += 1)}`;
const post = (callNumber: string, body: unknown) => api.post(`/v1/calls/${callNumber}/events`, body);

describe('an event that is accepted', () => {
  test('is answered with its place in the call, our moment and the decision, and told to the relay', async () => {
    const callNumber = aCallNumber();
    const event = aReceived();
    const before = api.kicks();
    const response = await post(callNumber, event);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      callNumber,
      eventId: event.eventId,
      status: 'accepted',
      seq: 1,
      acceptedAt: new Date(STORY_START).toISOString(),
      decision: { eligible: true, reason: null },
    });
    expect(api.kicks()).toBe(before + 1);
  });

  test('sent again is a duplicate that repeats the first answer, in whatever order its names stand', async () => {
    const callNumber = aCallNumber();
    const event = aReceived();
    const first: unknown = await (await post(callNumber, event)).json();
    await post(callNumber, anEvent({ type: 'updated', flags: ['hazard'] }));
    const reordered = Object.fromEntries(Object.entries(event).reverse());
    const again = await post(callNumber, reordered);
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ ...(first as object), status: 'duplicate' });
  });

  test('of a call never received waits for it', async () => {
    const callNumber = aCallNumber();
    const dispatched = await post(callNumber, anEvent({ type: 'dispatched' }));
    expect(await dispatched.json()).toMatchObject({
      seq: 1,
      decision: { eligible: false, reason: 'notReceivedYet' },
    });
    const received = await post(callNumber, aReceived());
    expect(await received.json()).toMatchObject({ seq: 2, decision: { eligible: true, reason: null } });
  });

  test.each([
    ['callTakingEnded', {}],
    ['dispatched', {}],
    ['arrived', {}],
    ['released', {}],
    ['updated', {}],
    ['updated', { priorityCode: '4', division: 'Est', source: 'public', flags: [], reportingParty: {} }],
    ['closed', {}],
    ['closed', { dispositionCode: 'REPORT' }],
    ['reopened', {}],
    ['cancelled', {}],
    ['merged', { intoCallNumber: 'A.b_c-9' }],
    ['received', { priorityCode: 'é'.repeat(64), callTypeCode: '🙂'.repeat(64) }],
    ['updated', { reportingParty: { language: 'fr-CA', safeToText: 'notAsked', phone: 'REDACTED' } }],
    ['updated', { reportingParty: { phone: '' } }],
    ['updated', { reportingParty: { phone: '(613)\t555-0123 \u0001' } }],
  ])('may be %s with %j', async (type, stated) => {
    const event = type === 'received' ? aReceived(stated) : anEvent({ type, ...stated });
    expect((await post(aCallNumber(), event)).status).toBe(202);
  });

  test.each([
    '2026-01-15T15:00:00Z',
    '2026-01-15T10:00:00-05:00',
    '2026-01-15T10:00:00.123456789-05:00',
    '2024-02-29T10:00:00+00:00',
    '1900-01-01T00:00:00Z',
    '2026-01-15T15:02:00Z',
  ])('may have happened at %s', async (occurredAt) => {
    expect((await post(aCallNumber(), aReceived({ occurredAt }))).status).toBe(202);
  });

  test('a phone that cannot be texted is a decision, not an error', async () => {
    const reasonFor = async (reportingParty: object) => {
      const response = await post(aCallNumber(), aReceived({ reportingParty }));
      return ((await response.json()) as { decision: { reason: string } }).decision.reason;
    };
    expect(await reasonFor({})).toBe('noPhone');
    expect(await reasonFor({ phone: '911-555-0123' })).toBe('phoneNotUsable');
    expect(await reasonFor({ phone: '1-800-555-0199' })).toBe('phoneNotUsable');
    expect(await reasonFor({ phone: '343-803-6032' })).toBe('phoneNotUsable');
    expect(await reasonFor({ phone: '613-236-1222' })).toBe('phoneNotUsable');
    expect(await reasonFor({ phone: '212-555-0123' })).toBe('phoneNotUsable');
  });
});

describe('an event that is refused', () => {
  test.each([
    ['without an id', { type: 'arrived' }, '/eventId'],
    ['with an empty id', { eventId: '', type: 'arrived' }, '/eventId'],
    ['with an id of 101 characters', { eventId: 'x'.repeat(101), type: 'arrived' }, '/eventId'],
    ['with an id beyond ASCII', { eventId: 'é', type: 'arrived' }, '/eventId'],
    ['with an id that is a number', { eventId: 1, type: 'arrived' }, '/eventId'],
    ['without a type', { eventId: 'x' }, '/type'],
    ['of a type we do not know', { eventId: 'x', type: 'escalated' }, '/type'],
    [
      'received without its priority',
      { eventId: 'x', type: 'received', callTypeCode: 'THEFT' },
      '/priorityCode',
    ],
    ['received without its type', { eventId: 'x', type: 'received', priorityCode: '3' }, '/callTypeCode'],
    ['with an empty code', aReceived({ priorityCode: '' }), '/priorityCode'],
    ['with a code of 65 characters', aReceived({ callTypeCode: 'x'.repeat(65) }), '/callTypeCode'],
    ['with a line break in a code', aReceived({ callTypeCode: 'A\nB' }), '/callTypeCode'],
    ['with half a character in its division', aReceived({ division: '\ud800' }), '/division'],
    ['with a null', aReceived({ division: null }), '/division'],
    [
      'with a language that is none',
      aReceived({ reportingParty: { language: 'en_CA' } }),
      '/reportingParty/language',
    ],
    [
      'with a phone that is a number',
      aReceived({ reportingParty: { phone: 6135550123 } }),
      '/reportingParty/phone',
    ],
    [
      'with a zero byte in a phone',
      aReceived({ reportingParty: { phone: '613\u0000' } }),
      '/reportingParty/phone',
    ],
    [
      'with an answer that is none',
      aReceived({ reportingParty: { safeToText: 'YES' } }),
      '/reportingParty/safeToText',
    ],
    ['with a source we do not know', aReceived({ source: 'web' }), '/source'],
    ['with a flag we do not know', aReceived({ flags: ['hazard', 'doNotTxt'] }), '/flags/1'],
    ['with a misspelt field', aReceived({ flagz: ['doNotText'] }), '/flagz'],
    [
      'with a misspelt field inside',
      aReceived({ reportingParty: { safetotext: 'no' } }),
      '/reportingParty/safetotext',
    ],
    [
      'with a field of another type',
      anEvent({ type: 'arrived', dispositionCode: 'REPORT' }),
      '/dispositionCode',
    ],
    ['with its call number in the body', anEvent({ type: 'arrived', callNumber: '26-1' }), '/callNumber'],
    ['with a name that needs escaping', anEvent({ type: 'arrived', 'a/b~c': 1 }), '/a~1b~0c'],
    ['with a name of JavaScript', '{"eventId":"x","type":"arrived","__proto__":{}}', '/__proto__'],
    ['merged into nothing', anEvent({ type: 'merged' }), '/intoCallNumber'],
    ['at an instant without offset', aReceived({ occurredAt: '2026-01-15T10:00:00' }), '/occurredAt'],
    ['at an instant without seconds', aReceived({ occurredAt: '2026-01-15T10:00Z' }), '/occurredAt'],
    ['on a day that is none', aReceived({ occurredAt: '2026-02-29T10:00:00Z' }), '/occurredAt'],
    ['at a date', aReceived({ occurredAt: '2026-01-15' }), '/occurredAt'],
    ['at a number', aReceived({ occurredAt: STORY_START }), '/occurredAt'],
    ['more than 2 minutes ahead', aReceived({ occurredAt: '2026-01-15T15:02:10Z' }), '/occurredAt'],
    ['that is an array', [], ''],
    ['that is null', 'null', ''],
    ['that is a string', '"received"', ''],
  ])('%s points to the place', async (_what, body, pointer) => {
    const response = await post(aCallNumber(), body);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as {
      status: number;
      errors: { pointer: string; detail: string }[];
    };
    expect(problem.status).toBe(422);
    expect(problem.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(problem.errors[0]?.detail).toEqual(expect.any(String));
  });

  test('names every wrong place at once, and repeats nothing personal', async () => {
    const party = { phone: ['+16135550123'], language: 'Jean Tremblay', safeToText: '613-555-0199' };
    const response = await post(aCallNumber(), aReceived({ reportingParty: party }));
    const text = await response.text();
    expect(JSON.parse(text).errors).toHaveLength(3);
    expect(text).not.toMatch(/613|Tremblay/);
  });

  test.each(['-26', 'a b', 'a/b', 'é', 'x'.repeat(41), '26-1\n'])(
    'is one for a call numbered %j',
    async (callNumber) => {
      const response = await post(encodeURIComponent(callNumber), aReceived());
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer: '/callNumber' }] });
    },
  );

  test('merged into itself points to the other call', async () => {
    const callNumber = aCallNumber();
    const response = await post(callNumber, anEvent({ type: 'merged', intoCallNumber: callNumber }));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/intoCallNumber' }] });
  });

  test('leaves nothing behind: its id is free', async () => {
    const callNumber = aCallNumber();
    const event = aReceived();
    expect((await post(callNumber, { ...event, flags: ['x'] })).status).toBe(422);
    expect((await post(callNumber, event)).status).toBe(202);
  });

  test('an id that came with another body, or for another call, is a conflict', async () => {
    const callNumber = aCallNumber();
    const event = aReceived();
    await post(callNumber, event);
    const otherBody = await post(callNumber, { ...event, division: 'Central' });
    expect(otherBody.status).toBe(409);
    expect(await otherBody.json()).toMatchObject({ status: 409, type: 'urn:heard:problem:conflict' });
    expect((await post(aCallNumber(), event)).status).toBe(409);
    const unstated = anEvent({ type: 'arrived' });
    await post(callNumber, unstated);
    expect((await post(callNumber, { ...unstated, occurredAt: '2026-01-15T15:00:00Z' })).status).toBe(409);
  });
});

test('twenty equal events at once are accepted once', async () => {
  const callNumber = aCallNumber();
  const event = aReceived();
  const responses = await Promise.all(Array.from({ length: 20 }, () => post(callNumber, event)));
  const answers = (await Promise.all(responses.map((response) => response.json()))) as { status: string }[];
  expect(responses.map((response) => response.status)).toEqual(Array(20).fill(202));
  expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(1);
});
