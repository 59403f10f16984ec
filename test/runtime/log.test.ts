import { Writable } from 'node:stream';
import { type LogFields, createLog } from '../../runtime/log';

function loggedBy(
  write: (log: ReturnType<typeof createLog>) => void,
  level: 'info' | 'debug' = 'info',
): unknown[] {
  const lines: unknown[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(
        ...chunk
          .toString()
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      );
      done();
    },
  });
  write(createLog('api', level, to));
  return lines;
}

describe('a log line', () => {
  it('is JSON with its process, its level and the fields that are allowed', () => {
    const [line] = loggedBy((log) => log.info({ callNumber: 'C-1', seq: 2 }, 'accepted'));
    expect(line).toMatchObject({ level: 'info', process: 'api', callNumber: 'C-1', seq: 2, msg: 'accepted' });
  });

  it('drops a field that is not on the list, whatever it is called', () => {
    const unlisted = { callNumber: 'C-1', phone: '+16135550123', body: 'words' } as LogFields;
    const [line] = loggedBy((log) => log.warn(unlisted, 'refused'));
    expect(line).toHaveProperty('callNumber');
    expect(JSON.stringify(line)).not.toMatch(/6135550123|words/);
  });

  it.each(['+16135550123', '(613) 555-0123', '613 555 0123', '6135550123'])(
    'blots out %s in the message of an error',
    (phone) => {
      const error = new Error(`duplicate key: (phone)=(${phone})`);
      const [line] = loggedBy((log) => log.error({ error }, 'failed'));
      expect(JSON.stringify(line)).not.toMatch(/0123/);
      expect(line).toMatchObject({
        error: { type: 'Error', message: expect.stringContaining('duplicate key') },
      });
    },
  );

  it('says of something thrown that is no error only what it is', () => {
    const [line] = loggedBy((log) => log.error({ error: '+16135550123' }, 'failed'));
    expect(line).toMatchObject({ error: { type: 'string' } });
    expect(JSON.stringify(line)).not.toMatch(/613/);
  });

  it('is not written below the level that was set', () => {
    expect(loggedBy((log) => log.debug({}, 'quiet'))).toEqual([]);
    expect(loggedBy((log) => log.debug({}, 'wanted'), 'debug')).toHaveLength(1);
  });
});
