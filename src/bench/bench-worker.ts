/**
 * A measuring process: reads one job as JSON from standard input, prints what it measured as JSON. One engine a process: inline caches
 * that have seen two engines are slower for both.
 * @module
 */
import { readFileSync } from 'node:fs';
import { startEngine } from '../../model/index.ts';
import { CORE_FEATURES } from '../../properties/index.ts';
import { conform } from '../differential/conform.ts';
import { buildFacts, compileForBuild } from '../differential/model-engine.ts';
import { embeddedBuild } from '../lanes/builds.ts';
import { loadEmbedded } from '../lanes/load-pyodide.ts';
import { embeddedTarget } from '../lanes/target.ts';
import type { ConformJob, EmbeddedJob, Job, LoadJob, Measured, ModelJob } from './job.ts';
import { peerSource } from './peer-source.ts';
import { profiled } from './profile.ts';

const MANY_INSTRUCTIONS = 1_000_000_000;
const FUEL = 20_000;

async function measure(job: Job): Promise<Measured> {
  switch (job.do) {
    case 'model':
      return measureModel(job);
    case 'embedded':
      return measureEmbedded(job);
    case 'load':
      return measureLoad(job);
    case 'conform':
      return measureConform(job);
  }
}

async function measureModel(job: ModelJob): Promise<Measured> {
  const code = compileForBuild(job.tree, job.build, job.version);
  const build = buildFacts(job.build);
  let delivered = 0;
  let instructions = 0;
  const heard = (): boolean => {
    delivered++;
    return false;
  };
  const once = (): number => {
    delivered = 0;
    const began = process.cpuUsage();
    const engine = startEngine(job.engine, code, { build, events: job.events, heard });
    engine.run(MANY_INSTRUCTIONS);
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1000;
    if (!engine.ended) throw new Error('the program did not end');
    instructions = engine.steps;
    return took;
  };
  for (let i = 0; i < job.warmups; i++) once();
  const milliseconds = Array.from({ length: job.samples }, once);
  const profile = job.profile ? await profiled(() => Array.from({ length: job.samples }, once)) : undefined;
  return { milliseconds, delivered, instructions, ...(profile === undefined ? {} : { profile }) };
}

async function measureEmbedded({ release, source, events, warmups, samples }: EmbeddedJob): Promise<Measured> {
  const { pyodide } = await loadEmbedded(buildOf(release));
  pyodide.runPython(peerSource());
  const request = JSON.stringify({ source, events, warmups, samples });
  const answer = pyodide.runPython(`json.dumps(measure(json.loads(${JSON.stringify(request)})))`);
  const measured: Measured = JSON.parse(String(answer));
  return measured;
}

async function measureLoad({ release, snapshot }: LoadJob): Promise<Measured> {
  const began = performance.now();
  const { fromSnapshot } = await loadEmbedded(buildOf(release), snapshot);
  const took = performance.now() - began;
  // A first load makes the snapshot: what is asked for is the next one.
  return { milliseconds: fromSnapshot === snapshot ? [took] : [] };
}

async function measureConform({ release, runs, jobs, seed, masked }: ConformJob): Promise<Measured> {
  const target = embeddedTarget(buildOf(release));
  const { signal } = new AbortController();
  const masks = masked ? 'also' : false;
  // Programs of about 100 events, as the bar says: those of the core language.
  const features = CORE_FEATURES;
  const settings = { level: 'semantic', runs, seed, jobs, fuel: FUEL, masks, features } as const;
  const options = { ...settings, signal, onProgress: () => {} };
  const { seconds, runs: programs, coverage } = await conform(target, options);
  return { milliseconds: [seconds * 1000], programs, events: coverage.events };
}

function buildOf(release: string): NonNullable<ReturnType<typeof embeddedBuild>> {
  const build = embeddedBuild(release);
  if (build === undefined) throw new Error(`no embedded CPython ${release}`);
  return build;
}

const job: Job = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(await measure(job)), () => process.exit(0));
