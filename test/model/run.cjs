// Runs the model from the command line: the build leaves tests out, so its files are compiled as they are read.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
require.extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);

process.exitCode = require('./main.ts').main(process.argv.slice(2));
