/** The texts a TwiML answer asks to send: `<Message>words</Message>` or `<Message><Body>words</Body></Message>`. */
export function textsOfTwiml(twiml: string): string[] {
  return elements(twiml, 'Message')
    .map((inside) => readable(elements(inside, 'Body')[0] ?? inside))
    .filter((words) => words !== '');
}

/** What a caller hears, one `<Say>` a line. */
export function wordsOfTwiml(twiml: string): string {
  return elements(twiml, 'Say').map(readable).join('\n');
}

/** What stands inside the elements of that name; enough for the flat XML that TwiML is. */
function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, inside]) => inside ?? '',
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function readable(xml: string): string {
  return xml
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(parseInt(decimal, 10));
      return ENTITIES[name ?? ''] ?? whole;
    })
    .trim();
}
