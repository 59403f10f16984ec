import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAgency } from '../../runtime/agency';
import { AgencyFileError } from '../../runtime/agency/file-problem';
import { root } from './repository';

/** A copy of Springfield's files to do wrong to, a fresh one for each test. */
export const springfield = { folder: '', change, problems };

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'heard-agency-'));
  springfield.folder = join(home, 'agencies', 'springfield');
  cpSync(join(root, 'agencies', 'springfield'), springfield.folder, { recursive: true });
});

afterEach(() => rmSync(join(springfield.folder, '..', '..'), { recursive: true, force: true }));

/** Changes the one place of a file that says `from`. @returns the whole file as it is now */
function change(file: string, from: string, to: string): string {
  const path = join(springfield.folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  const changed = text.replace(from, () => to);
  writeFileSync(path, changed);
  return changed;
}

/** What is said of the files as they are now, a problem a line. */
function problems(): string[] {
  try {
    loadAgency(springfield.folder);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(AgencyFileError);
    return (error as AgencyFileError).message.split('\n');
  }
}

/** What is changed, into what, and what is then said of the line where `at` first stands. */
export type Wrong = { why: string; from: string; to: string; at?: string; says: string };

export function testWrongFiles(file: string, rows: Wrong[]): void {
  test.each(rows)('$why', ({ from, to, at = to, says }) => {
    const changed = change(file, from, to);
    expect(changed).toContain(at);
    const line = changed.slice(0, changed.indexOf(at)).split('\n').length;
    expect(problems()).toEqual([`agencies/springfield/${file}:${line} ${says}`]);
  });
}
