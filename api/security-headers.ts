import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** No script anywhere, nothing from elsewhere, never inside another page; nothing is kept unless its route says so. */
export function securityHeaders(): RequestHandler[] {
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ['data:'],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
  });
  const noStore: RequestHandler = (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  };
  return [guard, noStore];
}
