/**
 * `steplaw bench`: how fast the engines, the differential test and the loading of a CPython are, each against its peer in the same run.
 * @module
 */
import { type Command, Option } from 'commander';
import { BENCH_ROWS, type BenchResult, type BenchSetting } from '../bench/rows.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { findPythons, inspectPython, type NativePython } from '../lanes/find-pythons.ts';
import { openPyodide } from '../lanes/pyodide-lane.ts';
import { embeddedTarget, nativeTarget, type Target } from '../lanes/target.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { integer, python } from './options.ts';

interface BenchOptions {
  readonly python: EmbeddedBuild;
  readonly native?: string;
  readonly samples: number;
  readonly only?: readonly string[];
  readonly profile: boolean;
  readonly json?: true;
  readonly out?: string;
}

export function benchCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('bench')
    .description('speed of the engines and of the differential test, each against its peer')
    .addOption(
      new Option('--python <version>', 'a minor version: its native CPython is the peer if there is one')
        .argParser(python)
        .default(defaultPython, defaultPython.version),
    )
    .option('--native <path>', 'the CPython of this machine to be compared with')
    .addOption(new Option('--samples <n>', 'timed runs, of which the median counts').argParser(integer(1)).default(5))
    .addOption(
      new Option('--only <ids>', 'these rows, separated by commas; a part of an id is enough').argParser((text) =>
        text.split(','),
      ),
    )
    .option('--no-profile', 'do not look where the time of a row goes that falls short')
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw bench --only instruction,workers')
    .action(async (options: BenchOptions) => finish(await bench(options)));
}

async function bench(options: BenchOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const rows = BENCH_ROWS.filter(({ id }) => options.only?.some((part) => id.includes(part)) ?? true);
  if (rows.length === 0)
    throw new Failure(
      `--only ${options.only?.join(',')}: no such row; there are ${BENCH_ROWS.map((r) => r.id).join(', ')}`,
    );
  const peer = peerOf(options);
  const abort = new AbortController();
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  const lane = await openPyodide(options.python.release);
  const setting: BenchSetting = {
    peer,
    release: options.python.release,
    samples: options.samples,
    profile: options.profile,
    signal: abort.signal,
    parse: async (source) => {
      const parsed = lane.parse(source);
      if (parsed.error !== undefined) throw new Error(parsed.error.message);
      return parsed.tree;
    },
  };
  const results: BenchResult[] = [];
  try {
    if (!options.json)
      console.print(`Medians of ${options.samples}, each engine in a process of its own; peer: CPython ${peer.build}.`);
    for (const row of rows) {
      console.progress(`${row.id} …`);
      const result = await row.measure(setting);
      results.push(result);
      console.settle();
      if (!options.json) for (const line of resultText(result)) console.print(line);
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
    lane.close();
  }
  const complete = results.length === rows.length;
  if (options.json) {
    const python = { version: peer.version, build: peer.build };
    console.print(
      JSON.stringify({
        steplaw: SCHEMA_VERSION,
        command: 'bench',
        python,
        samples: options.samples,
        complete,
        results,
      }),
    );
  }
  if (!complete) return EXIT.interrupted;
  return results.every((r) => r.held) ? EXIT.held : EXIT.found;
}

/** The named CPython, or a native one of the version, or another native one, or the embedded one. */
function peerOf(options: BenchOptions): Target {
  if (options.native !== undefined) {
    const named = inspectPython(options.native);
    if ('problem' in named) throw new Failure(`--native ${named.path}: ${named.problem}`, EXIT.notJudged);
    return nativeTarget(named);
  }
  const found: readonly NativePython[] = findPythons();
  const native = found.find((p) => p.version === options.python.version) ?? found[0];
  return native === undefined ? embeddedTarget(options.python) : nativeTarget(native);
}

function resultText(result: BenchResult): string[] {
  const { id, what, value, unit, peer, ratio, atLeast, held, note, profile } = result;
  const against = peer === undefined ? '' : ` against ${amount(peer.value, unit)} of ${peer.name}: ${figure(ratio!)}×`;
  const asked = `at least ${figure(atLeast)}${peer === undefined ? '' : '×'}`;
  return [
    `${held ? '✓' : '✗'} ${id.padEnd(22)} ${amount(value, unit)}${against}, ${asked}`,
    `  ${what}${note === undefined ? '' : `; ${note}`}`,
    ...(profile ?? []).map(({ where, share }) => `    ${(share * 100).toFixed(1).padStart(5)} %  ${where}`),
  ];
}

function amount(value: number, unit: BenchResult['unit']): string {
  return `${figure(value)} ${unit}`;
}

/** Three figures that count. */
function figure(n: number): string {
  return Math.abs(n) >= 100 ? Math.round(n).toLocaleString('en') : String(Number(n.toPrecision(3)));
}
