/**
 * Judging debuggers by laws: one program, one script, one debugger, all laws that apply.
 * @module
 */
import { type Policy, parseScript, printScript, type Script, type Strategy } from '../machines/index.ts';
import { runTools } from '../model/index.ts';
import { type InModel, type JudgedSession, LAWS, type Law, legsOf } from './laws/index.ts';
import type { ModelSetting } from './model-session.ts';
import { type SteppingTable, stopsByMachine } from './oracle/by-machine.ts';
import type { SessionSpec, Transcript } from './session.ts';
import { Reading, type SharedFindings } from './shared-findings.ts';
import { type Recording, runStrategy, type StrategyRun } from './strategy-run.ts';

/** Runs a session; throws if the debugger fails. */
export type Runner = (run: Recording, spec: SessionSpec, keep: boolean) => StrategyRun;

/** A runner for a strategy with frame identity. */
export function strategyRunner(strategy: Strategy): Runner {
  return (run, spec, keep) => runStrategy(run, spec, strategy, keep);
}

const NO_COST = { events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };

/** The oracle as one who is judged: it sees the whole trace and asks for nothing. Planted faults bring a chart of their own. */
export function referenceRunner(table?: SteppingTable): Runner {
  return ({ trace }, spec) => {
    const { attach } = spec;
    const seen = attach === undefined ? trace : { ...trace, items: trace.items.filter((item) => item.at >= attach) };
    return { transcript: stopsByMachine(seen, spec, table), cost: NO_COST, delivered: [], calls: [] };
  };
}

/** How laws run a strategy inside the model's VM. */
export function insideModel(strategy: Strategy, setting: ModelSetting): InModel {
  return {
    strategy,
    setting,
    undebugged: (module, tool) => runTools(module, { ...setting, tools: [tool] }),
  };
}

/** Transcripts of a debugger on a recording, by what was asked: several laws ask for the same. */
const transcripts = new WeakMap<Recording, Map<Runner, Map<string, Transcript>>>();
const policyTexts = new WeakMap<Policy, string>();

function askedText({ script, policy, filter, attach }: SessionSpec): string {
  let text = policyTexts.get(policy);
  if (text === undefined) {
    text = JSON.stringify(policy);
    policyTexts.set(policy, text);
  }
  return [printScript(script), filter?.join() ?? '', attach ?? '', text].join('\n');
}

function transcriptOf(run: Recording, spec: SessionSpec, runner: Runner): Transcript {
  let byRunner = transcripts.get(run);
  if (byRunner === undefined) {
    byRunner = new Map();
    transcripts.set(run, byRunner);
  }
  let known = byRunner.get(runner);
  if (known === undefined) {
    known = new Map();
    byRunner.set(runner, known);
  }
  const text = askedText(spec);
  let transcript = known.get(text);
  if (transcript === undefined) {
    transcript = runner(run, spec, false).transcript;
    known.set(text, transcript);
  }
  return transcript;
}

/** The same session with another script, or attached elsewhere. */
function specWith(spec: SessionSpec, script: Script, attach = spec.attach): SessionSpec {
  const { policy, filter, backward } = spec;
  return { script, policy, filter, attach, backward };
}

/** What laws are given. It notes where they look past the transcript. */
class Judging implements JudgedSession {
  readonly run: Recording;
  readonly spec: SessionSpec;
  readonly done: StrategyRun;
  readonly reading = new Reading();
  readonly made: JudgedSession['made'] = { legs: undefined, spans: undefined, standings: undefined, sets: undefined };
  #text: string | undefined;
  readonly #runner: Runner;
  readonly #inModel: InModel | undefined;

  constructor(run: Recording, spec: SessionSpec, runner: Runner, inModel?: InModel) {
    this.run = run;
    this.spec = spec;
    this.done = this.reading.watched(runner(run, spec, true));
    this.#runner = runner;
    this.#inModel = inModel;
  }

  get inModel(): InModel | undefined {
    this.reading.further = true;
    return this.#inModel;
  }

  rerun(script: SessionSpec['script']): Transcript {
    this.reading.further = true;
    // One that says the same is the session itself.
    this.#text ??= printScript(this.spec.script);
    if (printScript(script) === this.#text) return this.done.transcript;
    return transcriptOf(this.run, specWith(this.spec, script), this.#runner);
  }

  elsewhere(other: Recording, text: string): Transcript {
    this.reading.further = true;
    const parsed = parseScript(text);
    return transcriptOf(other, specWith(this.spec, parsed.ok ? parsed.script : []), this.#runner);
  }

  attached(attach: number): JudgedSession {
    this.reading.further = true;
    return new Judging(this.run, specWith(this.spec, this.spec.script, attach), this.#runner);
  }
}

/** A session with everything that laws ask for. */
export function judgedSession(run: Recording, spec: SessionSpec, runner: Runner, inModel?: InModel): JudgedSession {
  return new Judging(run, spec, runner, inModel);
}

/** What many sessions said about a law. */
export interface LawTally {
  readonly id: string;
  runs: number;
  premiseMet: number;
  exercised: number;
  broken: number;
}

/** Empty tallies, by law id. */
export function newTallies(laws: readonly Law[]): Map<string, LawTally> {
  return new Map(laws.map((law) => [law.id, { id: law.id, runs: 0, premiseMet: 0, exercised: 0, broken: 0 }]));
}

/** How a session is judged. */
export interface JudgeOptions {
  readonly tallies?: ReadonlyMap<string, LawTally>;
  /** What other debuggers' transcripts of the same session of the same program said. */
  readonly shared?: SharedFindings;
}

/** Each law's number, and each list of laws as numbers: sessions are judged by the same lists over and over. */
const numbers = new Map<Law, number>(LAWS.map((law, n) => [law, n]));
const lists = new WeakMap<readonly Law[], readonly number[]>();

function numbersOf(laws: readonly Law[]): readonly number[] {
  let list = lists.get(laws);
  if (list === undefined) {
    for (const law of laws) if (!numbers.has(law)) numbers.set(law, numbers.size);
    list = laws.map((law) => numbers.get(law)!);
    lists.set(laws, list);
  }
  return list;
}

/** The tallies of a list of laws, in its order. */
const rows = new WeakMap<ReadonlyMap<string, LawTally>, Map<readonly Law[], readonly (LawTally | undefined)[]>>();

function rowsOf(tallies: ReadonlyMap<string, LawTally>, laws: readonly Law[]): readonly (LawTally | undefined)[] {
  let byLaws = rows.get(tallies);
  if (byLaws === undefined) {
    byLaws = new Map();
    rows.set(tallies, byLaws);
  }
  let row = byLaws.get(laws);
  if (row === undefined) {
    row = laws.map((law) => tallies.get(law.id));
    byLaws.set(laws, row);
  }
  return row;
}

/** Judges one session by the laws; gives those that it breaks with the reason. */
export function judgeSession(
  session: JudgedSession,
  laws: readonly Law[],
  { tallies, shared }: JudgeOptions = {},
): readonly { readonly law: Law; readonly message: string }[] {
  const broken: { law: Law; message: string }[] = [];
  const known = shared?.of(session.done.transcript);
  const legs = legsOf(session);
  const list = numbersOf(laws);
  const row = tallies === undefined ? undefined : rowsOf(tallies, laws);
  for (let n = 0; n < laws.length; n++) {
    const law = laws[n]!;
    const number = list[n]!;
    let finding = known?.[number];
    if (finding === undefined) {
      session.reading.further = false;
      finding = law.judge(session, legs);
      // A law that looked at nothing but the transcript says the same of every debugger that has it.
      if (known !== undefined && !session.reading.further) known[number] = finding;
    }
    const tally = row?.[n];
    if (tally !== undefined) {
      tally.runs++;
      if (finding.premise) tally.premiseMet++;
      if (finding.exercised) tally.exercised++;
      if (finding.broken !== undefined) tally.broken++;
    }
    if (finding.broken !== undefined) broken.push({ law, message: finding.broken });
  }
  return broken;
}
