/**
 * Generators and coroutines: resuming, throwing into, yielding, finishing (`gen_send_ex2`, `_gen_throw` of genobject.c).
 * @module
 */
import { CO_COROUTINE, CO_ITERABLE_COROUTINE } from '../code/code-object.ts';
import { PY_THROW } from '../monitoring/event-set.ts';
import { instrument } from '../monitoring/instrumentation.ts';
import { fireException } from './fire.ts';
import { checkRecursion, LINKED, nextDepth, takeEnteredEvents } from './frame.ts';
import type { FrameData, GeneratorData } from './heap.ts';
import type { Machine } from './machine.ts';
import { chainContext, raise } from './objects/exceptions.ts';
import { errorInFrame, THROWN } from './unwind.ts';
import { EXHAUSTED, type Exhausted, PENDING, type Pending, PyRaise, Ref, type Value } from './value.ts';

const NOUNS = { generator: 'generator', coroutine: 'coroutine', async_generator: 'async generator' } as const;

/** Resumes a generator with a value, `inlined` without C code. A finished one is EXHAUSTED at once; a running one is a ValueError. */
export function resumeGenerator(vm: Machine, generator: Ref, value: Value, inlined: boolean): Exhausted | Pending {
  const data = vm.as(generator, 'generator');
  if (data.status === 'closed') {
    if (data.flavor === 'coroutine') throw raise(vm, 'RuntimeError', 'cannot reuse already awaited coroutine');
    vm.stopValue = null;
    return EXHAUSTED;
  }
  checkNotRunning(vm, data);
  const frame = enterGenerator(vm, generator, inlined);
  if (vm.tracking) vm.retain(value);
  frame.stack.push(value);
  return PENDING;
}

/** Raises an exception where the generator is suspended. Throws `PyRaise` if the generator does not handle it. */
export function throwIntoGenerator(vm: Machine, generator: Ref, exception: Ref): Pending {
  const data = vm.as(generator, 'generator');
  if (data.status === 'closed') throw new PyRaise(exception);
  checkNotRunning(vm, data);
  const frame = enterGenerator(vm, generator);
  // CPython's instruction pointer stands at the RESUME behind the yield from 3.13 on, at the yield before.
  const at = frame.lasti;
  if (vm.world.profile.throwAtResume && data.status !== 'created') frame.lasti = frame.ip;
  instrument(vm.ownMonitoring(), frame.code, vm.world.profile);
  vm.refreshMarks();
  takeEnteredEvents(vm);
  // `gen_send_ex` sends None along: CLEANUP_THROW takes it off again.
  if (data.status !== 'created') vm.push(null);
  // `_PyErr_ChainStackItem`: only what the generator itself handles becomes the context.
  if (vm.currentHandled !== null) chainContext(vm, exception);
  let raised = exception;
  try {
    if (fireException(vm, PY_THROW, frame.lasti, raised, -1, THROWN, [raised, at]) === PENDING) return PENDING;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    raised = error.exception;
  }
  const escaped = errorInFrame(vm, raised, at);
  if (escaped !== null) throw new PyRaise(escaped);
  return PENDING;
}

function checkNotRunning(vm: Machine, data: Readonly<GeneratorData>): void {
  if (data.status === 'running') throw raise(vm, 'ValueError', `${NOUNS[data.flavor]} already executing`);
}

function enterGenerator(vm: Machine, generator: Ref, inlined = false): FrameData {
  const data = vm.as(generator, 'generator');
  checkRecursion(vm, data.code, inlined);
  const ref = data.frame as Ref;
  const frame = vm.own(ref) as FrameData;
  frame.depth = nextDepth(vm, frame.code);
  frame.back = vm.top;
  frame.entry = !inlined;
  vm.setPlain(generator, 'generator', 'status', 'running');
  vm.thread.generators.push(generator);
  vm.setTop(ref);
  return frame;
}

/** Suspends the running generator and gives the yielded value to whoever resumed it. */
export function suspendGenerator(vm: Machine, value: Value): void {
  const frame = vm.f;
  const generator = frame.generator as Ref;
  vm.setPlain(generator, 'generator', 'status', 'suspended');
  vm.thread.generators.pop();
  if (!frame.code.foreign) vm.thread.depth--;
  const back = frame.back;
  frame.back = null;
  vm.setTop(back);
  vm.deliver(value);
}

/** After the running generator's frame was left for good. */
export function finishGenerator(vm: Machine, generator: Ref): void {
  vm.setPlain(generator, 'generator', 'status', 'closed');
  vm.setRef(generator, 'generator', 'frame', null);
  vm.setRef(generator, 'generator', 'handled', null);
  vm.thread.generators.pop();
  vm.registers.finalizables--;
}

/** Runs an operation with the frame of a suspended generator linked into the stack below it. */
export function linked<T>(vm: Machine, generator: Ref, run: () => T | Pending): T | Pending {
  const ref = vm.as(generator, 'generator').frame as Ref;
  const frame = vm.own(ref) as FrameData;
  frame.depth = nextDepth(vm, frame.code);
  frame.back = vm.top;
  frame.phase = LINKED;
  vm.setTop(ref);
  try {
    const result = run();
    if (result !== PENDING) unlink(vm);
    return result;
  } catch (error) {
    if (error instanceof PyRaise) unlink(vm);
    throw error;
  }
}

/** Takes the linked frame on top off the stack again. */
export function unlink(vm: Machine): void {
  const frame = vm.f;
  const { back } = frame;
  frame.back = null;
  frame.phase = 0;
  if (!frame.code.foreign) vm.thread.depth--;
  vm.setTop(back);
}

/** Whether `yield from` takes a value as it is: a generator, or, in a coroutine, another one. */
export function delegatesTo(vm: Machine, value: Value): boolean {
  const data = value instanceof Ref ? vm.read(value) : null;
  if (data?.kind !== 'generator' || data.flavor === 'async_generator') return false;
  if (data.flavor === 'coroutine' && (vm.f.code.code.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) === 0)
    throw raise(vm, 'TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator");
  return true;
}
