/**
 * Iterators: GET_ITER, FOR_ITER in its general form and specialised for generators, END_FOR, POP_ITER.
 * @module
 */
import { afterMiss, type Form, formOf, isPaused } from '../../monitoring/adaptive.ts';
import { BRANCH, BRANCH_LEFT, BRANCH_RIGHT, RAISE, STOP_ITERATION } from '../../monitoring/event-set.ts';
import { codeMonitoring } from '../../monitoring/instrumentation.ts';
import { NO_PAYLOAD } from '../dispatch.ts';
import { fire, fireException } from '../fire.ts';
import { delegatesTo } from '../generator.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, newException } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { getIter, iterNext } from '../protocol/iteration.ts';
import { keepSequence } from '../protocol/iterators.ts';
import { EXHAUSTED, type Exhausted, PENDING, PyRaise, Ref, type Value } from '../value.ts';
import { AFTER_BRANCH, afterBranch, branch, goOn, wait } from './branch.ts';
import { asValue, type InstructionTable } from './table.ts';

/** The item goes on the stack; at the end the loop is left behind END_FOR (and, on 3.13, its POP_TOP). */
function takeNext(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  const { index, targetIndex } = instruction;
  const { splitBranches, forIterPops } = vm.world.profile;
  if (value !== EXHAUSTED) {
    vm.push(value);
    if (vm.instrumented) branch(vm, splitBranches ? BRANCH_LEFT : BRANCH, index, index, index + 1, -1);
    return;
  }
  if (splitBranches) return vm.jump(targetIndex + forIterPops);
  // Until 3.13 the iterator is dropped here, before the branch is told.
  vm.drop(1);
  const { f } = vm;
  if (afterLeaving(vm, 0, null, true) === PENDING) wait(vm, f, LOOP_LEFT);
  else leaveLoop(vm, instruction);
}

/** `phase` of FOR_ITER while finalisers of the exhausted iterator run. */
const LOOP_LEFT = 1;
/** `phase` of FOR_ITER while the generator runs that it entered without C code. */
const IN_GENERATOR = 2;

function leaveLoop(vm: Machine, { index, targetIndex }: BoundInstruction): void {
  const exit = targetIndex + vm.world.profile.forIterPops;
  if (vm.instrumented) branch(vm, BRANCH, index, index, exit, exit);
  else vm.jump(exit);
}

/** A generator that returned something leaves a StopIteration with it, which FOR_ITER reports and clears (`gen_iternext`). */
function takeFromIterator(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  if (value === EXHAUSTED && vm.stopValue !== null) {
    const stop = newException(vm, TYPES.StopIteration, [vm.stopValue]);
    vm.stopValue = null;
    return endOfLoop(vm, instruction, stop);
  }
  takeNext(vm, instruction, value);
}

/** RAISE for a StopIteration that is the loop's end. What a callback raises here is cleared with it. */
function endOfLoop(vm: Machine, instruction: BoundInstruction, stop: Ref): void {
  try {
    if (fireException(vm, RAISE, instruction.index, stop, -1, END_OF_LOOP) === PENDING) return;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
  }
  takeNext(vm, instruction, EXHAUSTED);
}

const END_OF_LOOP = 'endOfLoop';
const LOOP_OVER = 'loopOver';

const KIND_OF_TYPE: ReadonlyMap<Value, Form> = new Map<Value, Form>([
  [TYPES.list_iterator, 'list'],
  [TYPES.tuple_iterator, 'tuple'],
  [TYPES.range_iterator, 'range'],
  [TYPES.generator, 'generator'],
]);

/** What `_Py_Specialize_ForIter` makes of an iterator. With an index slot, lists and tuples are meant that stand there themselves. */
function specialisation(vm: Machine, iterator: Ref): Form {
  const kind = KIND_OF_TYPE.get(vm.read(iterator).cls) ?? 'none';
  if (vm.world.profile.iteratorSlots === 1) return kind;
  const indexed = vm.peek(1) !== undefined;
  return indexed === (kind === 'list' || kind === 'tuple') ? kind : 'none';
}

/** Runs the adaptive counter of an uninstrumented FOR_ITER; true if it enters a generator without C code. */
function isSpecialised(vm: Machine, { index, code }: BoundInstruction, iterator: Ref): boolean {
  if (vm.marks === null) return false;
  const mark = vm.marks[index] as number;
  if (isPaused(mark)) return false;
  // Behind LINE or INSTRUCTION that has just been taken off, the bare instruction runs.
  if (vm.previous === index && !vm.world.profile.pausedRunCounts) return false;
  const wanted = specialisation(vm, iterator);
  const fits = wanted !== 'generator' || isSuspended(vm, iterator);
  if (wanted !== 'none' && formOf(mark) === wanted && fits) return wanted === 'generator';
  const after = afterMiss(mark, wanted, fits, vm.world.profile.backoff);
  (codeMonitoring(vm.ownMonitoring(), code).marks[index] as number) = after;
  vm.refreshMarks();
  return wanted === 'generator' && fits && formOf(after) === 'generator';
}

function isSuspended(vm: Machine, generator: Ref): boolean {
  const { status } = vm.as(generator, 'generator');
  return status === 'created' || status === 'suspended';
}

/**
 * 3.15 keeps an index slot above an iterator. A list, tuple, str or bytes stands there itself, with an index; the model keeps an iterator in its place
 * that holds it to the end of the loop. Every other iterator has NULL in the slot.
 */
function pushIterator(vm: Machine, iterator: Value, indexed: boolean): void {
  vm.push(iterator);
  if (vm.world.profile.iteratorSlots === 1) return;
  if (indexed) keepSequence(vm, iterator as Ref);
  vm.push(indexed ? 0 : undefined);
}

/** What 3.15 iterates by index: these types themselves, no subclasses of them. */
function isIndexed(vm: Machine, value: Value): boolean {
  if (typeof value === 'string') return true;
  return value instanceof Ref && INDEXED.has(vm.read(value).cls);
}
const INDEXED: ReadonlySet<Value> = new Set([TYPES.list, TYPES.tuple, TYPES.bytes]);

function endFor(vm: Machine): void {
  const { splitBranches, endForPops } = vm.world.profile;
  // To POP_ITER the instruction before is FOR_ITER.
  if (splitBranches) vm.f.lasti = vm.previous;
  vm.drop(endForPops);
}

export const LOOPING: InstructionTable = {
  /**
   * Stack: until 3.14: iterable → iterator; 3.15: iterable → iterator, index or NULL. Effect: iter(iterable). 3.15: of
   * a list or tuple the sequence itself with an index; n ≥ 2 asks for `yield from`. Events: none. Next: behind. Source:
   * bytecodes.c; `PyObject_GetIter`.
   */
  GET_ITER: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      // 3.15: the oparg tells that `yield from` asks, which takes a generator as it is.
      const result = instruction.arg >= 2 && delegatesTo(vm, value) ? value : getIter(vm, value);
      if (result !== PENDING) pushIterator(vm, result, isIndexed(vm, value));
    },
    resume: (vm, _instruction, value) => pushIterator(vm, asValue(value), false),
  },
  /**
   * Stack: 3.14: iterator →; 3.15: iterator, index or NULL →. Effect: the end of a loop: lets go of its iterator.
   * Events: BRANCH_RIGHT (its source is the FOR_ITER before, or itself where LINE or INSTRUCTION is told of it). Next:
   * behind. Source: bytecodes.c; PEP 669.
   */
  POP_ITER: {
    execute: (vm, { index }) => {
      const { iteratorSlots } = vm.world.profile;
      if (vm.instrumented && branch(vm, BRANCH_RIGHT, index, vm.previous, index + 1, -1, LOOP_OVER) === PENDING) return;
      vm.drop(iteratorSlots);
    },
    after: {
      [LOOP_OVER]: {
        run: (vm, _instruction, kept) => {
          afterBranch(vm, kept);
          vm.drop(vm.world.profile.iteratorSlots);
        },
      },
    },
  },
  /**
   * Stack: until 3.14: iterator → iterator, item; 3.15: iterator, index or NULL → iterator, index or NULL, item.
   * Effect: the next item of iterator. At its end nothing is pushed, and until 3.13 iterator is popped first.
   * Specialised for a generator and not instrumented, it goes to END_FOR with what was returned. Events: BRANCH (until
   * 3.13: both ways), BRANCH_LEFT (3.14+: an item), RAISE (of the StopIteration that it takes for the end, or that
   * brings what a generator returned). Next: behind with an item; at the end behind target: END_FOR is skipped, in 3.13
   * its POP_TOP too. Source: bytecodes.c; `_FOR_ITER`, specialize.c `_Py_Specialize_ForIter`; PEP 669.
   */
  FOR_ITER: {
    execute: (vm, instruction) => {
      vm.stopValue = null;
      const iterator = vm.peek(vm.world.profile.iteratorSlots) as Value;
      if (!vm.instrumented && iterator instanceof Ref && isSpecialised(vm, instruction, iterator)) {
        const caller = vm.f;
        if (vm.resume(iterator, null, true) === PENDING) caller.phase = IN_GENERATOR;
        return;
      }
      const { f } = vm;
      const next = iterNext(vm, iterator);
      if (next === PENDING) wait(vm, f);
      else takeFromIterator(vm, instruction, next);
    },
    resume: (vm, instruction, value) => {
      const phase = goOn(vm);
      if (phase === IN_GENERATOR) {
        vm.push(value === EXHAUSTED ? vm.stopValue : value);
        if (value === EXHAUSTED) vm.jump(instruction.targetIndex);
        return;
      }
      if (phase === LOOP_LEFT) leaveLoop(vm, instruction);
      else takeFromIterator(vm, instruction, value);
    },
    caught: (vm, instruction, exception) => {
      const phase = goOn(vm);
      if (phase === IN_GENERATOR || !exceptionMatches(vm, exception, TYPES.StopIteration)) return false;
      endOfLoop(vm, instruction, exception);
      return true;
    },
    after: {
      ...AFTER_BRANCH,
      [END_OF_LOOP]: { takesErrors: true, run: (vm, instruction) => takeNext(vm, instruction, EXHAUSTED) },
    },
  },
  /**
   * Stack: 3.12: iterator, value →; 3.13+: value →. Effect: reached only from a FOR_ITER specialised for a generator:
   * lets go of what the generator returned. Events: STOP_ITERATION (of a StopIteration made for it). Next: behind.
   * Source: bytecodes.c; PEP 669.
   */
  END_FOR: {
    execute: (vm, { index }) => {
      const iterator = vm.peek(1 + vm.world.profile.iteratorSlots);
      const data = iterator instanceof Ref ? vm.read(iterator) : null;
      // A frame may have jumped here with another iterator.
      if (vm.instrumented && data?.kind === 'generator' && data.flavor === 'generator') {
        const stop = newException(vm, TYPES.StopIteration, [vm.peek(1) as Value]);
        if (fire(vm, STOP_ITERATION, index, { ...NO_PAYLOAD, value: stop }, LOOP_OVER) === PENDING) return;
      }
      endFor(vm);
    },
    after: { [LOOP_OVER]: { run: endFor } },
  },
};
