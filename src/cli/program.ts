/**
 * The command `steplaw`: arguments to commands, outcomes to exit codes.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { EMBEDDED_BUILDS, embeddedBuild } from '../lanes/builds.ts';
import { packageRoot } from '../package-root.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';

/** The versions that commands take by themselves. */
const DEFAULT_PYTHON = EMBEDDED_BUILDS.filter((b) => b.version === '3.14');
const DEFAULT_PYTHONS = EMBEDDED_BUILDS.filter(
  (b) => embeddedBuild(b.version) === b && (b.version === '3.13' || b.version === '3.14'),
);

/** One of each minor version. */
const NEWEST_PYTHONS = EMBEDDED_BUILDS.filter((b) => embeddedBuild(b.version) === b);

/** Those that laws are judged on: today's, and the first with local PY_UNWIND. */
const LAW_PYTHONS = NEWEST_PYTHONS.filter((b) => b.version === '3.14' || b.version === '3.15');

/** Adds a command to the program. */
type Register = (program: Command, finish: (code: ExitCode) => void) => Promise<void>;

/** In the order of the help. Most of the time of loading all would be the other commands': one is loaded when it is asked for. */
const COMMANDS: Readonly<Record<string, Register>> = {
  run: async (program, finish) => (await import('./run.ts')).runCommand(program, DEFAULT_PYTHON[0]!, finish),
  check: async (program, finish) =>
    (await import('./check.ts')).checkCommand(program, DEFAULT_PYTHONS, LAW_PYTHONS, finish),
  conform: async (program, finish) => (await import('./conform.ts')).conformCommand(program, DEFAULT_PYTHONS, finish),
  diff: async (program, finish) =>
    (await import('./diff.ts')).diffCommand(program, [NEWEST_PYTHONS[0]!, NEWEST_PYTHONS.at(-1)!], finish),
  dis: async (program, finish) => (await import('./dis.ts')).disCommand(program, DEFAULT_PYTHON[0]!, finish),
  step: async (program, finish) => (await import('./step.ts')).stepCommand(program, DEFAULT_PYTHON[0]!, finish),
  claims: async (program, finish) => (await import('./claims.ts')).claimsCommand(program, NEWEST_PYTHONS, finish),
  laws: async (program, finish) => (await import('./laws.ts')).lawsCommand(program, DEFAULT_PYTHON[0]!, finish),
  machines: async (program, finish) => (await import('./machines.ts')).machinesCommand(program, finish),
  replay: async (program, finish) => (await import('./replay.ts')).replayCommand(program, finish),
  bench: async (program, finish) => (await import('./bench.ts')).benchCommand(program, DEFAULT_PYTHON[0]!, finish),
  targets: async (program, finish) => (await import('./targets.ts')).targetsCommand(program, finish),
};

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
  const asked = Object.hasOwn(COMMANDS, argv[0] ?? '') ? [COMMANDS[argv[0]!]!] : Object.values(COMMANDS);
  for (const register of asked) await register(program, finish);
  for (const command of [program, ...program.commands])
    command.exitOverride().showHelpAfterError('(--help tells more)');
  await program.parseAsync(argv, { from: 'user' });
  return code;
}
