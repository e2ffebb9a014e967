/**
 * `steplaw machines`: the charts as Mermaid, JSON or SCXML; and whether they accept what real CPythons do.
 * @module
 */
import { type Command, Option } from 'commander';
import { CHART_FORMATS, CHARTS, type ChartFormat, renderChart } from '../../machines/index.ts';
import { type Accepted, acceptReality, compareOracles, type Equality } from '../judging/judge-machines.ts';
import { EMBEDDED_BUILDS, type EmbeddedBuild } from '../lanes/builds.ts';
import { LastingLane } from '../lanes/lasting-lane.ts';
import { openPyodide } from '../lanes/pyodide-lane.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { seedsOf } from './laws-judge.ts';
import { integer, python } from './options.ts';

interface MachinesOptions {
  readonly format: ChartFormat;
  readonly out?: string;
  readonly accept?: number;
  readonly mutants: number;
  readonly oracle?: number;
  readonly python?: EmbeddedBuild;
  readonly seed: number;
  readonly seeds?: string;
  readonly json?: true;
}

/** Registers the command. */
export function machinesCommand(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('machines')
    .description('the machines as Mermaid, JSON or SCXML; as acceptors of real traces')
    .argument('[name]', `one of ${CHARTS.map((c) => c.name).join(', ')}; all of them without`)
    .addOption(new Option('--format <format>', 'how to draw them').choices([...CHART_FORMATS]).default('mermaid'))
    .addOption(
      new Option('--accept <n>', 'run them over the traces of n programs of each CPython').argParser(integer(1)),
    )
    .addOption(
      new Option('--mutants <n>', 'with --accept: traces with one event changed').argParser(integer(0)).default(1000),
    )
    .addOption(new Option('--oracle <n>', 'compare both writings of the oracle in n sessions').argParser(integer(1)))
    .addOption(new Option('--python <version>', 'with --accept and --oracle: one CPython only').argParser(python))
    .addOption(new Option('--seed <n>', 'of programs and sessions').argParser(integer(0)).default(1))
    .option('--seeds <list>', 'several: numbers, head (of the commit) or clock, separated by commas')
    .option('--json', 'with --accept and --oracle: one JSON document')
    .addOption(new Option('--out <file>', 'write there'))
    .addHelpText(
      'after',
      '\nExamples:\n  steplaw machines stepping --format scxml --out stepping.scxml\n  steplaw machines --accept 1000 --python 3.14\n  steplaw machines --oracle 200000 --seeds 1,head,clock',
    )
    .action(async (name: string | undefined, options: MachinesOptions) => {
      const console = openConsole(options.out);
      if (options.accept !== undefined || options.oracle !== undefined) finish(await judge(options, console));
      else finish(draw(name, options, console));
    });
}

function draw(name: string | undefined, options: MachinesOptions, console: Console): ExitCode {
  const charts = name === undefined ? CHARTS : CHARTS.filter((c) => c.name === name);
  if (charts.length === 0) throw new Failure(`no machine ${name}; there are ${CHARTS.map((c) => c.name).join(', ')}`);
  if (options.format === 'scxml' && charts.length > 1)
    throw new Failure('an SCXML document holds one machine: name it');
  const drawn = charts.map((c) => renderChart(c, options.format).trimEnd());
  console.print(options.format === 'json' && drawn.length > 1 ? `[${drawn.join(',')}]` : drawn.join('\n\n'));
  return EXIT.held;
}

/** Lets signals in. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function judge(options: MachinesOptions, console: Console): Promise<ExitCode> {
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(EXIT.interrupted);
    interrupted = true;
  };
  const seeds = options.seeds === undefined ? [options.seed] : seedsOf(options.seeds);
  process.on('SIGINT', interrupt);
  const builds = options.python === undefined ? EMBEDDED_BUILDS : [options.python];
  const document: { build: string; seed: number; accepted?: Accepted; oracle?: Equality }[] = [];
  const crashes: { build: string; source: string; reason: string }[] = [];
  let found = false;
  try {
    for (const build of builds) {
      if (interrupted) break;
      console.progress(`loading CPython ${build.release} …`);
      const lane = new LastingLane(() => openPyodide(build.release));
      for (const seed of seeds) {
        if (interrupted) break;
        const about: (typeof document)[number] = { build: build.build, seed };
        document.push(about);
        if (options.accept !== undefined) {
          about.accepted = await acceptReality(lane, {
            seed,
            programs: options.accept,
            mutants: options.mutants,
            goOn: async (so) => {
              console.progress(
                `${build.release}: ${so.accepted} traces accepted, ${so.noticed} of ${so.mutants} changed ones rejected`,
              );
              await breathe();
              return !interrupted;
            },
          });
          if (about.accepted.rejected.length > 0) found = true;
          if (options.json !== true) console.print(acceptedText(build.build, seed, about.accepted));
        }
        if (options.oracle !== undefined && !interrupted) {
          const began = performance.now();
          about.oracle = await compareOracles(lane, {
            seed,
            sessions: options.oracle,
            goOn: async (so) => {
              console.progress(`${build.release}: ${so.sessions} sessions, ${so.differing.length} differing`);
              await breathe();
              return !interrupted;
            },
          });
          if (about.oracle.differing.length > 0) found = true;
          const seconds = (performance.now() - began) / 1000;
          if (options.json !== true) console.print(equalityText(build.build, about.oracle, seconds));
        }
      }
      if (lane.crashes.length > 0) {
        crashes.push(...lane.crashes.map((crash) => ({ build: build.build, ...crash })));
        if (options.json !== true) for (const crash of lane.crashes) console.print(crashText(build.build, crash));
      }
    }
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
  }
  if (options.json === true)
    console.print(
      JSON.stringify({
        steplaw: SCHEMA_VERSION,
        command: 'machines',
        complete: !interrupted,
        targets: document,
        crashes,
      }),
    );
  if (interrupted) return EXIT.interrupted;
  return found ? EXIT.found : EXIT.held;
}

function crashText(build: string, { source, reason }: LastingLane['crashes'][number]): string {
  return `CPython ${build} crashed (${reason}); left out:\n${source.replace(/^/gm, '    ')}`;
}

function acceptedText(build: string, seed: number, a: Accepted): string {
  const lines = [
    `CPython ${build}, seed ${seed}: ${a.accepted} traces (${a.events} events) accepted, ${a.rejected.length} rejected`,
    ...a.rejected.slice(0, 3).map((r) => `  event ${r.at}: ${r.reason}\n${r.source.replace(/^/gm, '    ')}`),
  ];
  if (a.mutants > 0) {
    const rate = ((100 * a.noticed) / a.mutants).toFixed(2);
    const rest = Object.entries(a.equivalent).map(([what, n]) => `${what} × ${n}`);
    lines.push(
      `  ${a.noticed} of ${a.mutants} changed traces rejected (${rate} %)${rest.length === 0 ? '' : `; accepted: ${rest.join(', ')}`}`,
    );
  }
  return lines.join('\n');
}

function equalityText(build: string, e: Equality, seconds: number): string {
  return [
    `CPython ${build}, seed ${e.seed}: ${e.sessions} sessions with ${e.programs} programs, ${e.stops} stops, ${e.differing.length} differing; ${Math.round(e.sessions / Math.max(0.001, seconds))} sessions/s`,
    ...e.differing.slice(0, 3).map((d) => `  ${d.script}\n  ${d.policy}\n${d.source.replace(/^/gm, '    ')}`),
  ].join('\n');
}
