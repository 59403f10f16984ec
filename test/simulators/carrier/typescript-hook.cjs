// Lets a child process run the project's TypeScript as it is, without a build.
const { transformFileSync } = require('@swc/core');

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) => {
    const { code } = transformFileSync(file, {
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: extension === '.tsx' },
        transform: { react: { runtime: 'automatic', importSource: 'preact' } },
      },
    });
    module._compile(code, file);
  };
}
