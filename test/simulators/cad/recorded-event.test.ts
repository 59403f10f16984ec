import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromIso } from '../../../domain/instant';
import { parseRecordedEvents } from '../../../simulators/cad/recorded-event';
import { root } from '../../support/repository';

describe('a recorded event file', () => {
  test('says of every event which call it is of, when it arrives, and what the API gets', () => {
    const events = parseRecordedEvents(
      [
        {
          callNumber: 'A',
          eventId: '1',
          type: 'received',
          occurredAt: '2023-01-18T09:10:28-08:00',
          flags: [],
        },
        { callNumber: 'B', eventId: '2', type: 'closed', arrivesAt: '2023-01-18T17:10:29Z' },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );

    expect(events).toEqual([
      {
        callNumber: 'A',
        arrivesAt: fromIso('2023-01-18T17:10:28Z'),
        body: { eventId: '1', type: 'received', occurredAt: '2023-01-18T09:10:28-08:00', flags: [] },
      },
      { callNumber: 'B', arrivesAt: fromIso('2023-01-18T17:10:29Z'), body: { eventId: '2', type: 'closed' } },
    ]);
  });

  test('is put in order of arrival, lines of one moment staying as they stand', () => {
    const line = (eventId: string, arrivesAt: string): string =>
      JSON.stringify({ callNumber: 'A', eventId, type: 'updated', arrivesAt });
    const events = parseRecordedEvents(
      [
        line('b', '2023-01-01T10:00:00Z'),
        line('c', '2023-01-01T10:00:00Z'),
        line('a', '2023-01-01T09:00:00Z'),
      ].join('\n'),
    );

    expect(events.map(({ body }) => body.eventId)).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['{"callNumber":', 'line 2: not a JSON object'],
    ['[]', 'line 2: not a JSON object'],
    ['{"eventId":"1","type":"closed"}', 'line 2: callNumber is missing'],
    ['{"callNumber":"A","type":"closed"}', 'line 2: eventId or type is missing'],
    [
      '{"callNumber":"A","eventId":"1","type":"closed"}',
      'line 2: neither arrivesAt nor occurredAt is an instant',
    ],
    ['{"callNumber":"A","eventId":"1","type":"closed","occurredAt":"noon"}', 'line 2: neither arrivesAt nor'],
  ])('names the line that is wrong: %s', (line, message) => {
    expect(() => parseRecordedEvents(`\n${line}\n`)).toThrow(message);
  });

  test.each(['agencies/ottawa/demo.ndjson', 'test/fixtures/san-diego-200.ndjson'])('%s is one', (path) => {
    const ndjson = readFileSync(join(root, path), 'utf8');

    expect(parseRecordedEvents(ndjson).length).toBe(ndjson.trimEnd().split('\n').length);
  });
});
