/**
 * Judges the model by a CPython in this thread.
 * @module
 */
import {
  type CodeObject,
  CompileError,
  isCode,
  LiftError,
  lift,
  ModelError,
  type Module,
  print,
  type RandomSchedule,
  type RandomTools,
  type RawCode,
  type Schedule,
  type Trace,
  UndefinedBehaviour,
  UnsupportedSyntax,
} from '../../model/index.ts';
import { type ToolsShape, toolsFor } from '../../properties/index.ts';
import { type Lane, LaneLost } from '../lanes/lane.ts';
import { NativeLane } from '../lanes/native-lane.ts';
import type { Level, Program, RecordOptions, ScheduledRecording } from '../lanes/recording.ts';
import { compareTraces, type Divergence } from './compare.ts';
import { compileForBuild } from './model-engine.ts';
import { runInModel } from './model-run.ts';

/** A program to be judged, with tools at random or under the recorder that has all events on. */
export interface Subject {
  readonly module: Module;
  readonly tools?: ToolsShape;
  /** The schedule of its threads; native CPythons only. */
  readonly schedule?: Schedule | RandomSchedule;
}

/** What came of it. */
export type Outcome =
  | { readonly kind: 'agreed'; readonly trace: Trace }
  | {
      readonly kind: 'disagreed';
      readonly divergence: Divergence;
      readonly expected: Trace;
      readonly observed: Trace;
    }
  /** The model does not know something that the program needs, and said so. */
  | { readonly kind: 'unsupported'; readonly reason: string }
  /** A thread of CPython's came to no switch point for seconds, the interpreter was lost with it, or CPython's own behaviour is undefined. */
  | { readonly kind: 'inconclusive'; readonly reason: string }
  /** Fewer than {@link LEAST_SWITCHES} switches: not counted. */
  | { readonly kind: 'thin' }
  /** CPython did not survive it, and the model knows no reason. */
  | { readonly kind: 'crashed'; readonly reason: string }
  /** The model itself failed. */
  | { readonly kind: 'failed'; readonly reason: string; readonly expected: Trace };

/** A subject with what is made of it, once. */
export interface Prepared {
  readonly source: string;
  /** With the positions of `source`. */
  readonly module: Module;
  /** `recorded`: it comes with the recording. */
  readonly code: CodeObject | 'recorded' | undefined;
  readonly unsupported?: string;
  readonly failed?: string;
  readonly tools?: RandomTools;
  /** Tools to be chosen when the code is known. */
  readonly shape?: ToolsShape;
  readonly schedule?: Schedule | RandomSchedule;
}

/** What a program that sets a trace function names. */
const TRACES = /\bset(trace|profile)\b/;

/** Switches that a run under a schedule must have to be counted. */
export const LEAST_SWITCHES = 3;

/** Judges programs by one lane. */
export class Judge {
  readonly #lane: Lane;
  readonly level: Level;
  readonly fuel: number;

  constructor(lane: Lane, level: Level, fuel: number) {
    this.#lane = lane;
    this.level = level;
    this.fuel = fuel;
  }

  /**
   * Source and code object: of our compiler at the semantic level, lifted at the exact level. `twice`: it is for {@link judgeTwice}, which learns the
   * code from the first pass.
   */
  async prepare({ module, tools: given, schedule }: Subject, twice = false): Promise<Prepared> {
    const { source, module: placed } = print(module);
    // Frames of programs that trace themselves are numbered by their first and last events, which tools at random may not ask for.
    const tools = TRACES.test(source) ? undefined : given;
    const base = { source, module: placed, ...(schedule === undefined ? {} : { schedule }) };
    // Only tools at random and schedules need to know the code before it runs.
    if (this.level === 'exact' && schedule === undefined && (tools === undefined || twice))
      return { ...base, code: 'recorded', ...(tools === undefined ? {} : { shape: tools }) };
    try {
      const code = await this.#code(source, placed);
      return { ...base, code, ...(tools === undefined ? {} : { tools: this.#chosen(tools, code) }) };
    } catch (error) {
      if (error instanceof UnsupportedSyntax || error instanceof LiftError)
        return { ...base, code: undefined, unsupported: error.message };
      return { ...base, code: undefined, failed: describe(error) };
    }
  }

  /** One outcome for each, in order; CPython records them in one batch. */
  async judge(prepared: readonly Prepared[]): Promise<Outcome[]> {
    if (prepared.some(({ schedule }) => schedule !== undefined)) return this.#judgeScheduled(prepared);
    const programs = prepared.map(
      ({ source, tools }): Program => ({ source, ...(tools === undefined ? {} : { tools }) }),
    );
    const options = { level: this.level, fuel: this.fuel };
    const outcomes: Outcome[] = [];
    for (const [one, trace] of await this.#recorded(programs, prepared, options))
      outcomes.push(await this.#outcome(one, trace));
    return outcomes;
  }

  /**
   * Two passes of each, all events on and then its tools, over one compilation: what the first pass says unless it agreed, then what the second
   * says; with what was judged. What agrees has the trace of the first.
   */
  async judgeTwice(prepared: readonly Prepared[]): Promise<(readonly [Prepared, Outcome])[]> {
    const options = { level: this.level, fuel: this.fuel };
    const make = prepared.map(({ source }): Program => ({ source, compiled: 'make' }));
    const first = await this.#recorded(make, prepared, options);
    const plain = first.map(([{ tools: _later, shape: _too, ...one }]) => one);
    const outcomes: Outcome[] = [];
    for (const [i, one] of plain.entries()) outcomes.push(await this.#outcome(one, first[i]![1]));
    const masked = first.map(([one]): Prepared => {
      const { code, shape } = one;
      const known = shape !== undefined && code !== undefined && code !== 'recorded';
      return known ? { ...one, tools: this.#chosen(shape, code) } : one;
    });
    const take = masked.map(
      ({ source, tools }): Program => ({ source, compiled: 'take', ...(tools === undefined ? {} : { tools }) }),
    );
    const second = await this.#lane.record(take, options);
    const judged: (readonly [Prepared, Outcome])[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      const later = outcome.kind === 'agreed' ? await this.#outcome(masked[i]!, second[i]!) : outcome;
      if (outcome.kind !== 'agreed') judged.push([plain[i]!, outcome]);
      else judged.push([masked[i]!, later.kind === 'agreed' ? outcome : later]);
    }
    return judged;
  }

  /** What the model says of a program that CPython did not survive: that its behaviour is undefined, or nothing. */
  async afterCrash(subject: Subject, crash: string): Promise<Outcome> {
    const { tools, schedule, ...plain } = await this.prepare(subject);
    const code = plain.code === 'recorded' ? await this.#code(plain.source, plain.module) : plain.code;
    const passes = tools === undefined ? [{}] : [{}, { tools }];
    for (const pass of schedule === undefined ? passes : [{ schedule }]) {
      try {
        if (code !== undefined) await runInModel(this.#lane, code, { level: this.level, fuel: this.fuel, ...pass });
      } catch (error) {
        if (error instanceof UndefinedBehaviour)
          return { kind: 'inconclusive', reason: `${error.message}; CPython crashed (${crash})` };
      }
    }
    return { kind: 'crashed', reason: crash };
  }

  /** Traces of programs, with what was prepared for each: its code too, where that comes with the recording. */
  async #recorded(
    programs: readonly Program[],
    prepared: readonly Prepared[],
    options: RecordOptions,
  ): Promise<(readonly [Prepared, Trace])[]> {
    if (!prepared.some(({ code }) => code === 'recorded')) {
      const traces = await this.#lane.record(programs, options);
      return prepared.map((one, i) => [one, traces[i]!]);
    }
    const recorded = await this.#lane.recordWithCode(programs, options);
    return prepared.map((one, i) => [this.#lifted(one, recorded[i]!.code), recorded[i]!.trace]);
  }

  /** The tools of a shape for a program's code. */
  #chosen(shape: ToolsShape, code: CodeObject): RandomTools {
    return toolsFor(shape, this.#lane.version, [...new Set(qualnames(code))]);
  }

  #lifted(prepared: Prepared, raw: RawCode | undefined): Prepared {
    if (prepared.code !== 'recorded') return prepared;
    if (raw === undefined) return { ...prepared, code: undefined, failed: 'CPython does not compile it' };
    try {
      return { ...prepared, code: lift(raw, this.#lane.version) };
    } catch (error) {
      if (error instanceof LiftError) return { ...prepared, code: undefined, unsupported: error.message };
      return { ...prepared, code: undefined, failed: describe(error) };
    }
  }

  async #code(source: string, module: Module): Promise<CodeObject> {
    if (this.level === 'semantic') return compileForBuild(module, this.#lane.build, this.#lane.version);
    const compiled = await this.#lane.compile(source);
    if (compiled.error !== undefined)
      throw new CompileError(compiled.error.message, { line: 0, column: 0, endLine: 0, endColumn: 0 });
    return lift(compiled.code, this.#lane.version);
  }

  /** The model runs first: what it did with the schedule is what CPython is driven through. */
  async #judgeScheduled(prepared: readonly Prepared[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const one of prepared) outcomes.push(await this.#scheduledOutcome(one));
    return outcomes;
  }

  async #scheduledOutcome({ source, code, unsupported, failed, schedule }: Prepared): Promise<Outcome> {
    if (unsupported !== undefined) return { kind: 'unsupported', reason: unsupported };
    const expected: Trace = { python: { version: this.#lane.version, build: '' }, events: [], globals: [], stdout: '' };
    if (failed !== undefined || code === undefined || code === 'recorded')
      return { kind: 'failed', reason: failed ?? 'no code', expected };
    if (!(this.#lane instanceof NativeLane))
      return { kind: 'unsupported', reason: 'embedded CPythons have no threads' };
    const limits = { level: this.level, fuel: this.fuel };
    let observed: Trace;
    try {
      observed = await runInModel(this.#lane, code, { ...limits, ...(schedule === undefined ? {} : { schedule }) });
    } catch (error) {
      if (error instanceof UndefinedBehaviour) return { kind: 'inconclusive', reason: error.message };
      if (error instanceof ModelError) return { kind: 'unsupported', reason: error.message };
      return { kind: 'failed', reason: describe(error), expected };
    }
    const followed = observed.schedule;
    if (followed === undefined) return { kind: 'unsupported', reason: 'no schedule' };
    // A schedule whose choices are given is what a finding is being minimised to.
    const drawn = schedule !== undefined && 'seed' in schedule;
    if (drawn && followed.choices.length < LEAST_SWITCHES) return { kind: 'thin' };
    let recorded: ScheduledRecording | undefined;
    try {
      [recorded] = await this.#lane.recordScheduled([{ source, schedule: followed }], limits);
    } catch (error) {
      if (error instanceof LaneLost) return { kind: 'inconclusive', reason: error.reason };
      throw error;
    }
    if (recorded === undefined || recorded.missed) return { kind: 'inconclusive', reason: 'missed' };
    const divergence = compareTraces(recorded.trace, observed, this.level);
    return divergence === undefined
      ? { kind: 'agreed', trace: observed }
      : { kind: 'disagreed', divergence, expected: recorded.trace, observed };
  }

  async #outcome({ code, unsupported, failed, tools }: Prepared, expected: Trace): Promise<Outcome> {
    if (unsupported !== undefined) return { kind: 'unsupported', reason: unsupported };
    if (failed !== undefined || code === undefined || code === 'recorded')
      return { kind: 'failed', reason: failed ?? 'no code', expected };
    let observed: Trace;
    try {
      observed = await runInModel(this.#lane, code, {
        level: this.level,
        fuel: this.fuel,
        ...(tools === undefined ? {} : { tools }),
      });
    } catch (error) {
      if (error instanceof UndefinedBehaviour) return this.#asFarAsDefined(error, expected);
      if (error instanceof ModelError) return { kind: 'unsupported', reason: error.message };
      return { kind: 'failed', reason: describe(error), expected };
    }
    const divergence = compareTraces(expected, observed, this.level);
    return divergence === undefined
      ? { kind: 'agreed', trace: expected }
      : { kind: 'disagreed', divergence, expected, observed };
  }

  /** What was told before behaviour became undefined must agree. */
  #asFarAsDefined({ events, message }: UndefinedBehaviour, expected: Trace): Outcome {
    const { python } = expected;
    const observed: Trace = { python, events, globals: [], stdout: '', end: 'fuel' };
    const divergence = compareTraces(expected, observed, this.level);
    return divergence === undefined
      ? { kind: 'inconclusive', reason: message }
      : { kind: 'disagreed', divergence, expected, observed };
  }
}

/** Qualified names of a module's code objects, in pre-order. */
function* qualnames(code: CodeObject): Generator<string> {
  yield code.qualname;
  for (const c of code.consts) if (isCode(c)) yield* qualnames(c);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join('\n') : String(error);
}
