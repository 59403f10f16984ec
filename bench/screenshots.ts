import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { packageRoot } from '../runtime/paths';

const FOLDER = join(packageRoot, 'docs', 'images');

/**
 * Takes the pictures of the documentation from a running demo (`npm start`), with a Chromium that is installed:
 * `npm run screenshots -- [--phones URL] [--temporal URL] [--chromium PATH]`.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      phones: { type: 'string', default: 'http://localhost:4010' },
      temporal: { type: 'string', default: 'http://localhost:8233' },
      chromium: { type: 'string', default: '/usr/bin/chromium' },
    },
  });
  const callNumber = await callWithMostTexts(values.phones);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: values.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await take(page, values.phones, 'phones.png');
    const workflow = `ottawa%2Fcall%2F${callNumber}`;
    await take(page, `${values.temporal}/namespaces/heard/workflows/${workflow}`, 'call-in-temporal.png');
  } finally {
    await browser.close();
  }
  return 0;
}

/** A page that goes on loading news never comes to rest; a few seconds are enough for both. */
async function take(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(5_000);
  await page.screenshot({ path: join(FOLDER, name) });
  console.log(`docs/images/${name}`);
}

type Message = { direction: string; body: string };

async function callWithMostTexts(simulatorUrl: string): Promise<string> {
  const response = await fetch(`${simulatorUrl}/simulator/messages`);
  const { messages } = (await response.json()) as { messages: Message[] };
  const told = messages.flatMap(({ body }) => /call number ([\w.-]*\w)/i.exec(body)?.[1] ?? []);
  const count = (callNumber: string) => told.filter((one) => one === callNumber).length;
  const [most] = told.toSorted((a, b) => count(b) - count(a));
  if (!most) throw new Error(`no text is on the phone page yet: is the demo running at ${simulatorUrl}?`);
  return most;
}
