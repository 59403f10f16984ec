import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../runtime/paths';

const FILE = join(packageRoot, 'docs', 'figures.md');
const HEAD = `# Figures

Each figure names the command that made it. Timings are of one run on one machine; counts are exact.
`;

/** Puts a run's figures under their heading in docs/figures.md, in the place of those of the run before. */
export function putFigures(
  heading: string,
  { command, ran }: { command: string; ran: string },
  body: string,
): void {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  const [head = HEAD, ...sections] = text.split(/^(?=## )/m);
  const made = `## ${heading}\n\n\`${command}\`\n\n${ran}, ${machine()}.\n\n\`\`\`\n${body.trimEnd()}\n\`\`\`\n`;
  const kept = sections.filter((section) => !section.startsWith(`## ${heading}\n`));
  const parts = [head, ...kept, made].map((part) => part.trimEnd());
  writeFileSync(FILE, `${parts.join('\n\n')}\n`);
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}
