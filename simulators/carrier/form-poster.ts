import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export type PostAnswer = { status: number; body: string };

/** Posts forms over kept connections: a busy day is some hundred a second. */
export type FormPoster = {
  /** Null when nobody answered in time. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<PostAnswer | null>;
  /** Cuts what is under way. */
  stop(): void;
};

const ANSWER_WITHIN_MS = 15_000;
const CONNECTIONS = { keepAlive: true, maxSockets: 64 };

export function createFormPoster(): FormPoster {
  const plain = new HttpAgent(CONNECTIONS);
  const secure = new HttpsAgent(CONNECTIONS);
  const underWay = new Set<ClientRequest>();

  function open(url: string, headers: Readonly<Record<string, string>>): ClientRequest {
    const options = { method: 'POST', headers };
    return url.startsWith('https:')
      ? httpsRequest(url, { ...options, agent: secure })
      : httpRequest(url, { ...options, agent: plain });
  }

  return {
    post(url, body, headers) {
      const type = 'application/x-www-form-urlencoded; charset=UTF-8';
      const length = String(Buffer.byteLength(body));
      const outgoing = open(url, { ...headers, 'content-type': type, 'content-length': length });
      const timeout = setTimeout(() => outgoing.destroy(), ANSWER_WITHIN_MS);
      underWay.add(outgoing);
      return new Promise<PostAnswer | null>((resolve) => {
        outgoing.on('response', (incoming) => readAnswer(incoming, resolve));
        outgoing.on('error', () => resolve(null));
        outgoing.on('close', () => resolve(null));
        outgoing.end(body);
      }).finally(() => {
        clearTimeout(timeout);
        underWay.delete(outgoing);
      });
    },
    stop() {
      underWay.forEach((outgoing) => outgoing.destroy());
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Says nothing when the answer breaks off: the request then closes. */
function readAnswer(incoming: IncomingMessage, done: (answer: PostAnswer) => void): void {
  let body = '';
  incoming.setEncoding('utf8');
  incoming.on('data', (part: string) => (body += part));
  incoming.on('end', () => done({ status: incoming.statusCode ?? 0, body }));
  incoming.on('error', () => incoming.destroy());
}
