/**
 * `steplaw laws`: the register of laws; one law with its statement, policies, mutants and a smallest session that exercises it.
 * @module
 */

import { type Command, Option } from 'commander';
import fc from 'fast-check';
import { printScript, STRATEGIES } from '../../machines/index.ts';
import { print } from '../../model/index.ts';
import {
  arbitraryScript,
  judgedSession,
  judgeLaw,
  LAWS,
  type Law,
  MUTANTS,
  POLICIES,
  recording,
  steppingProgramArbitrary,
  strategyRunner,
  subjectsOf,
  UNJUDGED_LAWS,
} from '../../properties/index.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { openPyodide, type PyodideLane } from '../lanes/pyodide-lane.ts';
import { programSeed } from '../program-seed.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { python, seed } from './options.ts';

interface LawsOptions {
  readonly python: EmbeddedBuild;
  readonly seed: number;
  readonly json?: true;
  readonly out?: string;
}

/** Registers the command. */
export function lawsCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('laws')
    .description('the register of laws, or one law with a smallest session that exercises it')
    .argument('[id]', 'a law')
    .addOption(
      new Option('--python <version>', 'a minor version or a release')
        .argParser(python)
        .default(defaultPython, defaultPython.version),
    )
    .addOption(new Option('--seed <n>', 'where the search for a session begins').argParser(seed).default(1))
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw laws exc-unwind-not-lost')
    .action(async (id: string | undefined, options: LawsOptions) => finish(await laws(id, options)));
}

function summary(law: Law) {
  const mutants = MUTANTS.filter((m) => m.groups.includes(law.group)).map((m) => m.id);
  return {
    id: law.id,
    group: law.group,
    statement: law.statement,
    source: law.source,
    policies: law.policies ?? Object.keys(POLICIES),
    sometimes: law.sometimes,
    stopLaw: law.stopLaw,
    ...(law.universal === undefined ? {} : { universal: law.universal }),
    mutantsOfGroup: mutants,
  };
}

async function laws(id: string | undefined, options: LawsOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  if (id === undefined) {
    register(console, options);
    return EXIT.held;
  }
  const law = LAWS.find((l) => l.id === id);
  const unjudged = UNJUDGED_LAWS.find((l) => l.id === id);
  if (law === undefined && unjudged === undefined) {
    const like = LAWS.map((l) => l.id).filter((l) => l.includes(id));
    throw new Failure(
      `no law ${id}${like.length === 0 ? '; steplaw laws lists them' : `; do you mean ${like.join(', ')}?`}`,
    );
  }
  if (law === undefined) {
    console.print(`${unjudged!.id}\n  ${unjudged!.source}\n  inconclusive: ${unjudged!.reason}`);
    return EXIT.held;
  }
  console.progress(`loading CPython ${options.python.release} …`);
  const lane = await openPyodide(options.python.release);
  console.settle();
  const example = smallestExample(law, lane, options.seed);
  const about = summary(law);
  if (options.json === true) {
    console.print(JSON.stringify({ ...about, example }));
    return EXIT.held;
  }
  console.print(`${about.id}   (${about.group}; ${about.source})\n\n  ${about.statement}\n`);
  console.print(`  sometimes: ${about.sometimes}`);
  if (law.universal !== undefined) console.print(`  universal: ${law.universal}`);
  console.print(`  policies: ${about.policies.join(', ')}`);
  console.print(`  known-wrong steppers of its group: ${about.mutantsOfGroup.join(', ') || 'none'}`);
  if (example === null) console.print('\n  no session that exercises it was found');
  else
    console.print(
      `\n  a session that exercises it:\n${numbered(example.source)}\n    --script "${example.script}" --python ${options.python.version}`,
    );
  return EXIT.held;
}

function register(console: Console, options: LawsOptions): void {
  if (options.json === true) {
    console.print(JSON.stringify({ laws: LAWS.map(summary), unjudged: UNJUDGED_LAWS }));
    return;
  }
  let group = '';
  for (const law of LAWS) {
    if (law.group !== group) console.print(`\n${law.group}`);
    group = law.group;
    console.print(`  ${law.id.padEnd(32)} ${law.statement}`);
  }
  console.print('\ninconclusive here');
  for (const law of UNJUDGED_LAWS) console.print(`  ${law.id.padEnd(32)} ${law.reason} (${law.source})`);
}

function numbered(source: string): string {
  return source
    .trimEnd()
    .split('\n')
    .map((line, n) => `    ${String(n + 1).padStart(3)}  ${line}`)
    .join('\n');
}

const PROGRAMS = 250;
const SCRIPTS = 4;

/** The smallest of the sessions tried that exercises a law, judged on a strategy that keeps it. */
function smallestExample(law: Law, lane: PyodideLane, from: number): { source: string; script: string } | null {
  const policy = POLICIES[law.policies?.[0] ?? 'strict'];
  const runner = strategyRunner(STRATEGIES.find((s) => s.id === 'C')!);
  let best: { source: string; script: string } | null = null;
  for (let n = 0; n < PROGRAMS; n++) {
    const [module] = fc.sample(steppingProgramArbitrary(), { seed: programSeed(from, n), numRuns: 1 });
    const { source } = print(module!);
    const size = (s: { source: string; script: string }) => s.source.length + s.script.length;
    if (best !== null && source.length >= size(best)) continue;
    const [recorded] = lane.recordStepping([{ source }], { fuel: 1500, conditions: ['True', 'n > 1', '1/0'] });
    if (recorded === undefined || recorded.end !== undefined) continue;
    const run = recording(recorded.events, recorded.module, recorded.exception?.type, source);
    const subjects = subjectsOf(recorded.module, ['True', 'n > 1', '1/0']);
    for (const script of fc.sample(arbitraryScript(subjects), {
      seed: programSeed(from ^ 0x51, n),
      numRuns: SCRIPTS,
    })) {
      const session = judgedSession(run, { script, policy }, runner);
      const found = { source, script: printScript(script) };
      if (judgeLaw(law, session).exercised && (best === null || size(found) < size(best))) best = found;
    }
  }
  return best;
}
