import { existsSync, readFileSync } from 'node:fs';
import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import type { FileProblem, RulePath } from './file-problem';
import { sayRule } from './file-problem';
import { sayIssue } from './say-issue';

/** `value` is null where the file is missing, is not YAML or has not the right shape; `problems` then say why. */
export type YamlFile<T> = {
  value: T | null;
  text: string;
  problems: FileProblem[];
  /** For what only shows beside other rules or files. */
  problemAt: (path: RulePath, message: string) => FileProblem;
};

/**
 * Reads one file and holds it against its schema.
 * @param path where it is; `name` is how problems call it
 */
export function readYamlFile<T>(path: string, name: string, schema: z.ZodType<T>): YamlFile<T> {
  if (!existsSync(path)) {
    const problem = { file: name, line: 1, rule: 'file', message: 'is missing' };
    return { value: null, text: '', problems: [problem], problemAt: () => problem };
  }
  const text = readFileSync(path, 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problemAt = (rule: RulePath, message: string): FileProblem => ({
    file: name,
    line: lines.linePos(offsetOf(document, rule)).line,
    rule: sayRule(rule) || 'file',
    message,
  });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      file: name,
      line: lines.linePos(pos[0]).line,
      rule: 'yaml',
      message,
    }));
    return { value: null, text, problems, problemAt };
  }
  const checked = schema.safeParse(document.toJS(), { error: sayIssue });
  const problems = (checked.error?.issues ?? []).flatMap((issue) => issueProblems(issue, problemAt));
  return { value: checked.data ?? null, text, problems, problemAt };
}

/** One problem an unknown key, so that each is shown on its own line. */
function issueProblems(issue: z.core.$ZodIssue, problemAt: YamlFile<unknown>['problemAt']): FileProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code !== 'unrecognized_keys') return [problemAt(path, issue.message)];
  return issue.keys.map((key) => problemAt([...path, key], 'is not a rule we know; look at its spelling'));
}

/** Where a rule begins in the text; of a rule that is missing, the nearest one around it. */
function offsetOf(document: Document, path: RulePath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => String(isNode(key) ? key.toJS(document) : key) === String(part))
      : undefined;
    const next = isSeq(node) && typeof part === 'number' ? node.items[part] : pair;
    if (next === undefined) return offset;
    offset = startOf(isPair(next) ? next.key : next) ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
