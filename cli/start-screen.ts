import type { Policy } from '../domain/policy';
import type { EmbeddedHeard } from '../runtime/embedded/supervisor';

export type ScreenFacts = Pick<
  EmbeddedHeard,
  'apiUrl' | 'cadKey' | 'simulatorUrl' | 'temporalUiUrl' | 'scale' | 'processes'
> & {
  agency: string;
  home: string;
  namespace: string;
  /** What the story's clock shows now, in the agency's time zone; null with a real carrier. */
  storyNow: string | null;
  /** Of the call that the printed lines are about. */
  callNumber: string;
  statement: Statement;
  /** The recorded calls that are being played. */
  demoFile: string | null;
};

/** What the printed `received` states. */
type Statement = {
  priorityCode: string;
  callTypeCode: string;
  source: 'public';
  reportingParty: { phone: string; language: string; safeToText: 'yes' };
};

/** A call that is new in every run and may be texted, from one of the first fifty numbers kept for fiction. */
export function callToTry(policy: Policy, run: number): Pick<ScreenFacts, 'callNumber' | 'statement'> {
  const texted = policy.callTypes.find((group) => group.texted && group.delayNotices);
  const area = policy.phoneCountries.includes('CA') ? '613' : '217';
  const phone = `+1${area}55501${String(run % 50).padStart(2, '0')}`;
  const statement: Statement = {
    priorityCode: policy.priorities.texted.at(-1) ?? '',
    callTypeCode: texted?.codes.find((code) => !code.startsWith('/')) ?? '',
    source: 'public',
    reportingParty: { phone, language: policy.languages[0] ?? '', safeToText: 'yes' },
  };
  return { callNumber: `TRY-${run}`, statement };
}

/** All that a person needs to see Heard at work, on one calm screen. */
export function drawStartScreen(facts: ScreenFacts): string {
  const started = facts.processes().map(({ name }) => name);
  const parts = [
    headline(facts),
    whatRunsWhere(facts, started),
    ...(started.includes('api') && facts.storyNow !== null ? [linesToTry(facts)] : []),
    ...(started.includes('simulator') ? [realCalls(facts)] : []),
    'Ctrl-C stops all of it; started again, every open call goes on.',
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function headline({ agency, scale, storyNow, demoFile }: ScreenFacts): string {
  if (storyNow === null) return `Heard is running for ${agency}, with a real carrier.`;
  const demo = demoFile === null ? '' : '\nRecorded calls are being played: watch the phones.';
  return `Heard is running for ${agency}. In the story it is ${storyNow}, at ×${scale}.${demo}`;
}

function whatRunsWhere(facts: ScreenFacts, started: string[]): string {
  const rows: [string, string, string][] = [
    ['simulator', 'the phones', facts.simulatorUrl],
    ['temporal', 'the follow-ups', `${facts.temporalUiUrl}/namespaces/${facts.namespace}/workflows`],
    ['api', 'the CAD API', `${facts.apiUrl}/v1/openapi.json`],
    ['api', 'public pages', facts.apiUrl],
  ];
  const shown = rows.filter(([part]) => started.includes(part)).map(([, what, where]) => row(what, where));
  const processes = facts.processes().map(({ name, pid }) => `${name} ${pid}`);
  return [...shown, row('processes', processes.join(', ')), row('state and logs', facts.home)].join('\n');
}

function row(what: string, where: string): string {
  return `  ${what.padEnd(16)}${where}`;
}

function linesToTry(facts: ScreenFacts): string {
  const { scale, callNumber, statement } = facts;
  const wait = scale === 1 ? 'two minutes' : `${Math.ceil(120 / scale)} seconds`;
  const received = {
    eventId: `${callNumber}-1`,
    type: 'received',
    ...statement,
  };
  const ended = { eventId: `${callNumber}-2`, type: 'callTakingEnded' };
  const events = `/v1/calls/${callNumber}/events`;
  return [
    `Be the CAD: a call, and about ${wait} after the caller hung up its text`,
    curl(facts, events, received),
    curl(facts, events, ended),
    curl(facts, `/v1/calls/${callNumber}`),
    'and that the feed is alive, once a story minute',
    curl(facts, '/v1/heartbeat', {}),
  ].join('\n');
}

function curl({ apiUrl, cadKey }: ScreenFacts, path: string, body?: object): string {
  const json = body && ` -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
  return `  curl -sw '\\n' ${apiUrl}${path} -H 'Authorization: Bearer ${cadKey}'${json ?? ''}`;
}

function realCalls({ agency }: ScreenFacts): string {
  return [
    'Play recorded calls of your own, in an own Heard beside this one, or convert the public file of a city',
    `  npx heard replay calls.ndjson --agency ${agency} --speed 60`,
    '  npx heard convert --help',
  ].join('\n');
}
