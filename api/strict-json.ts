/** A string, or one of the signs that open, close and divide; the text is known to be JSON already. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Reads JSON as strictly as a safety flag deserves: UTF-8 only, and no name twice in one object, where readers
 * differ on which one counts.
 * @throws {SyntaxError} with a message that quotes nothing of the body
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  refuseRepeatedNames(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SyntaxError('The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') throw new SyntaxError('The body is empty.');
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('The body is not well-formed JSON.');
  }
}

function refuseRepeatedNames(text: string): void {
  const open: Set<unknown>[] = [];
  let latestString = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') latestString = token;
    else refuseIfRepeated(JSON.parse(latestString), open.at(-1));
  }
}

function refuseIfRepeated(name: unknown, seen: Set<unknown> | undefined): void {
  if (seen?.has(name)) throw new SyntaxError('A name stands twice in one object.');
  seen?.add(name);
}
