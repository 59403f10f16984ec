import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { packageRoot } from '../runtime/paths';

const css = readFileSync(join(packageRoot, 'api', 'pages', 'page.css'), 'utf8');

/** Named after its content, so that it can be kept for good. */
export const STYLESHEET_PATH = `/page-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;

export function getStylesheet(): RequestHandler {
  return (_request, response) => {
    response.set('cache-control', 'public, max-age=31536000, immutable').type('css').send(css);
  };
}
