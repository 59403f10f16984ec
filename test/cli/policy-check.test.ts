import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { policyCommand } from '../../cli/policy-check';
import { root } from '../support/repository';

let printed: string;
let complained: string;

beforeEach(() => {
  printed = '';
  complained = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

/** @returns the exit code */
async function check(args: string[], agencies?: string): Promise<number> {
  const command = policyCommand(agencies).exitOverride();
  const [subcommand] = command.commands;
  subcommand?.exitOverride().configureOutput({ writeErr: (text) => (complained += text) });
  try {
    await command.parseAsync(['check', ...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

test('prints the policy in force, what is texted, and every text with its length', async () => {
  expect(await check(['ottawa'])).toBe(0);
  expect(printed).toMatch(/^ottawa@[0-9a-f]{12} is in order\n/);
  expect(printed).toMatch(/call types: \d+ groups texted, \d+ protected, \d+ known and not texted/);
  expect(printed).toMatch(/ {2}acknowledgement, en: \d+ characters, 1 segment\n {4}Ottawa Police/);
  expect(printed).toMatch(/ {2}survey, both: \d+ characters, 2 segments\n/);
});

test('says the same to scripts', async () => {
  expect(await check(['springfield', '--json'])).toBe(0);
  const report = JSON.parse(printed);
  expect(report).toMatchObject({ ok: true, agency: 'springfield', problems: [] });
  expect(report.policyHash).toMatch(/^[0-9a-f]{64}$/);
  expect(report.texts).toHaveLength(6 * 3);
  for (const { characters, language } of report.texts) {
    expect(characters).toBeLessThanOrEqual(language === 'both' ? 272 : 136);
  }
});

test('an agency that there is not is wrong use, and the answer says which there are', async () => {
  expect(await check(['atlantis'])).toBe(2);
  expect(complained).toBe("There is no agency 'atlantis'; there are ottawa, san-diego, springfield.\n");
  expect(printed).toBe('');
});

describe('an agency whose files are wrong', () => {
  let agencies: string;

  beforeEach(() => {
    agencies = mkdtempSync(join(tmpdir(), 'heard-agencies-'));
    cpSync(join(root, 'agencies', 'ottawa'), join(agencies, 'ottawa'), { recursive: true });
    rmSync(join(agencies, 'ottawa', 'survey.yaml'));
  });

  afterEach(() => rmSync(agencies, { recursive: true }));

  test('has its problems printed and the exit code 1', async () => {
    expect(await check(['ottawa'], agencies)).toBe(1);
    expect(printed).toMatch(/\/ottawa\/survey\.yaml:1 file: is missing\nottawa: 1 problem\n$/);
  });

  test('has them given to scripts as file, line, rule and message', async () => {
    expect(await check(['ottawa', '--json'], agencies)).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      ok: false,
      agency: 'ottawa',
      problems: [{ line: 1, rule: 'file', message: 'is missing' }],
    });
  });
});
