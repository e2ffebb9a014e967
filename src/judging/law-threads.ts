/**
 * Threads with a CPython each, which judge sessions, make them smaller and count what they cost: one after the other, so that none is loaded twice.
 * @module
 */
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { LaneLost } from '../lanes/lane.ts';
import { RequestThread } from '../request-thread.ts';
import type { KindCost } from './kind-costs.ts';
import type { LawChunk, LawResult, LawSetup } from './law-judge.ts';
import type { ShrinkRequest, ShrunkLaw } from './shrink-broken.ts';

/** What a thread is asked. */
export type LawRequest =
  | { readonly do: 'judge'; readonly setup: LawSetup; readonly chunk: LawChunk }
  | { readonly do: 'shrink'; readonly request: ShrinkRequest }
  | { readonly do: 'costs'; readonly strategies: readonly string[] };

/** What it answers. */
export type LawAnswer =
  | { readonly judged: LawResult }
  | { readonly shrunk: ShrunkLaw }
  | { readonly costs: KindCost[] }
  /** CPython did not survive the request: the thread cannot be asked again. */
  | { readonly crashed: string };

/** Milliseconds after which a thread counts as hanging. */
const SILENCE = 300_000;

/** One of the threads. */
export class LawThread {
  readonly #begin: () => RequestThread<LawRequest, LawAnswer>;
  #thread: RequestThread<LawRequest, LawAnswer>;
  /** It died or fell silent: nobody asks it any more. */
  gone = false;

  constructor(release: string, signal: AbortSignal) {
    this.#begin = () => new RequestThread('./judging/law-worker', { release }, SILENCE, signal);
    this.#thread = this.#begin();
  }

  /** Resolves when its CPython is loaded. */
  ready(): Promise<void> {
    return this.#thread.ready();
  }

  /** A new one in place of one whose CPython crashed. */
  async restart(): Promise<void> {
    await this.#thread.end();
    this.#thread = this.#begin();
    this.gone = false;
  }

  /** @throws LaneLost where CPython crashed. */
  async judge(setup: LawSetup, chunk: LawChunk): Promise<LawResult> {
    const answer = await this.#ask({ do: 'judge', setup, chunk });
    if ('judged' in answer) return answer.judged;
    throw new Error('an answer to another question');
  }

  async shrink(request: ShrinkRequest): Promise<ShrunkLaw> {
    const answer = await this.#ask({ do: 'shrink', request });
    if ('shrunk' in answer) return answer.shrunk;
    throw new Error('an answer to another question');
  }

  async costs(strategies: readonly string[]): Promise<KindCost[]> {
    const answer = await this.#ask({ do: 'costs', strategies });
    if ('costs' in answer) return answer.costs;
    throw new Error('an answer to another question');
  }

  async end(): Promise<void> {
    await this.#thread.end();
  }

  async #ask(request: LawRequest): Promise<LawAnswer> {
    try {
      const answer = await this.#thread.ask(request);
      if ('crashed' in answer) throw new LaneLost('crash', answer.crashed);
      return answer;
    } catch (error) {
      this.gone = true;
      throw error;
    }
  }
}

/** Several threads of one CPython; each is started when it is first asked. */
export class LawThreads {
  readonly build: EmbeddedBuild;
  readonly #jobs: number;
  readonly #signal: AbortSignal;
  readonly #threads: LawThread[] = [];

  constructor(build: EmbeddedBuild, jobs: number, signal: AbortSignal) {
    this.build = build;
    this.#jobs = jobs;
    this.#signal = signal;
  }

  /** Threads that there may be. */
  get size(): number {
    return this.#jobs;
  }

  /** Resolves when every CPython is loaded. */
  async ready(): Promise<void> {
    await Promise.all(this.#upTo(this.#jobs).map((thread) => thread.ready()));
  }

  /** Each thread works on its own, or so many of them; ends when all have. */
  async each(work: (thread: LawThread) => Promise<void>, most: number = this.#jobs): Promise<void> {
    await Promise.all(this.#upTo(most).map(work));
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #upTo(most: number): LawThread[] {
    while (this.#threads.length < Math.min(most, this.#jobs))
      this.#threads.push(new LawThread(this.build.release, this.#signal));
    return this.#threads.filter((thread) => !thread.gone).slice(0, most);
  }
}
