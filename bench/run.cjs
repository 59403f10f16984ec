// Runs a script of this folder: the build leaves bench and test out, so their files are compiled as they are read.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
require.extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);

const [script, ...args] = process.argv.slice(2);
require(`./${script}.ts`)
  .main(args)
  .then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
