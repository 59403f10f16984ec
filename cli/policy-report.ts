import { WORDED_TEXTS } from '../messages/agency-texts';
import type { WordedText } from '../messages/agency-texts';
import { countSeptets } from '../messages/gsm7';
import { renderText } from '../messages/render';
import type { TextRequest } from '../messages/render';
import type { Agency } from '../runtime/agency';

/** One text as a resident would get it; `language` is a tag or `both`. */
export type MeasuredText = {
  text: WordedText;
  language: string;
  characters: number;
  segments: number;
  body: string;
};

/** `policy` is `<agency>@<first 12 digits of its hash>`, as the read-back of a call names it. */
export type PolicyReport = {
  agency: string;
  policy: string;
  policyHash: string;
  callTypeGroups: { texted: number; protected: number; known: number };
  dispositionGroups: number;
  questions: number;
  texts: MeasuredText[];
};

/** A call number and a link of ordinary length stand in each text. */
const EXAMPLE = { callNumber: '26-12345678901', link: `https://heard.example.org/s/${'x'.repeat(22)}` };

const NO_LINK = { last: false, endedBy: 'closed', callNumber: EXAMPLE.callNumber, link: null } as const;
const REQUESTS: Record<WordedText, Omit<TextRequest, 'language'>> = {
  acknowledgement: { ...NO_LINK, kind: 'acknowledgement' },
  delayNotice: { ...NO_LINK, kind: 'delayNotice' },
  lastDelayNotice: { ...NO_LINK, kind: 'delayNotice', last: true },
  closedNotice: { ...NO_LINK, kind: 'closureNotice' },
  mergedNotice: { ...NO_LINK, kind: 'closureNotice', endedBy: 'merged' },
  survey: { ...NO_LINK, kind: 'survey', link: EXAMPLE.link },
};

/** What an agency's files say, counted and measured. */
export function reportAgency(agency: Agency): PolicyReport {
  const { policy, policyHash, survey } = agency;
  const groups = policy.callTypes;
  return {
    agency: policy.agency,
    policy: `${policy.agency}@${policyHash.slice(0, 12)}`,
    policyHash,
    callTypeGroups: {
      texted: groups.filter((group) => group.texted).length,
      protected: groups.filter((group) => group.protected).length,
      known: groups.filter((group) => !group.texted && !group.protected).length,
    },
    dispositionGroups: policy.dispositions.length,
    questions: survey.questions.length,
    texts: WORDED_TEXTS.flatMap((text) => measure(text, agency)),
  };
}

/** In each language, and in all of them together where there are several. */
function measure(text: WordedText, { policy, texts }: Agency): MeasuredText[] {
  const callers = policy.languages.length > 1 ? [...policy.languages, null] : policy.languages;
  return callers.map((caller) => {
    const request = { ...REQUESTS[text], language: caller };
    const { body, language, segments } = renderText(texts, policy.languages, request);
    return { text, language, characters: countSeptets(body), segments, body };
  });
}

export function sayReport(report: PolicyReport): string {
  const { callTypeGroups: groups } = report;
  const length = EXAMPLE.callNumber.length;
  return [
    `${report.policy} is in order`,
    `call types: ${groups.texted} groups texted, ${groups.protected} protected, ${groups.known} known and not texted`,
    `dispositions: ${report.dispositionGroups} groups · survey: ${report.questions} questions`,
    `texts, with a call number of ${length} characters and a link of ${EXAMPLE.link.length}:`,
    ...report.texts.flatMap(sayText),
  ].join('\n');
}

function sayText({ text, language, characters, segments, body }: MeasuredText): string[] {
  const billed = segments === 1 ? '1 segment' : `${segments} segments`;
  const words = body.split('\n').filter((line) => line !== '');
  return [
    '',
    `  ${text}, ${language}: ${characters} characters, ${billed}`,
    ...words.map((line) => `    ${line}`),
  ];
}
