import { type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

test.each([
  ['/', 'en', 200, 'Text messages from the Ottawa Police', '/fr/'],
  ['/fr/', 'fr', 200, 'Les textos de la Police d&#39;Ottawa', '/'],
  ['/fr', 'fr', 200, 'Les textos de la Police d&#39;Ottawa', '/'],
  ['/nothing', 'en', 404, 'There is no such page', '/fr/nothing'],
  ['/fr/rien', 'fr', 404, expect.any(String), '/rien'],
  ['/de/', 'en', 404, 'There is no such page', '/fr/de/'],
  ['/s/', 'en', 404, 'There is no such page', '/fr/s/'],
  ['/verify', 'en', 404, 'There is no such page', '/fr/verify'],
  ['/%ZZ', 'en', 404, 'There is no such page', '/fr/%ZZ'],
  ['/fr//evil.example', 'fr', 404, expect.any(String), '/evil.example'],
  ['/fr/\\evil.example', 'fr', 404, expect.any(String), '/evil.example'],
])('%s is a page in %s, %i', async (path, language, status, heading, other) => {
  const response = await api.request(path);
  const html = await response.text();
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
  expect([...html.matchAll(/<h1>(.*?)<\/h1>/g)].map((match) => match[1]?.replace('’', "'"))).toEqual([
    typeof heading === 'string' ? heading.replace('&#39;', "'") : heading,
  ]);
  expect(html).toContain(`<a href="${other}" lang="${language === 'en' ? 'fr' : 'en'}"`);
});

test('a page asks for nothing but its own style, runs no script and stands in no frame', async () => {
  const response = await api.request('/');
  const html = await response.text();
  expect(html).not.toMatch(/<script|\son\w+=|style=|https?:\/\//);
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).not.toContain('script');
  expect(response.headers.get('x-frame-options')).toBe('DENY');

  const [, stylesheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
  const style = await api.request(stylesheet);
  expect(style.status).toBe(200);
  expect(style.headers.get('content-type')).toMatch(/^text\/css/);
  expect(style.headers.get('cache-control')).toContain('immutable');
  expect(await style.text()).not.toMatch(/url\(|@import/);
});

test('every page says where to turn in an emergency', async () => {
  const html = await (await api.request('/fr/')).text();
  expect(html).toContain('<a href="tel:911">9-1-1</a>');
  expect(html).toContain('<a href="tel:6132361222">613-236-1222</a>');
});

test('HEAD answers as GET, other methods are refused with a page', async () => {
  const head = await api.request('/fr/', { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
  const refused = await api.request('/', { method: 'POST' });
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')).toBe('GET, HEAD');
  expect(await refused.text()).toContain('<h1>');
});

test('an agency of one country and other languages has its own pages', async () => {
  const springfield = await startApi({ HEARD_AGENCY: 'springfield' });
  try {
    const html = await (await springfield.request('/es/')).text();
    expect(html).toContain('<html lang="es">');
    expect(html).toContain('<a href="/" lang="en" hreflang="en">English</a>');
    expect((await springfield.request('/fr/')).status).toBe(404);
  } finally {
    await springfield.stop();
  }
});
