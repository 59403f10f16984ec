import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { AgencyTexts, PhoneLine } from '../../messages/agency-texts';

/** What stands around every public page. */
export type PageFrame = {
  words: AgencyTexts;
  /** The same page in the agency's other languages. */
  otherLanguages: { language: string; name: string; href: string }[];
  stylesheet: string;
};

type PageProps = { frame: PageFrame; heading: string; noIndex?: boolean; children?: ComponentChildren };

/** A whole HTML document: one heading, a link to itself in each other language, and where to turn in an emergency. */
export function Page({ frame, heading, noIndex = false, children }: PageProps): VNode {
  const { words } = frame;
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {noIndex && <meta name="robots" content="noindex" />}
        <title>{`${heading} · ${words.agencyName}`}</title>
        <link rel="stylesheet" href={frame.stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <p class="agency">{words.agencyName}</p>
          {frame.otherLanguages.map(({ language, name, href }) => (
            <a key={language} href={href} lang={language} hreflang={language}>
              {name}
            </a>
          ))}
        </header>
        <main>
          <h1>{heading}</h1>
          {children}
        </main>
        <footer>
          <p>{words.pages.emergencyNote}</p>
          <ul>
            <Line {...words.phoneLines.emergency} />
            <Line {...words.phoneLines.nonEmergency} />
          </ul>
        </footer>
      </body>
    </html>
  );
}

export function Paragraphs({ of }: { of: readonly string[] }): VNode {
  return (
    <>
      {of.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  );
}

export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

function Line({ label, number }: PhoneLine): VNode {
  return (
    <li>
      {label} <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>{number}</a>
    </li>
  );
}
