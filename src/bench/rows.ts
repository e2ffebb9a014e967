/**
 * The rows of the bench: what is measured, against what, and what is asked of it at least.
 * @module
 */
import type { EventName, Module } from '../../model/index.ts';
import type { Target } from '../lanes/target.ts';
import type { Hot, Job, Measured } from './job.ts';
import { BENCH_PROGRAMS, type BenchProgram } from './programs.ts';
import { runJob, runNative } from './run-job.ts';

/** One measured row. */
export interface BenchResult {
  readonly id: string;
  readonly what: string;
  /** Median of the samples. */
  readonly value: number;
  readonly unit: 'ms' | 'programs/s' | 'instructions/s';
  readonly samples: readonly number[];
  /** The same, of what it is compared with in the same run. */
  readonly peer?: { readonly name: string; readonly value: number; readonly samples: readonly number[] };
  /** How many times as fast as the peer; without a peer, the value. */
  readonly ratio?: number;
  /** The least that is asked, of the ratio or, without a peer, of the value. */
  readonly atLeast: number;
  readonly held: boolean;
  /** What else there is to know: counts that both sides agree or differ in. */
  readonly note?: string;
  /** Where the time of a row goes that falls short. */
  readonly profile?: readonly Hot[];
}

/** How a bench is run. */
export interface BenchSetting {
  /** The CPython that the model is compared with. */
  readonly peer: Target;
  /** The embedded build of the rows about the differential test. */
  readonly release: string;
  readonly samples: number;
  readonly profile: boolean;
  readonly signal: AbortSignal;
  readonly parse: (source: string) => Promise<Module>;
}

/** A row before it is measured. */
export interface BenchRow {
  readonly id: string;
  readonly measure: (setting: BenchSetting) => Promise<BenchResult>;
}

const WARMUPS = 2;
/** Samples are taken in so many processes for each side, in turn: what disturbs the machine disturbs both. */
const MOST_ROUNDS = 2;
const EVENTS: readonly { readonly id: string; readonly events: readonly EventName[]; readonly atLeast: number }[] = [
  { id: 'instruction', events: ['INSTRUCTION'], atLeast: 0.7 },
  { id: 'line', events: ['LINE'], atLeast: 0.4 },
  { id: 'off', events: [], atLeast: 0.1 },
];
const REFERENCE_AT_LEAST = 0.001;
const CONFORM_RUNS = 1500;
const CONFORM_SEED = 1;
const DIFFERENTIAL_AT_LEAST = { plain: 1000, masked: 500 };
const SNAPSHOT_AT_LEAST = 4;
const WORKERS_AT_LEAST = 1.6;

export const BENCH_ROWS: readonly BenchRow[] = [
  ...EVENTS.flatMap(({ id, events, atLeast }) =>
    BENCH_PROGRAMS.map((program): BenchRow => {
      const row = `${id}-${program.id}`;
      return { id: row, measure: (setting) => againstPeer(row, program, events, atLeast, setting) };
    }),
  ),
  ...BENCH_PROGRAMS.map((program): BenchRow => {
    const id = `reference-${program.id}`;
    return { id, measure: (setting) => againstReference(id, program, setting) };
  }),
  { id: 'differential', measure: (setting) => differential('differential', false, setting) },
  { id: 'differential-masked', measure: (setting) => differential('differential-masked', true, setting) },
  { id: 'snapshot', measure: snapshot },
  { id: 'workers', measure: workers },
];

/** P against CPython, both warm, the same events to a callback that counts. */
async function againstPeer(
  id: string,
  program: BenchProgram,
  events: readonly EventName[],
  atLeast: number,
  setting: BenchSetting,
): Promise<BenchResult> {
  const { peer, signal } = setting;
  const source = program.source(program.size);
  const tree = await setting.parse(source);
  const rounds = Math.min(MOST_ROUNDS, setting.samples);
  const repetition = { warmups: WARMUPS, samples: Math.ceil(setting.samples / rounds) };
  const model: Job = {
    do: 'model',
    engine: 'P',
    tree,
    build: peer.build,
    version: peer.version,
    events,
    profile: false,
    ...repetition,
  };
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await runJob(model, signal));
    theirs.push(
      peer.path === undefined
        ? await runJob({ do: 'embedded', release: peer.release, source, events, ...repetition }, signal)
        : await runNative(peer.path, { source, events, ...repetition }, signal),
    );
  }
  const [{ instructions = 0, delivered = 0 }, { delivered: told = 0 }] = [ours[0]!, theirs[0]!];
  const result = compared({
    id,
    what: `P, ${events[0] ?? 'no events'}: ${program.what}`,
    unit: 'ms',
    samples: ours.flatMap((m) => m.milliseconds),
    peerName: `CPython ${peer.build}`,
    peerSamples: theirs.flatMap((m) => m.milliseconds),
    lessIsMore: true,
    atLeast,
    note: `${instructions.toLocaleString('en')} instructions, ${delivered.toLocaleString('en')} events${told === delivered ? '' : `, ${told.toLocaleString('en')} in CPython with those of its measuring code`}`,
  });
  if (result.held || !setting.profile) return result;
  const { profile } = await runJob({ ...model, profile: true }, signal);
  return { ...result, ...(profile === undefined ? {} : { profile }) };
}

/** R against P: instructions a second, R on a small size of the program. */
async function againstReference(id: string, program: BenchProgram, setting: BenchSetting): Promise<BenchResult> {
  const rates = async (engine: 'P' | 'R', size: number): Promise<number[]> => {
    const tree = await setting.parse(program.source(size));
    const { build, version } = setting.peer;
    const repetition = { warmups: 1, samples: setting.samples, profile: false };
    const job: Job = { do: 'model', engine, tree, build, version, events: ['INSTRUCTION'], ...repetition };
    const { milliseconds, instructions = 0 } = await runJob(job, setting.signal);
    return milliseconds.map((ms) => (instructions / ms) * 1000);
  };
  return compared({
    id,
    what: `R, INSTRUCTION: ${program.what}`,
    unit: 'instructions/s',
    samples: await rates('R', program.small),
    peerName: 'P',
    peerSamples: await rates('P', program.size),
    lessIsMore: false,
    atLeast: REFERENCE_AT_LEAST,
  });
}

/** Programs judged a second on one core, as `conform --jobs 1` counts them. */
async function differential(id: string, masked: boolean, setting: BenchSetting): Promise<BenchResult> {
  const measured = await conformed(masked, 1, setting.samples, setting);
  const samples = measured.map(({ programs = 0, milliseconds }) => (programs / milliseconds[0]!) * 1000);
  const value = median(samples);
  const atLeast = masked ? DIFFERENTIAL_AT_LEAST.masked : DIFFERENTIAL_AT_LEAST.plain;
  const { events = 0, programs = 1 } = measured[0]!;
  return {
    id,
    what: masked
      ? 'differential test, one core: all events, then random masks'
      : 'differential test, one core: all events',
    value,
    unit: 'programs/s',
    samples,
    atLeast,
    held: value >= atLeast,
    note: `${Math.round(events / programs)} events a program with all events on, loading included`,
  };
}

async function conformed(masked: boolean, jobs: number, times: number, setting: BenchSetting): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let i = 0; i < times; i++) {
    const { release, signal } = setting;
    const job: Job = { do: 'conform', release, runs: CONFORM_RUNS, jobs, seed: CONFORM_SEED, masked };
    measured.push(await runJob(job, signal));
  }
  return measured;
}

async function snapshot(setting: BenchSetting): Promise<BenchResult> {
  const { release, signal } = setting;
  const loads: Record<'true' | 'false', number[]> = { true: [], false: [] };
  // The first load leaves the snapshot behind, if it was not there.
  await runJob({ do: 'load', release, snapshot: true }, signal);
  for (let i = 0; i < setting.samples; i++)
    for (const from of [true, false])
      loads[`${from}`].push(...(await runJob({ do: 'load', release, snapshot: from }, signal)).milliseconds);
  return compared({
    id: 'snapshot',
    what: 'embedded CPython from its cached snapshot',
    unit: 'ms',
    samples: loads.true,
    peerName: 'plain load',
    peerSamples: loads.false,
    lessIsMore: true,
    atLeast: SNAPSHOT_AT_LEAST,
  });
}

async function workers(setting: BenchSetting): Promise<BenchResult> {
  const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let i = 0; i < setting.samples; i++) {
    for (const jobs of [1, 2] as const) {
      const [{ programs = 0, milliseconds }] = (await conformed(false, jobs, 1, setting)) as [Measured];
      rates[jobs].push((programs / milliseconds[0]!) * 1000);
    }
  }
  return compared({
    id: 'workers',
    what: 'differential test on two workers',
    unit: 'programs/s',
    samples: rates[2],
    peerName: 'one worker',
    peerSamples: rates[1],
    lessIsMore: false,
    atLeast: WORKERS_AT_LEAST,
  });
}

interface Comparison {
  readonly id: string;
  readonly what: string;
  readonly unit: BenchResult['unit'];
  readonly samples: readonly number[];
  readonly peerName: string;
  readonly peerSamples: readonly number[];
  /** Of milliseconds less is faster, of rates more. */
  readonly lessIsMore: boolean;
  readonly atLeast: number;
  readonly note?: string;
}

function compared({ peerName, peerSamples, lessIsMore, ...row }: Comparison): BenchResult {
  const value = median(row.samples);
  const other = median(peerSamples);
  const ratio = lessIsMore ? other / value : value / other;
  const peer = { name: peerName, value: other, samples: peerSamples };
  return { ...row, value, peer, ratio, held: ratio >= row.atLeast };
}

/** The middle of the samples, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
