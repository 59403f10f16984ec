import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SeenRequest = {
  at: number;
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
};

export type Answer = { status: number; headers?: Record<string, string>; body?: unknown } | 'cutTheLine';

/** A CAD API on a port of its own that answers as it is told, and remembers what it was asked. */
export type ScriptedApi = {
  apiUrl: string;
  posts: SeenRequest[];
  heartbeats: SeenRequest[];
  /** What the next posts get, before all is well again. */
  next: Answer[];
  close(): Promise<void>;
};

export async function startScriptedApi(): Promise<ScriptedApi> {
  const posts: SeenRequest[] = [];
  const heartbeats: SeenRequest[] = [];
  const next: Answer[] = [];
  const server = createServer((request, response) => {
    const answerTo = (body: Record<string, unknown>): void => {
      const { url: path = '', headers } = request;
      const seen = { at: Date.now(), path, authorization: headers.authorization, body };
      const isHeartbeat = path === '/v1/heartbeat';
      (isHeartbeat ? heartbeats : posts).push(seen);
      const answer = isHeartbeat ? { status: 204 } : (next.shift() ?? allIsWell(seen));
      if (answer === 'cutTheLine') request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
    };
    readJson(request).then(answerTo, () => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ posts, heartbeats, next },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function allIsWell({ path, body }: SeenRequest): Answer {
  if (path !== '/v1/events') return { status: 202 };
  const events = body['events'] as unknown[];
  return { status: 200, body: { results: events.map(() => ({ httpStatus: 202 })) } };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}
