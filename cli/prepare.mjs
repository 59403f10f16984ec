// Installs and builds what is missing or old. Plain JavaScript without packages: it runs before there are any.
// `node cli/prepare.mjs` does just that; `npm start` does it first.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inRoot = (...path) => join(root, ...path);
const NOT_SOURCES = ['node_modules', 'dist', 'docs', 'test', 'bench'];
const LOCK = inRoot('dist', 'building');
const LOCK_IS_STALE_AFTER_MS = 120_000;

/** Ends the process with one sentence when it cannot be done. */
export async function prepareOrSayWhyNot() {
  try {
    await prepare();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

async function prepare() {
  checkNode();
  if (isOlder(inRoot('node_modules', '.package-lock.json'), changedAt(inRoot('package-lock.json'))))
    install();
  if (isBuildOld()) await buildAlone();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Heard needs Node 20.19 or newer, and this is ${process.versions.node}: install a newer one.`,
  );
}

function install() {
  checkWritable();
  console.log('Installing packages (once, and after an update) …');
  run('npm', ['ci'], 'The packages could not be installed: see what npm said above.');
}

/** Two starts from one folder at a time would write the same files: the second waits for the first. */
async function buildAlone() {
  checkWritable();
  while (!takeLock()) await sleep(100);
  try {
    if (isBuildOld()) build();
  } finally {
    rmdirSync(LOCK);
  }
}

function takeLock() {
  mkdirSync(dirname(LOCK), { recursive: true });
  if (changedAt(LOCK) !== 0 && changedAt(LOCK) < Date.now() - LOCK_IS_STALE_AFTER_MS) rmdirSync(LOCK);
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
}

function build() {
  console.log('Building …');
  run('npm', ['run', '--silent', 'build'], 'The build failed: see what it said above.');
}

function isBuildOld() {
  return isOlder(inRoot('dist', 'workflow-bundle.js'), newestSource(root));
}

function checkWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Error(
      `Nothing can be written to ${root}, and there is something to install or build: make it writable.`,
    );
  }
}

function run(program, args, otherwise) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(otherwise);
}

function isOlder(file, than) {
  return changedAt(file) < than;
}

/** 0 when it is not there. */
function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestSource(folder) {
  const changes = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || NOT_SOURCES.includes(entry.name) ? 0 : newestSource(path);
    }
    return /\.tsx?$|^tsconfig.*\.json$|^package-lock\.json$/.test(entry.name) ? changedAt(path) : 0;
  });
  return Math.max(0, ...changes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareOrSayWhyNot();
