/**
 * The command `steplaw`: arguments to commands, outcomes to exit codes.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { EMBEDDED_BUILDS, embeddedBuild } from '../lanes/builds.ts';
import { packageRoot } from '../package-root.ts';
import { benchCommand } from './bench.ts';
import { checkCommand } from './check.ts';
import { claimsCommand } from './claims.ts';
import { conformCommand } from './conform.ts';
import { diffCommand } from './diff.ts';
import { disCommand } from './dis.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { lawsCommand } from './laws.ts';
import { machinesCommand } from './machines.ts';
import { replayCommand } from './replay.ts';
import { runCommand } from './run.ts';
import { stepCommand } from './step.ts';
import { targetsCommand } from './targets.ts';

/** The versions that commands take by themselves. */
const DEFAULT_PYTHON = EMBEDDED_BUILDS.filter((b) => b.version === '3.14');
const DEFAULT_PYTHONS = EMBEDDED_BUILDS.filter(
  (b) => embeddedBuild(b.version) === b && (b.version === '3.13' || b.version === '3.14'),
);

/** One of each minor version. */
const NEWEST_PYTHONS = EMBEDDED_BUILDS.filter((b) => embeddedBuild(b.version) === b);

/** Those that laws are judged on: today's, and the first with local PY_UNWIND. */
const LAW_PYTHONS = NEWEST_PYTHONS.filter((b) => b.version === '3.14' || b.version === '3.15');

/** Runs a command line, without the interpreter's and the script's names; what fails is said on standard error. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.held : EXIT.badInput;
    const failure = error instanceof Failure;
    const text = failure ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`steplaw: ${text}\n`);
    return failure ? error.exitCode : EXIT.badInput;
  }
}

async function dispatch(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.held;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  const manifest: { version: string; description: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  const program = new Command('steplaw')
    .description(manifest.description)
    .version(manifest.version)
    .enablePositionalOptions()
    .addHelpText('after', '\nExample:\n  steplaw run program.py --python 3.14');
  runCommand(program, DEFAULT_PYTHON[0]!, finish);
  checkCommand(program, DEFAULT_PYTHONS, LAW_PYTHONS, finish);
  conformCommand(program, DEFAULT_PYTHONS, finish);
  diffCommand(program, [NEWEST_PYTHONS[0]!, NEWEST_PYTHONS.at(-1)!], finish);
  disCommand(program, DEFAULT_PYTHON[0]!, finish);
  stepCommand(program, DEFAULT_PYTHON[0]!, finish);
  claimsCommand(program, NEWEST_PYTHONS, finish);
  lawsCommand(program, DEFAULT_PYTHON[0]!, finish);
  machinesCommand(program, finish);
  replayCommand(program, finish);
  benchCommand(program, DEFAULT_PYTHON[0]!, finish);
  targetsCommand(program, finish);
  for (const command of [program, ...program.commands])
    command.exitOverride().showHelpAfterError('(--help tells more)');
  await program.parseAsync(argv, { from: 'user' });
  return code;
}
