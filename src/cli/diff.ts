/**
 * `steplaw diff`: how the events of a program changed between two versions, and the rows of the tables of versions that brought that about.
 * @module
 */
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CompileError, ModelError, UnsupportedSyntax } from '../../model/index.ts';
import { versionDiff } from '../differential/version-diff.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { BESIDE } from '../lanes/load-pyodide.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { versionDiffText } from '../report/version-diff-text.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { integer, pythons } from './options.ts';
import { readProgram, sourceFailure, sourceLines } from './read-program.ts';
import { openSourceLane } from './source-lane.ts';

interface DiffOptions {
  readonly python: readonly [EmbeddedBuild, EmbeddedBuild];
  readonly fuel: number;
  readonly json?: true;
  readonly out?: string;
}

function twoPythons(text: string): readonly [EmbeddedBuild, EmbeddedBuild] {
  const [first, second, ...more] = pythons(text);
  if (first === undefined || second === undefined || more.length > 0)
    throw new InvalidArgumentError('It is two versions, separated by a comma: 3.12,3.15.');
  return [first, second];
}

/** Registers the command. */
export function diffCommand(
  program: Command,
  defaults: readonly [EmbeddedBuild, EmbeddedBuild],
  finish: (code: ExitCode) => void,
): void {
  program
    .command('diff')
    .description('how the events of a program changed between two versions, and why')
    .argument('<file>', 'a Python file')
    .addOption(
      new Option('--python <versions>', 'two minor versions or releases, separated by a comma')
        .argParser(twoPythons)
        .default(defaults, defaults.map((b) => b.version).join(',')),
    )
    .addOption(new Option('--fuel <n>', 'events after which a run is cut off').argParser(integer(1)).default(20_000))
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw diff program.py --python 3.12,3.15')
    .action(async (file: string, options: DiffOptions) => finish(await diff(file, options)));
}

async function diff(file: string, options: DiffOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const bytes = readProgram(file);
  const [from, to] = options.python;
  const older = openSourceLane(file, from, undefined);
  const newer = openSourceLane(file, to, undefined);
  try {
    console.progress(`loading CPython ${older.build} and ${newer.build} …`);
    const parsed = await older.parse(bytes, basename(file));
    if (parsed.error !== undefined) throw sourceFailure(file, parsed.error, bytes);
    console.progress('running in the model, with single rows exchanged …');
    const path = [BESIDE];
    const sides = [
      { ...from, lane: older, path },
      { ...to, lane: newer, path },
    ] as const;
    const found = await versionDiff(parsed.tree, basename(file), ...sides, options.fuel);
    console.settle();
    if (options.json === true) {
      const { before, after, changes, inseparable } = found;
      const side = ({ python, events, end }: typeof before, { version, build }: EmbeddedBuild) => ({
        python: { version, build },
        events: events.length,
        complete: end === undefined && python.version === version,
      });
      const document = {
        steplaw: SCHEMA_VERSION,
        command: 'diff',
        from: side(before, from),
        to: side(after, to),
        changes,
        inseparable,
      };
      console.print(JSON.stringify(document));
    } else {
      const lines = sourceLines(bytes);
      console.print(versionDiffText(found, [from.build, to.build], lines).join('\n'));
    }
    return EXIT.held;
  } catch (error) {
    if (error instanceof UnsupportedSyntax || error instanceof CompileError)
      throw new Failure(`${file}:${error.span.line}:${error.span.column + 1}: ${error.message}`);
    if (error instanceof ModelError)
      throw new Failure(`${file}: the model does not run this program: ${error.message}`);
    throw error;
  } finally {
    console.settle();
    await Promise.all([older.close(), newer.close()]);
  }
}
