import { type Logger, pino } from 'pino';

/**
 * The only fields a log line may carry. A list of what is allowed fails safe: a phone number, a name or
 * the words of a text cannot reach a log by being put under a new name.
 */
export const LOG_FIELDS = [
  'activityId',
  'activityType',
  'attempt',
  'callNumber',
  'code',
  'count',
  'durationMs',
  'error',
  'eventId',
  'keyName',
  'kind',
  'method',
  'numberId',
  'ordinal',
  'outcome',
  'pid',
  'port',
  'process',
  'reason',
  'requestId',
  'route',
  'runId',
  'scheduleId',
  'seq',
  'signal',
  'status',
  'step',
  'taskQueue',
  'textId',
  'type',
  'until',
  'workflowId',
  'workflowType',
] as const;

export type LogFields = Partial<Record<(typeof LOG_FIELDS)[number], unknown>>;
type Say = (fields: LogFields, message: string) => void;
export type Log = { debug: Say; info: Say; warn: Say; error: Say };
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** JSON lines. @param to where they go; standard output when left out. */
export function createLog(process: string, level: LogLevel, to?: NodeJS.WritableStream): Log {
  const options = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: onlyAllowed },
  };
  const logger = to ? pino(options, to) : pino(options);
  return {
    debug: say(logger, 'debug'),
    info: say(logger, 'info'),
    warn: say(logger, 'warn'),
    error: say(logger, 'error'),
  };
}

function say(logger: Logger, level: LogLevel): Say {
  return (fields, message) => logger[level](fields, message);
}

function onlyAllowed(fields: Record<string, unknown>): Record<string, unknown> {
  const allowed = LOG_FIELDS.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(
    allowed.map((name) => [name, name === 'error' ? describeError(fields[name]) : fields[name]]),
  );
}

/** Libraries put values into their messages; a number as long as a phone's is blotted out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    message: withoutLongNumbers(error.message),
    code: 'code' in error ? error.code : undefined,
    stack: withoutLongNumbers(stackFrames(error)),
  };
}

function stackFrames(error: Error): string {
  const lines = (error.stack ?? '').split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).join('\n');
}

function withoutLongNumbers(text: string): string {
  return text.replace(/\+?\d(?:[\s().-]?\d){6,}/g, '…');
}
