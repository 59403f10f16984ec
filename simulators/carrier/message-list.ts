import type { Message } from './message';
import { messageResource } from './message-resource';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 1000;

/**
 * One page of the account's messages, newest first, as Twilio's list answers.
 * Further pages start behind the message their token names, so texts that come meanwhile move nothing.
 */
export function messageList(
  accountSid: string,
  messages: readonly Message[],
  query: URLSearchParams,
): object {
  const pageSize = Math.min(
    LARGEST_PAGE_SIZE,
    Math.max(1, Number(query.get('PageSize')) || DEFAULT_PAGE_SIZE),
  );
  const page = Math.max(0, Number(query.get('Page')) || 0);
  const after = query.get('PageToken')?.replace(/^PA/, '');
  const found = messages.filter((message) => matches(message, query)).reverse();
  const begin = after === undefined ? page * pageSize : found.findIndex(({ sid }) => sid === after) + 1;
  const shown = found.slice(begin, begin + pageSize);
  const last = begin + pageSize < found.length ? shown.at(-1) : undefined;

  const uri = (changes: Record<string, string>): string => {
    const parameters = new URLSearchParams(query);
    parameters.delete('PageToken');
    for (const [name, value] of Object.entries({ PageSize: String(pageSize), ...changes }))
      parameters.set(name, value);
    return `/2010-04-01/Accounts/${accountSid}/Messages.json?${parameters.toString()}`;
  };

  return {
    end: Math.max(begin, begin + shown.length - 1),
    first_page_uri: uri({ Page: '0' }),
    messages: shown.map((message) => messageResource(accountSid, message)),
    next_page_uri: last ? uri({ Page: String(page + 1), PageToken: `PA${last.sid}` }) : null,
    page,
    page_size: pageSize,
    previous_page_uri: page > 0 ? uri({ Page: String(page - 1) }) : null,
    start: begin,
    uri: uri({ Page: String(page) }),
  };
}

function matches(message: Message, query: URLSearchParams): boolean {
  const [to, from] = [query.get('To'), query.get('From')];
  if (to !== null && message.to !== to) return false;
  if (from !== null && message.from !== from) return false;
  return message.listedFrom <= Date.now() && wasSentWhen(message.sentAt, query);
}

/** A text still waiting has no date it was sent on, so no filter by date finds it. */
function wasSentWhen(sentAt: number | null, query: URLSearchParams): boolean {
  const [on, until, since] = ['DateSent', 'DateSent<', 'DateSent>'].map((name) => query.get(name));
  if (!on && !until && !since) return true;
  if (sentAt === null) return false;
  if (on && new Date(sentAt).toISOString().slice(0, 10) !== on.slice(0, 10)) return false;
  return !(until && sentAt > Date.parse(until)) && !(since && sentAt < Date.parse(since));
}
