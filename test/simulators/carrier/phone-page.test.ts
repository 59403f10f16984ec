import { SENDER, aMoment, eventually, startTrial } from './trial';

let trial: Awaited<ReturnType<typeof startTrial>>;
beforeEach(async () => {
  trial = await startTrial();
});
afterEach(() => trial.close());

const page = async (path = '/') => (await fetch(trial.carrier.url + path)).text();

describe('the phone page', () => {
  it('says what to do while there is nothing', async () => {
    const html = await page();
    expect(html).toContain('<h1>Phones</h1>');
    expect(html).toContain('No texts yet');
    expect(html).toContain('343-803-6032');
  });

  it('shows every phone as its owner sees it, the latest first, with what became of each text', async () => {
    await trial.text('+16135550101', { body: 'to the first phone' });
    await trial.text('+16135550151', { body: 'to a landline' });
    await eventually(page, (html) => {
      expect(html).toMatch(
        /613-555-0151.*to a landline.*not delivered: Landline.*613-555-0101.*to the first phone/s,
      );
      expect(html).toContain('<b>1</b> not delivered');
      expect(html).not.toContain('No texts yet');
    });
    await trial.send('POST', '/simulator/replies', { from: '+16135550101', body: 'my answer' });
    await eventually(page, (html) =>
      expect(html).toMatch(/613-555-0101.*my answer.*taken by the service.*613-555-0151/s),
    );
  });

  it('opens web links, and nothing else of what is written', async () => {
    await trial.text('+16135550101', {
      body: 'See https://example.org/s/abc_1. <img src=x onerror=alert(1)> javascript:alert(1)',
    });
    const html = await page();
    expect(html).toContain(
      '<a href="https://example.org/s/abc_1" target="_blank" rel="noopener noreferrer">',
    );
    expect(html).not.toContain('<img');
    expect(html).not.toContain('href="javascript');
  });

  it('finds a phone by a part of its number, also when there is none', async () => {
    await trial.text('+16135550101');
    await trial.text('+16135550102');
    const found = await page('/?phone=555-0102');
    expect(found).toContain('id="phone-16135550102"');
    expect(found).not.toContain('id="phone-16135550101"');
    expect(await page('/?phone=%3Cb%3E777')).toContain('No phone with &lt;b>777');
  });

  it('answers without script: a plain form brings back the page', async () => {
    const answer = await fetch(`${trial.carrier.url}/simulator/replies`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ from: '+16135550101', body: 'Merci' }),
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/#phone-16135550101');
    await eventually(
      () => trial.service.webhooks,
      ([webhook]) => expect(webhook?.form).toMatchObject({ Body: 'Merci', To: SENDER }),
    );
  });

  it('lets nothing in from elsewhere and stands in no frame', async () => {
    const { headers } = await fetch(trial.carrier.url);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect((await fetch(`${trial.carrier.url}/phones.js`)).headers.get('content-type')).toContain(
      'javascript',
    );
    expect((await fetch(`${trial.carrier.url}/phones.css`)).headers.get('content-type')).toContain('css');
  });
});

describe('the live page', () => {
  it('is told of every text and of what becomes of it, of found phones only', async () => {
    const listening = new AbortController();
    const stream = await fetch(`${trial.carrier.url}/simulator/stream?phone=0101`, {
      signal: listening.signal,
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let heard = '';
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const reading = (async () => {
      for (let part = await reader?.read(); part?.value; part = await reader?.read()) heard += part.value;
    })().catch(() => null);
    await trial.text('+16135550101', { body: 'fills in live' });
    await trial.text('+16135550102', { body: 'somebody else' });
    await eventually(
      () => heard,
      (events) => {
        expect(events).toMatch(/event: phone\ndata: ".*fills in live.*delivered/);
        expect(events).toMatch(/event: summary\ndata: ".*<b>2<\/b> texts/);
      },
    );
    expect(heard).not.toContain('somebody else');
    await trial.send('DELETE', '/simulator/messages', undefined);
    await eventually(
      () => heard,
      (events) => expect(events).toContain('event: fresh'),
    );
    listening.abort();
    await reading;
    await aMoment(50);
  });
});
