import { raw, type Request, type Response } from 'express';
import { Refusal } from './refusal';

export const ONE_EVENT = 64 * 1024;
export const ONE_BATCH = 1024 * 1024;

/** What body-parser calls the ways in which a body cannot be read. */
const REFUSALS: Record<string, () => Refusal> = {
  'entity.too.large': () => new Refusal('too-large'),
  'encoding.unsupported': () =>
    new Refusal('unsupported-media-type', { detail: 'A compressed body is not read.' }),
};

/**
 * Reads a JSON body's bytes, of at most `limit`, and nothing of any other kind of body.
 * @throws {Refusal} 413, 415, or 400 for a body that breaks off
 */
export function readBody(request: Request, response: Response, limit: number): Promise<Buffer> {
  refuseOtherTypes(request.headers['content-type'], hasBody(request));
  return new Promise((resolve, reject) => {
    raw({ limit, inflate: false, type: () => true })(request, response, (error?: unknown) => {
      if (error) reject(refusalOf(error));
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    });
  });
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function refuseOtherTypes(contentType: string | undefined, bodyThere: boolean): void {
  if (contentType === undefined && !bodyThere) return;
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset'));
  const isJson = type === 'application/json' && charsets.every((one) => /^charset *= *"?utf-8"?$/.test(one));
  if (!isJson) throw new Refusal('unsupported-media-type');
}

function refusalOf(error: unknown): Refusal {
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  return REFUSALS[type]?.() ?? new Refusal('bad-request', { detail: 'The body broke off.' });
}
