import { gzipSync } from 'node:zlib';
import { parseIncidentRows } from '../../../cli/convert/incident-rows';

const EXTRACT = `incident_num,created_at,call_type,call_type_text,priority,beat,disposition,disposition_text
E2,2023-01-11T09:10:54,586,ILLEGAL PARKING,4,523,DUP,"DUPLICATE CALL, XREF'D"
E1,2023-01-11T09:10:28,415N,NOISE,3,-1,K,NO REPORT REQUIRED
`;

const CITY_FILE = `INCIDENT_NUM,DATE_TIME,DAY_OF_WEEK,ADDRESS_NUMBER_PRIMARY,ADDRESS_DIR_PRIMARY,ADDRESS_ROAD_PRIMARY,ADDRESS_SFX_PRIMARY,ADDRESS_DIR_INTERSECTING,ADDRESS_ROAD_INTERSECTING,ADDRESS_SFX_INTERSECTING,CALL_TYPE,DISPOSITION,BEAT,PRIORITY
E2,2023-01-11 09:10:54.000,4,600,,MADE UP,ST,,,,586,DUP,523,4
E1,2023-01-11 09:10:28.000,4,0,,MADE UP,AVE,,NOWHERE,,415N,K,-1,3
`;

const rows = [
  {
    incidentNumber: 'E1',
    createdLocal: '2023-01-11T09:10:28',
    callTypeCode: '415N',
    priorityCode: '3',
    beat: '-1',
    dispositionCode: 'K',
  },
  {
    incidentNumber: 'E2',
    createdLocal: '2023-01-11T09:10:54',
    callTypeCode: '586',
    priorityCode: '4',
    beat: '523',
    dispositionCode: 'DUP',
  },
];

describe("San Diego's published calls", () => {
  test.each([
    ['an extract', Buffer.from(EXTRACT)],
    ["the city's own file, without its addresses", Buffer.from(CITY_FILE)],
    ['a file with a byte order mark', Buffer.from(`\ufeff${CITY_FILE}`)],
    ['a gzipped file', gzipSync(EXTRACT)],
  ])('are read in order of creation from %s', (_, file) => {
    expect(parseIncidentRows(file)).toEqual(rows);
  });

  test.each([
    [{ from: '2023-01-11T09:10:54' }, ['E2']],
    [{ to: '2023-01-11T09:10:54' }, ['E1']],
    [{ from: '2023-01-11', to: '2023-01-12T00:00' }, ['E1', 'E2']],
    [{ from: '2023-01-12' }, []],
  ])('are read of a span of local time: %j', (span, expected) => {
    expect(parseIncidentRows(Buffer.from(EXTRACT), span).map(({ incidentNumber }) => incidentNumber)).toEqual(
      expected,
    );
  });

  test('say so where a code is blank, so that nobody is texted on it', () => {
    const blank = EXTRACT.replace('586,ILLEGAL PARKING,4', ',,');

    expect(parseIncidentRows(Buffer.from(blank))[1]).toMatchObject({
      callTypeCode: 'NOT STATED',
      priorityCode: 'NOT STATED',
    });
  });

  test('are refused when a column is missing, which is named', () => {
    expect(() => parseIncidentRows(Buffer.from('incident_num,created_at\n'))).toThrow(
      "not San Diego's calls for service: no column for callTypeCode, priorityCode, beat, dispositionCode",
    );
  });
});
