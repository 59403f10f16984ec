import { join, posix } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { parse } from 'yaml';
import { REASONS } from '../domain/reasons';
import { settingsSchema } from '../runtime/settings';
import { exists, lineCount, median, projectFiles, read, root } from './support/repository';

const files = projectFiles();
const code = files.filter((file) => /\.tsx?$/.test(file));
const sources = code.filter((file) => !/^(test|bench)\//.test(file));
const tests = files.filter((file) => /^test\/.*\.test\.tsx?$/.test(file));

describe('source files', () => {
  test('have at most 300 lines, and half of them fewer than 80', () => {
    const sizes = sources.map((file) => ({ file, lines: lineCount(file) }));
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(median(sizes.map(({ lines }) => lines))).toBeLessThan(80);
  });

  test('are named in kebab-case', () => {
    const names = code.map((file) => posix.basename(file));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/.test(name))).toEqual([]);
  });

  test('leave the environment to runtime/config.ts', () => {
    expect(sources.filter((file) => read(file).includes('process.env'))).toEqual(['runtime/config.ts']);
  });

  test('switch no check off', () => {
    const switchedOff = /@ts-(ignore|expect-error|nocheck)|eslint-disable|\b(TODO|FIXME)\b/;
    expect(sources.filter((file) => switchedOff.test(read(file)))).toEqual([]);
  });

  test('name no path of a machine and no host of a package registry', () => {
    const machinePath = /(^|[\s"'`(=])\/(root|home\/[a-z]+|Users\/[a-z]+|work\/main)\//m;
    const registry = /https?:\/\/(registry|proxy|files)\.[a-z.]*(npm|py|go)/;
    const leaking = files.filter((file) => {
      const text = read(file);
      return machinePath.test(text) || registry.test(text);
    });
    expect(leaking).toEqual([]);
  });
});

describe('tests', () => {
  test('stand in the folder that mirrors what they test', () => {
    const ofTheWhole = /^test\/(journeys\/|model\/|support\/|[^/]+$)/;
    const strays = tests.filter((file) => !ofTheWhole.test(file) && !exists(mirroredFolder(file)));
    expect(strays).toEqual([]);
  });

  test('are all run', () => {
    const notRun = /\b(test|it|describe)\.(skip|only|todo)\b|\bx(it|test|describe)\(/;
    expect(tests.filter((file) => file !== 'test/architecture.test.ts' && notRun.test(read(file)))).toEqual(
      [],
    );
  });
});

test('migrations are numbered 0001, 0002, … without a gap', () => {
  const migrations = files
    .filter((file) => posix.dirname(file) === 'db/migrations')
    .map((file) => posix.basename(file));
  const numbers = migrations.map((name) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  expect(numbers).toEqual(migrations.map((_, index) => String(index + 1).padStart(4, '0')));
  expect(numbers[0]).toBe('0001');
});

describe('words', () => {
  test('every reason stands in the glossary', () => {
    const explained = [...read('docs/glossary.md').matchAll(/^\| `(\w+)` +\|/gm)].map(([, word]) => word);
    expect(REASONS.filter((reason) => !explained.includes(reason))).toEqual([]);
  });

  const textFiles = files.filter((file) => /^agencies\/[^/]+\/texts\.[a-z]+\.yaml$/.test(file));
  test.each(textFiles)('%s says every reason, and no other', (file) => {
    const { reasons } = parse(read(file)) as { reasons: Record<string, string> };
    expect(Object.keys(reasons).sort()).toEqual(REASONS.toSorted());
  });

  test('.env.example shows every setting, and nothing else', () => {
    const shown = [...read('.env.example').matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) =>
      String(name),
    );
    const settings = new Set(shown.filter((name) => !name.startsWith('TEMPORAL_TLS')));
    expect([...settings].sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  test('every file that a page links to or names is there', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    const named = pages.flatMap((page) => filesNamedIn(page).map((file) => ({ page, file })));
    expect(named.filter(({ file }) => !exists(file))).toEqual([]);
  });
});

test('the workflow bundle holds the story, the domain and Temporal, nothing else', async () => {
  const quiet = () => undefined;
  const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: console.error };
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows/index.ts'), logger });

  const packages = code.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g);
  const temporal = ['@temporalio/workflow', '@temporalio/common', 'long', 'ms', 'nexus-rpc'];
  expect([...new Set([...packages].map(([, name]) => name))].sort()).toEqual(temporal.sort());

  const rooms = code.matchAll(/"\.\/([a-z]+)\/[\w/-]+\.ts"/g);
  expect([...new Set([...rooms].map(([, room]) => room))].sort()).toEqual(['domain', 'workflows']);
});

describe('packages', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

  test('are pinned exactly', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))).toEqual([]);
  });

  test('are locked without the address they came from', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http');
  });

  test('that the product runs on carry a licence that lets anyone use them', () => {
    expect(productPackages().filter((path) => !FREE_LICENCES.includes(licenceOf(path)))).toEqual([]);
  });
});

const FREE_LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BlueOak-1.0.0',
  'Unlicense',
  // caniuse-lite, a table of browsers: free with attribution.
  'CC-BY-4.0',
];

function licenceOf(packagePath: string): string {
  // unionfs says it in its README only.
  if (packagePath === 'node_modules/unionfs') return 'Unlicense';
  const { license } = JSON.parse(read(`${packagePath}/package.json`)) as { license?: string };
  return license ?? 'none';
}

/** Where each package is installed, but for those that only developers need and those of other platforms. */
function productPackages(): string[] {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => path)
    .filter((path) => exists(`${path}/package.json`));
}

function mirroredFolder(testFile: string): string {
  return posix.dirname(testFile).replace(/^test\//, '');
}

/** What a page links to, and the files it names by their path from the root. */
function filesNamedIn(page: string): string[] {
  const text = read(page);
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => String(target));
  const named = [...text.matchAll(/(?<![\w./<])((?:[a-z-]+\/)+[\w.-]+\.(?:ts|tsx|yml|yaml|sh|md))\b/g)];
  return [
    ...links
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => posix.join(posix.dirname(page), target)),
    ...named.map(([, path]) => String(path)).filter((path) => !links.includes(path)),
  ];
}
