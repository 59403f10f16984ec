import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Fault } from './faults';
import type { MessageStore } from './message-store';
import { PageSummary } from './page-summary';
import { PhoneCard } from './phone-card';
import { showPhoneNumber } from './phone-number';

/** More phones than these are found by their number. */
const PHONES_SHOWN = 60;

type Shown = { store: MessageStore; faults: readonly Fault[]; senders: readonly string[]; search: string };

/** Every phone that was texted or has texted, as HTML that works as it is; the script only keeps it fresh. */
export function phonePage({ store, faults, senders, search }: Shown): string {
  const phones = store.phones().filter((phone) => isFoundBy(search, phone));
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Phones · carrier simulator</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/phones.css" />
        <script src="/phones.js" defer />
      </head>
      <body>
        <header class="top">
          <h1>Phones</h1>
          <p class="lead">
            What residents would see. Texts sent by {senders.map(showPhoneNumber).join(', ')} land here and
            nowhere else.
          </p>
          <p id="live" role="status">
            <noscript>
              <a href="/">Show new texts</a>
            </noscript>
          </p>
          <PageSummary messages={store.all()} faults={faults} />
          <Tools search={search} />
        </header>
        <main id="phones" data-search={search} data-most={PHONES_SHOWN}>
          {phones.slice(0, PHONES_SHOWN).map((phone) => (
            <PhoneCard phone={phone} texts={store.conversation(phone)} />
          ))}
          {phones.length === 0 && (search === '' ? <NothingYet /> : <NothingFound search={search} />)}
        </main>
        {phones.length > PHONES_SHOWN && (
          <p class="more">{phones.length - PHONES_SHOWN} more phones; look for one by its number.</p>
        )}
      </body>
    </html>,
  )}`;
}

/** Any part of the number, however it is written. */
export function isFoundBy(search: string, phone: string): boolean {
  return phone.includes(search.replace(/\D/g, ''));
}

function Tools({ search }: { search: string }): VNode {
  return (
    <div class="tools">
      <form method="get" action="/" role="search">
        <input
          type="search"
          name="phone"
          value={search}
          placeholder="Find a number"
          aria-label="Find a phone by its number"
        />
        <button type="submit">Find</button>
      </form>
      <details>
        <summary>New phone</summary>
        <form class="reply" method="post" action="/simulator/replies">
          <input
            name="from"
            required
            placeholder="613-555-0142"
            aria-label="Number of the phone"
            inputMode="tel"
            autoComplete="off"
          />
          <input
            name="body"
            required
            maxLength={1600}
            placeholder="Words"
            aria-label="Words of the text"
            autoComplete="off"
          />
          <button type="submit" aria-label="Send the text" title="Send">
            ↑
          </button>
          <p class="problem" role="alert" />
        </form>
      </details>
    </div>
  );
}

function NothingYet(): VNode {
  return (
    <section class="nothing">
      <h2>No texts yet</h2>
      <p>Leave this page open: every text appears here by itself, one column a phone.</p>
      <ol>
        <li>Report a call to the service; its start screen shows a line to copy.</li>
        <li>If it may be texted, the acknowledgement arrives about two minutes later in story time.</li>
        <li>Answer it in the box below it: try STOP, or a few words.</li>
      </ol>
    </section>
  );
}

function NothingFound({ search }: { search: string }): VNode {
  return (
    <section class="nothing">
      <h2>No phone with {search}</h2>
      <p>
        <a href="/">Show all phones</a>
      </p>
    </section>
  );
}
