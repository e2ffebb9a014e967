/**
 * Algorithms that are pure between calls into Python: container equality, sort, hash of a tuple … Each is a plain function
 * that asks for the result of a call when it needs one. It runs at once while nobody has to be asked; at the first question it becomes a native that
 * makes the call, logs the answer in its slots, and runs the function again from the start.
 *
 * An algorithm must therefore be deterministic in its inputs and answers, and write nothing before its last question.
 * @module
 */
import type { NativeData } from '../heap.ts';
import type { Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { EXHAUSTED, type Exhausted, ModelError, PyRaise, type Result, type Slot, type Value } from '../value.ts';

/** Arguments of a call; a function makes objects of its own for them only where the call is not answered yet. */
export type AskedArguments = readonly Value[] | (() => readonly Value[]);

/** Asks for the result of a call of a Python-level callable. */
export type Ask = (callable: Value, args: AskedArguments) => Value;

/** An algorithm; `vars` are its plain parameters. */
export interface Algorithm {
  readonly name: string;
  readonly run: (vm: Operations, inputs: readonly Slot[], vars: NativeData['vars'], ask: Ask) => Value;
}
export type AlgorithmTable = Readonly<Record<string, Algorithm>>;

/** Thrown by an `Ask` that has no answer: stops the algorithm. Never leaves this module's callers. */
class Question {
  readonly callable: Value;
  readonly args: readonly Value[];
  /** Objects whose repr is under way while the call runs. */
  within: readonly number[] = [];
  /** What becomes of an exception that the call raises. */
  raised: ((raised: PyRaise) => PyRaise) | undefined;
  constructor(callable: Value, args: AskedArguments) {
    this.callable = callable;
    this.args = typeof args === 'function' ? args() : args;
  }
}

/** The `Ask` of a first run, which has no answers. */
export const noAnswers: Ask = (callable, args) => {
  throw new Question(callable, args);
};

/** For texts of messages: one that Python code would have to give is refused. */
export const noCode: Ask = () => {
  throw new ModelError('a message with a text that Python code gives is not modelled');
};

/** Whether something caught is a question: algorithms are run under `noAnswers` by fast paths too. */
export function isQuestion(e: unknown): boolean {
  return e instanceof Question;
}

/** Runs a part of an algorithm; an exception of a call that it asks for becomes what `raised` makes of it, as one that it raises itself does. */
export function raisedAs<T>(raised: (e: PyRaise) => PyRaise, run: () => T): T {
  try {
    return run();
  } catch (e) {
    if (e instanceof PyRaise) throw raised(e);
    if (e instanceof Question) {
      const inner = e.raised;
      e.raised = inner === undefined ? raised : (own) => raised(inner(own));
    }
    throw e;
  }
}

/** Runs a part of an algorithm: a call that it asks for runs within the repr of these objects. */
export function askedWithin<T>(objects: readonly number[], run: () => T): T {
  try {
    return run();
  } catch (e) {
    if (e instanceof Question) e.within = objects;
    throw e;
  }
}

/** The objects whose repr is under way below the calls of the running thread (`Py_ReprEnter`), by their numbers. */
export function underway(vm: Operations): readonly number[] {
  const found: number[] = [];
  for (let frame = vm.topFrame(); frame !== null; ) {
    const data = vm.read(frame);
    if (data.kind === 'native') {
      const { within } = data.vars;
      if (typeof within === 'string') found.push(...within.split(' ').map(Number));
    }
    frame = data.kind === 'native' || data.kind === 'frame' ? data.back : null;
  }
  return found;
}

/** Runs an algorithm: at once when it asks nothing, as a native otherwise. */
export function replay(
  vm: Operations,
  algorithm: Algorithm,
  inputs: readonly Slot[],
  vars: NativeData['vars'] = {},
): Result {
  try {
    return algorithm.run(vm, inputs, vars, noAnswers);
  } catch (e) {
    if (!(e instanceof Question)) throw e;
    return vm.native('replay', inputs, { ...vars, algorithm: algorithm.name, inputs: inputs.length });
  }
}

function nativeSlots(vm: Operations, self: NativeSelf): readonly Slot[] {
  const data = vm.read(self.ref);
  if (data.kind !== 'native') throw new ModelError('a native without a frame');
  return data.slots;
}

/** Runs the algorithm on the answers that are there: to its end, or to its next question. */
function rerun(vm: Operations, self: NativeSelf, algorithms: AlgorithmTable): Value | Question {
  const { vars } = self;
  const slots = nativeSlots(vm, self);
  const algorithm = algorithms[String(vars['algorithm'])];
  if (algorithm === undefined) throw new ModelError(`no algorithm ${String(vars['algorithm'])}`);
  const count = Number(vars['inputs']);
  let next = count;
  const ask: Ask = (callable, args) => {
    if (next < slots.length) return slots[next++] as Value;
    throw new Question(callable, args);
  };
  try {
    return algorithm.run(vm, slots.slice(0, count), vars, ask);
  } catch (e) {
    if (e instanceof Question) return e;
    throw e;
  }
}

function advance(vm: Operations, self: NativeSelf, algorithms: AlgorithmTable): NativeStep {
  const result = rerun(vm, self, algorithms);
  if (!(result instanceof Question)) return { done: result };
  if (result.raised !== undefined) self.setVars({ ...self.vars, asked: self.slots.length });
  if (result.within.length > 0) self.setVars({ ...self.vars, within: result.within.join(' ') });
  return { result: vm.call(result.callable, result.args), then: 'answered' };
}

/** The native that replays the algorithms of a table. Slots: inputs, then answers. */
export function replayNative(algorithms: AlgorithmTable): Native {
  return {
    start: (vm, self) => advance(vm, self, algorithms),
    phases: {
      answered: (vm, self, value: Value | Exhausted) => {
        if (value === EXHAUSTED) throw new ModelError('a call answered EXHAUSTED');
        vm.splice(self.ref, 'slots', nativeSlots(vm, self).length, 0, [value]);
        if (self.vars['within'] !== undefined) self.setVars({ ...self.vars, within: null });
        return advance(vm, self, algorithms);
      },
    },
    caught: (vm, self, exception) => {
      // As many slots as when it asked: the call raised, not the algorithm behind its answer.
      if (self.vars['asked'] !== self.slots.length) return undefined;
      const result = rerun(vm, self, algorithms);
      if (result instanceof Question && result.raised !== undefined) throw result.raised(new PyRaise(exception));
      return undefined;
    },
  };
}
