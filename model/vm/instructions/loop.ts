/**
 * FOR_ITER, in its general form and specialised for generators, and END_FOR.
 * @module
 */
import { afterMiss, isPaused, type LoopKind, loopKind } from '../../monitoring/adaptive.ts';
import { BRANCH, BRANCH_LEFT, RAISE, STOP_ITERATION } from '../../monitoring/event-set.ts';
import { codeMonitoring } from '../../monitoring/instrumentation.ts';
import { fire, fireException, NO_PAYLOAD } from '../dispatch.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, newException } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { iterNext } from '../protocol/iteration.ts';
import { EXHAUSTED, type Exhausted, PENDING, Ref, type Value } from '../value.ts';
import { branch, stillInstrumented } from './branch.ts';
import type { InstructionTable } from './table.ts';

/** The item goes on the stack; at the end the loop is left behind END_FOR (and, on 3.13, its POP_TOP). */
function takeNext(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  const { index, targetIndex } = instruction;
  const { splitBranches, forIterPops } = vm.world.profile;
  if (value !== EXHAUSTED) {
    vm.push(value);
    if (vm.instrumented) branch(vm, splitBranches ? BRANCH_LEFT : BRANCH, index, index, index + 1);
    return;
  }
  if (splitBranches) return vm.jump(targetIndex + forIterPops);
  // Until 3.13 the iterator is dropped here, before the branch is told.
  vm.drop(1);
  const { f } = vm;
  if (afterLeaving(vm, 0, null, true) === PENDING) f.phase = LOOP_LEFT;
  else leaveLoop(vm, instruction);
}

/** `phase` of FOR_ITER while finalisers of the exhausted iterator run. */
const LOOP_LEFT = 1;
/** `phase` of FOR_ITER while the generator runs that it entered without C code. */
const IN_GENERATOR = 2;

function leaveLoop(vm: Machine, { index, targetIndex }: BoundInstruction): void {
  const exit = targetIndex + vm.world.profile.forIterPops;
  if (vm.instrumented) branch(vm, BRANCH, index, index, exit);
  vm.jump(exit);
}

/** A generator that returned something leaves a StopIteration with it, which FOR_ITER reports and clears (`gen_iternext`). */
function takeFromIterator(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  if (value === EXHAUSTED && vm.stopValue !== null) {
    const stop = newException(vm, TYPES.StopIteration, [vm.stopValue]);
    vm.stopValue = null;
    fireException(vm, RAISE, instruction.index, stop);
  }
  takeNext(vm, instruction, value);
}

const KIND_OF_TYPE: ReadonlyMap<Value, LoopKind> = new Map<Value, LoopKind>([
  [TYPES.list_iterator, 'list'],
  [TYPES.tuple_iterator, 'tuple'],
  [TYPES.range_iterator, 'range'],
  [TYPES.generator, 'generator'],
]);

/** What `_Py_Specialize_ForIter` makes of an iterator. With an index slot, lists and tuples are meant that stand there themselves. */
function specialisation(vm: Machine, iterator: Ref): LoopKind {
  const kind = KIND_OF_TYPE.get(vm.read(iterator).cls) ?? 'none';
  if (vm.world.profile.iteratorSlots === 1) return kind;
  const indexed = vm.peek(1) === 0;
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
  if (wanted !== 'none' && loopKind(mark) === wanted && fits) return wanted === 'generator';
  const after = afterMiss(mark, wanted, fits, vm.world.profile.backoff);
  (codeMonitoring(vm.ownMonitoring(), code).marks[index] as number) = after;
  vm.refreshMarks();
  return wanted === 'generator' && fits && loopKind(after) === 'generator';
}

function isSuspended(vm: Machine, generator: Ref): boolean {
  const { status } = vm.as(generator, 'generator');
  return status === 'created' || status === 'suspended';
}

export const LOOPING: InstructionTable = {
  FOR_ITER: {
    execute: (vm, instruction) => {
      vm.stopValue = null;
      const iterator = vm.peek(vm.world.profile.iteratorSlots) as Value;
      if (!vm.instrumented && iterator instanceof Ref && isSpecialised(vm, instruction, iterator)) {
        const caller = vm.f;
        if (vm.resume(iterator, null) === PENDING) {
          caller.phase = IN_GENERATOR;
          vm.f.entry = false;
        }
        return;
      }
      const next = iterNext(vm, iterator);
      if (next !== PENDING) takeFromIterator(vm, instruction, next);
    },
    resume: (vm, instruction, value) => {
      const { phase } = vm.f;
      vm.f.phase = 0;
      if (phase === IN_GENERATOR) {
        vm.push(value === EXHAUSTED ? vm.stopValue : value);
        if (value === EXHAUSTED) vm.jump(instruction.targetIndex);
        return;
      }
      stillInstrumented(vm, instruction);
      if (phase === LOOP_LEFT) leaveLoop(vm, instruction);
      else takeFromIterator(vm, instruction, value);
    },
    caught: (vm, instruction, exception) => {
      const { phase } = vm.f;
      vm.f.phase = 0;
      if (phase === IN_GENERATOR || !exceptionMatches(vm, exception, TYPES.StopIteration)) return false;
      fireException(vm, RAISE, instruction.index, exception);
      stillInstrumented(vm, instruction);
      takeNext(vm, instruction, EXHAUSTED);
      return true;
    },
  },
  // Reached only where a loop over a generator was specialised; FOR_ITER otherwise goes behind it.
  END_FOR: {
    execute: (vm, { index }) => {
      const { splitBranches, endForPops } = vm.world.profile;
      if (vm.instrumented) {
        const stop = newException(vm, TYPES.StopIteration, [vm.peek(1) as Value]);
        fire(vm, STOP_ITERATION, index, { ...NO_PAYLOAD, value: stop });
      }
      // To POP_ITER the instruction before is FOR_ITER.
      if (splitBranches) vm.f.lasti = vm.previous;
      vm.drop(endForPops);
    },
  },
};
