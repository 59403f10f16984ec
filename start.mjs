// `npm start`: installs and builds what is missing or old, then runs `heard start` with the same arguments.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { prepareOrSayWhyNot } from './cli/prepare.mjs';

if (process.env.npm_lifecycle_event === 'start') endWithNpm(process.ppid);
await prepareOrSayWhyNot();

// In this process, so that Ctrl-C and other signals reach it as they are.
const heard = join(dirname(fileURLToPath(import.meta.url)), 'dist', 'cli', 'heard.js');
process.argv = [process.argv[0], heard, 'start', ...process.argv.slice(2)];
await import(pathToFileURL(heard).href);

/** A signal sent to npm alone ends npm and its shell, and does not reach us. */
function endWithNpm(shell) {
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}
