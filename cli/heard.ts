#!/usr/bin/env node
import { Command } from 'commander';
import { ConfigError } from '../runtime/config';
import { AgencyFileError } from '../runtime/agency/file-problem';
import { StartError } from '../runtime/embedded/start-error';
import { callCommand } from './call';
import { convertCommand } from './convert';
import { migrateCommand } from './migrate';
import { policyCommand } from './policy-check';
import { replayCommand } from './replay';
import { startCommand } from './start';

const WRONG_USE = 2;

/** The `heard` command: everything a person runs by hand. */
async function main(): Promise<void> {
  const heard = new Command('heard').description(
    'Texts people who called the police about something that can wait.',
  );
  const commands = [
    startCommand(),
    migrateCommand(),
    callCommand(),
    replayCommand(),
    convertCommand(),
    policyCommand(),
  ];
  for (const command of commands) heard.addCommand(command);
  exitWithTwoOnWrongUse(heard);
  try {
    await heard.parseAsync();
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    process.exit(1);
  }
}

function exitWithTwoOnWrongUse(command: Command): void {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USE));
  command.showHelpAfterError('(--help tells more)');
  command.commands.forEach(exitWithTwoOnWrongUse);
}

/** Errors that say in one sentence what is wrong and what to do; of all others the stack is the news. */
function isForPeople(error: unknown): error is Error {
  return [ConfigError, StartError, AgencyFileError].some((kind) => error instanceof kind);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
