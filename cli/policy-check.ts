import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { loadAgency } from '../runtime/agency';
import { AgencyFileError, sayProblem } from '../runtime/agency/file-problem';
import { packageRoot } from '../runtime/paths';
import { reportAgency, sayReport } from './policy-report';

/** `heard policy …`: what an agency's people use to look after their own rules and words. */
export function policyCommand(agencies = join(packageRoot, 'agencies')): Command {
  const policy = new Command('policy').description("An agency's rules and words.");
  policy
    .command('check')
    .description('Read an agency’s files and say every problem, or how long each of its texts is.')
    .argument('<agency>', 'a folder of agencies/')
    .option('--json', 'for scripts')
    .action((name: string, { json = false }: { json?: boolean }, command: Command) => {
      const known = readdirSync(agencies);
      if (!known.includes(name)) {
        command.error(`There is no agency '${name}'; there are ${known.join(', ')}.`, { exitCode: 2 });
      }
      checkAgency(join(agencies, name), json);
    });
  return policy;
}

function checkAgency(folder: string, json: boolean): void {
  try {
    const report = reportAgency(loadAgency(folder));
    print(json ? toJson({ ok: true, ...report, problems: [] }) : sayReport(report));
  } catch (error) {
    if (!(error instanceof AgencyFileError)) throw error;
    const { problems } = error;
    const agency = basename(folder);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    print(
      json
        ? toJson({ ok: false, agency, problems })
        : [...problems.map(sayProblem), `${agency}: ${count}`].join('\n'),
    );
    process.exitCode = 1;
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
