/**
 * Time travel: a run whose every earlier state can be gone back to. States are handed out every so many instructions; one between them is
 * reached from the one before it. When these take too much memory every other one is forgotten, so that a run of any length fits.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import { type FrameNumbers, numberOf, traceEvent, visibleFrame } from './recorder.ts';
import { type RunOptions, startMonitored } from './run.ts';
import type { TraceEvent } from './trace.ts';
import type { Sink } from './vm/dispatch.ts';
import type { LoadedCode } from './vm/loaded-code.ts';
import type { PersistentMachine, PersistentState } from './vm/persistent.ts';
import { type StateJson, stateToJson } from './vm/state-json.ts';
import { type FoundStack, type StateView, viewState } from './vm/state-view.ts';

export interface HistoryOptions extends Omit<RunOptions, 'fuel' | 'instructions'> {
  /** Instructions between two checkpoints, at first. */
  readonly every?: number;
  /** Checkpoints that are kept, at most. */
  readonly checkpoints?: number;
  /** Slots of memory that old contents may take, about: 8 bytes each. */
  readonly slots?: number;
}

const EVERY = 4096;
const CHECKPOINTS = 1024;
const SLOTS = 6_000_000;

/** A state that was handed out; it stays what it is whatever the history does next. */
export interface Moment {
  /** Instructions executed before it. */
  readonly step: number;
  /** The whole state as data. */
  json(): StateJson;
  /** What is to be seen of it. */
  view(): StateView;
}

/** An event with the state in which its callbacks ran. */
export interface EventMoment {
  readonly index: number;
  readonly event: TraceEvent;
  readonly view: StateView;
}

/** A state handed out on the way, and what the machine does not keep in it. */
interface Checkpoint {
  readonly step: number;
  /** Events told before it. */
  readonly events: number;
  readonly state: PersistentState;
  readonly codes: readonly LoadedCode[];
  /** Slots of memory that it takes, as was last asked. */
  weight: number;
}

/** Ends a replay at the event that was looked for. */
class Found extends Error {
  readonly moment: EventMoment;
  constructor(moment: EventMoment) {
    super('found');
    this.moment = moment;
  }
}

/** A run of the model that can be looked at anywhere. */
export class History {
  readonly #vm: PersistentMachine;
  readonly #options: HistoryOptions;
  readonly #numbers: FrameNumbers = new Map();
  readonly #checkpoints: Checkpoint[] = [];
  #every: number;
  #weight = 0;
  /** Where the run stands; the machine stands there too unless `#away`. */
  #newest: Checkpoint;
  #away = false;
  #codes: readonly LoadedCode[] = [];

  /** Loads a module's code, up to its first instruction. Throws `ModelError` where the model lacks something, as {@link advance} does. */
  constructor(code: CodeObject, options: HistoryOptions) {
    this.#options = options;
    this.#every = options.every ?? EVERY;
    this.#vm = startMonitored(code, options).vm;
    this.#newest = this.#handOut(0, 0);
    this.#checkpoints.push(this.#newest);
  }

  /** Instructions executed. */
  get steps(): number {
    return this.#newest.step;
  }

  /** Events told. */
  get events(): number {
    return this.#newest.events;
  }

  get ended(): boolean {
    return this.#newest.state.registers.outcome !== null;
  }

  /** Instructions between two checkpoints, now. */
  get every(): number {
    return this.#every;
  }

  /** Runs at most so many instructions more; false once the program has ended. */
  advance(instructions: number): boolean {
    if (this.#away) this.#goTo(this.#newest);
    this.#away = false;
    let { step, events } = this.#newest;
    const count: Sink = (_tool, _event, own, _index, _payload, vm) => {
      if (own.code.foreign) return;
      numberOf(this.#numbers, visibleFrame(vm, own));
      events++;
    };
    const end = step + instructions;
    while (step < end && this.#vm.registers.outcome === null) {
      this.#vm.sink = count;
      const wanted = Math.min(end, this.#last.step + this.#every) - step;
      step += wanted - this.#vm.run(wanted);
      const before = this.#newest;
      this.#newest = this.#handOut(step, events);
      if (before !== this.#last) this.#vm.forgetState(this.#last.state, before.state);
      if (step - this.#last.step >= this.#every) this.#keep(this.#newest);
    }
    return !this.ended;
  }

  /** The state after so many instructions. @throws RangeError where the run has not come so far. */
  at(step: number): Moment {
    if (!Number.isInteger(step) || step < 0 || step > this.steps)
      throw new RangeError(`step ${step} is not among the ${this.steps} executed`);
    const from = this.#checkpoints[lastIndex(this.#checkpoints, (c) => c.step <= step)]!;
    this.#goTo(from);
    this.#vm.sink = null;
    this.#vm.run(step - from.step);
    const reached = this.#handOut(step, from.events);
    return {
      step,
      json: () => {
        this.#goTo(reached);
        return stateToJson(this.#vm);
      },
      view: () => {
        this.#goTo(reached);
        return viewState(this.#vm, step);
      },
    };
  }

  /** An event with what its callbacks could see. @throws RangeError where the run has not come so far. */
  atEvent(index: number): EventMoment {
    if (!Number.isInteger(index) || index < 0 || index >= this.events)
      throw new RangeError(`event ${index} is not among the ${this.events} told`);
    const from = this.#checkpoints[lastIndex(this.#checkpoints, (c) => c.events <= index)]!;
    this.#goTo(from);
    let next = from.events;
    let found: FoundStack | undefined;
    const { level, tools } = this.#options;
    this.#vm.sink = (tool, event, own, at, payload, vm) => {
      if (own.code.foreign || next++ !== index) return;
      const told = { tool, event, own, index: at, payload, frame: visibleFrame(vm, own) };
      const shown = traceEvent(vm, told, this.#numbers, level, tools !== undefined);
      // The running instruction is not counted yet.
      throw new Found({ index, event: shown, view: viewState(vm, vm.registers.steps + 1, found) });
    };
    try {
      // One by one: the machine counts what it has executed when it stops.
      do found = { frame: this.#vm.top, stack: this.#vm.f.stack.slice() };
      while (this.#vm.run(1) === 0);
    } catch (error) {
      if (error instanceof Found) return error.moment;
      throw error;
    }
    throw new Error('a replay told fewer events than the run');
  }

  get #last(): Checkpoint {
    return this.#checkpoints[this.#checkpoints.length - 1]!;
  }

  #handOut(step: number, events: number): Checkpoint {
    const { codes } = this.#vm.world;
    if (this.#codes.length !== codes.length || this.#codes.at(-1) !== codes.at(-1)) this.#codes = [...codes];
    return { step, events, state: this.#vm.save(), codes: this.#codes, weight: 0 };
  }

  #goTo(checkpoint: Checkpoint): void {
    this.#away = true;
    this.#vm.restore(checkpoint.state);
    this.#codes = checkpoint.codes;
    this.#vm.world.codes.splice(0, this.#vm.world.codes.length, ...checkpoint.codes);
  }

  /** Keeps a checkpoint; forgets every other one when they are too many or too heavy. */
  #keep(checkpoint: Checkpoint): void {
    this.#weigh(this.#last);
    this.#checkpoints.push(checkpoint);
    const { checkpoints = CHECKPOINTS, slots = SLOTS } = this.#options;
    if (this.#checkpoints.length <= checkpoints && this.#weight <= slots) return;
    const all = this.#checkpoints.splice(0);
    all.forEach((one, i) => {
      const isForgotten = i % 2 === 1 && i < all.length - 1;
      if (!isForgotten) {
        this.#checkpoints.push(one);
        return;
      }
      this.#weight -= one.weight;
      this.#vm.forgetState(this.#last.state, one.state);
      this.#weigh(this.#last);
    });
    this.#every *= 2;
  }

  #weigh(checkpoint: Checkpoint): void {
    this.#weight -= checkpoint.weight;
    checkpoint.weight = this.#vm.weight(checkpoint.state);
    this.#weight += checkpoint.weight;
  }
}

/** The last of those for which something holds, which it does for a first part of the list. */
function lastIndex<T>(sorted: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(sorted[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
