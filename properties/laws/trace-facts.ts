/**
 * What laws ask of a trace again and again, computed once for each trace and shared by every session of its program.
 * @module
 */
import type { StepTrace } from '../step-trace.ts';

/** By the index of items; where there is none, the number of items stands. */
export class TraceFacts {
  /** The next LINE of the item's frame, be it before its exit or after. */
  readonly line: Int32Array;
  /** The next exit of the item's frame; an `await` is none. */
  readonly exit: Int32Array;
  /** The next `await` at which the item's frame suspends. */
  readonly wait: Int32Array;
  /** The first entry of each frame. */
  readonly entry: ReadonlyMap<number, number>;
  /** The threads that each frame has run on. */
  readonly threads: ReadonlyMap<number, ReadonlySet<number>>;
  /** The frames that have run on more than one thread: a coroutine's step goes with it. */
  readonly wanderers: ReadonlySet<number>;
  /** All items are of one thread. */
  readonly oneThread: boolean;
  readonly #itemAt: Int32Array;

  constructor({ items }: StepTrace) {
    const none = items.length;
    this.line = new Int32Array(none);
    this.exit = new Int32Array(none);
    this.wait = new Int32Array(none);
    this.#itemAt = new Int32Array((items.at(-1)?.at ?? -1) + 1).fill(-1);
    const line = new Map<number, number>();
    const exit = new Map<number, number>();
    const wait = new Map<number, number>();
    const entry = new Map<number, number>();
    const threads = new Map<number, Set<number>>();
    for (let k = none - 1; k >= 0; k--) {
      const i = items[k]!;
      this.line[k] = line.get(i.frame) ?? none;
      this.exit[k] = exit.get(i.frame) ?? none;
      this.wait[k] = wait.get(i.frame) ?? none;
      this.#itemAt[i.at] = k;
      if (i.kind === 'place') {
        if (i.fires) line.set(i.frame, k);
      } else if (i.kind === 'leave') (i.how === 'await' ? wait : exit).set(i.frame, k);
      else if (i.kind === 'enter') entry.set(i.frame, k);
      const on = threads.get(i.frame);
      if (on === undefined) threads.set(i.frame, new Set([i.thread]));
      else on.add(i.thread);
    }
    this.entry = entry;
    this.threads = threads;
    this.wanderers = new Set([...threads].flatMap(([frame, on]) => (on.size > 1 ? [frame] : [])));
    this.oneThread = items.every(({ thread }) => thread === items[0]!.thread);
  }

  /** Index of the item of an event; −1 if that event is no item. */
  itemAt(event: number): number {
    return this.#itemAt[event] ?? -1;
  }
}

const known = new WeakMap<StepTrace, TraceFacts>();

/** The facts of a trace. */
export function factsOf(trace: StepTrace): TraceFacts {
  let facts = known.get(trace);
  if (facts === undefined) {
    facts = new TraceFacts(trace);
    known.set(trace, facts);
  }
  return facts;
}
