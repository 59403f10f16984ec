import type { Request } from 'express';

/** What `express.urlencoded` read; nothing where the body was none. A name sent twice is an array. */
export function formOf(request: Pick<Request, 'body'>): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
