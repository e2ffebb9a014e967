#!/usr/bin/env node
/**
 * The command `steplaw`: arguments to commands, outcomes to exit codes.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { embeddedBuild } from '../lanes/builds.ts';
import { packageRoot } from '../package-root.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { runCommand } from './run.ts';
import { targetsCommand } from './targets.ts';

const DEFAULT_PYTHON = '3.14';

async function main(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.held;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  const { version, description }: { version: string; description: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  const python = embeddedBuild(DEFAULT_PYTHON);
  if (python === undefined) throw new Error(`no build of ${DEFAULT_PYTHON}`);
  const program = new Command('steplaw')
    .description(description)
    .version(version)
    .showHelpAfterError('(--help tells more)')
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText('after', '\nExample:\n  steplaw run program.py --python 3.14');
  runCommand(program, python, finish);
  targetsCommand(program, finish);
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(--help tells more)');
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.held : EXIT.badInput;
    throw error;
  }
  return code;
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.held);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text =
    error instanceof Failure ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`steplaw: ${text}\n`);
  process.exitCode = error instanceof Failure ? error.exitCode : EXIT.badInput;
}
