/**
 * Asynchronous generators: `__anext__`, asend, athrow, aclose (Objects/genobject.c). The awaitables are records: async_generator_asend
 * [generator, value] [state], async_generator_athrow [generator, exception type, value] [state]; without a type it is `aclose()`.
 * @module
 */

import { ASYNCGEN_ENDED as FINISHED, ASYNCGEN_RUNNING as RUNNING } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { withHooks } from '../modules/asyncgen-hooks.ts';
import { warnFromC, warnThen } from '../modules/warnings.ts';
import { exceptionMatches, newException, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { strRepr } from '../objects/str-repr.ts';
import { TYPES, typeName } from '../objects/types.ts';
import { type AwaitableType, tellsItsDeath, UNAWAITED } from '../objects/unretrieved.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callSpecial, lookupSpecial } from '../protocol/attributes.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { EXHAUSTED, type Exhausted, ModelError, Ref, type Result, type Slot, type Value } from '../value.ts';
import { ANEXT_BUILTINS, ANEXT_NATIVES } from './anext.ts';
import { one } from './functions.ts';
import { deprecatedThrow, generatorData } from './generators.ts';
import { stopIteration } from './loops.ts';

const ITERATING = 1;
const CLOSED = 2;

function flag(vm: Operations, generator: Ref, bit: number, on: boolean): void {
  const { flags } = generatorData(vm, generator);
  vm.setPlain(generator, 'generator', 'flags', on ? flags | bit : flags & ~bit);
}
const hasFlag = (vm: Operations, generator: Ref, bit: number): boolean =>
  (generatorData(vm, generator).flags & bit) !== 0;

function awaitable(
  vm: Operations,
  self: NativeSelf,
): { ref: Ref; generator: Ref; slots: readonly Slot[]; state: number } {
  const ref = self.slots[0] as Ref;
  const data = vm.read(ref);
  if (data.kind !== 'record') throw new ModelError('not an awaitable');
  return { ref, generator: data.slots[0] as Ref, slots: data.slots, state: data.numbers[0] ?? UNAWAITED };
}

function setState(vm: Operations, ref: Ref, state: number): void {
  if (tellsItsDeath(vm.read(ref))) (vm as Machine).registers.finalizables--;
  vm.setNumberAt(ref, 'numbers', 0, state);
}

/** The value inside what an async generator yields itself; undefined for what an `await` in it passes out. */
function wrapped(vm: Operations, value: Value | Exhausted): Slot {
  const data = value instanceof Ref ? vm.read(value) : null;
  return data?.kind === 'record' && data.type === 'async_generator_wrapped_value' ? data.slots[0] : undefined;
}

/** `async_gen_unwrap_value`: a yielded value ends the awaitable with it; the end is StopAsyncIteration. */
function unwrap(vm: Operations, self: NativeSelf, value: Value | Exhausted): NativeStep {
  const { ref, generator } = awaitable(vm, self);
  if (value === EXHAUSTED) {
    flag(vm, generator, FINISHED, true);
    flag(vm, generator, RUNNING, false);
    setState(vm, ref, CLOSED);
    throw raise(vm, 'StopAsyncIteration');
  }
  const inner = wrapped(vm, value);
  if (inner === undefined) return { done: value };
  flag(vm, generator, RUNNING, false);
  setState(vm, ref, CLOSED);
  if (!TEXTS[vm.version].asyncItemRaises && self.vars['method'] !== true) {
    vm.stopValue = inner;
    return { done: EXHAUSTED };
  }
  throw stopIteration(vm, inner);
}

function failed(vm: Operations, self: NativeSelf, exception: Ref): void {
  const { ref, generator } = awaitable(vm, self);
  const over = [TYPES.StopAsyncIteration, TYPES.GeneratorExit].some((type) => exceptionMatches(vm, exception, type));
  if (over) flag(vm, generator, FINISHED, true);
  flag(vm, generator, RUNNING, false);
  setState(vm, ref, CLOSED);
}

/** `async_gen_asend_send`. Slots: the awaitable, the value sent to it. */
const ASEND: Native = {
  start: (vm, self) => {
    const { ref, generator, slots, state } = awaitable(vm, self);
    let value = self.slots[1] ?? null;
    if (state === CLOSED) throw raise(vm, 'RuntimeError', 'cannot reuse already awaited __anext__()/asend()');
    if (state === UNAWAITED) {
      if (hasFlag(vm, generator, RUNNING)) {
        throw raise(vm, 'RuntimeError', 'anext(): asynchronous generator is already running');
      }
      if (value === null) value = slots[1] as Value;
      setState(vm, ref, ITERATING);
    }
    const { status } = generatorData(vm, generator);
    if (status === 'created' && value !== null) {
      throw raise(vm, 'TypeError', "can't send non-None value to a just-started async generator");
    }
    flag(vm, generator, RUNNING, true);
    return wait(vm.resume(generator, value), 'sent');
  },
  phases: { sent: unwrap },
  caught: (vm, self, exception, phase) => {
    if (phase === 'sent' && awaitable(vm, self).state !== CLOSED) failed(vm, self, exception);
    return undefined;
  },
};

function checkAthrow(vm: Operations, self: NativeSelf): void {
  const { ref, generator, slots, state } = awaitable(vm, self);
  if (state === CLOSED) throw raise(vm, 'RuntimeError', 'cannot reuse already awaited aclose()/athrow()');
  if (state !== UNAWAITED) return;
  const name = slots[1] === undefined ? 'aclose' : 'athrow';
  if (hasFlag(vm, generator, RUNNING)) {
    setState(vm, ref, CLOSED);
    throw raise(vm, 'RuntimeError', `${name}(): asynchronous generator is already running`);
  }
  if (hasFlag(vm, generator, FINISHED)) {
    setState(vm, ref, CLOSED);
    throw raise(vm, 'StopAsyncIteration');
  }
  if ((self.slots[1] ?? null) !== null) {
    throw raise(vm, 'RuntimeError', "can't send non-None value to a just-started coroutine");
  }
}

/** `async_gen_athrow_send`. Slots: the awaitable, the value sent to it. */
const ATHROW: Native = {
  start: (vm, self) => {
    const { ref, generator, slots, state } = awaitable(vm, self);
    if (generatorData(vm, generator).status === 'closed' && state !== CLOSED) {
      setState(vm, ref, CLOSED);
      throw raise(vm, 'StopIteration');
    }
    checkAthrow(vm, self);
    if (state === ITERATING) return wait(vm.resume(generator, self.slots[1] ?? null), 'sent');
    setState(vm, ref, ITERATING);
    flag(vm, generator, RUNNING, true);
    const [, type, value] = slots;
    if (type === undefined) {
      flag(vm, generator, FINISHED, true);
      const exit = newException(vm, TYPES.GeneratorExit, []);
      return wait(vm.native('generator.throw', [generator, exit], { close: false }), 'sent');
    }
    return wait(vm.native('generator.throw', [generator, type, value], { close: false }), 'sent');
  },
  phases: {
    sent: (vm, self, value) => {
      const { generator, slots, ref } = awaitable(vm, self);
      if (slots[1] !== undefined) return unwrap(vm, self, value);
      if (value === EXHAUSTED) return closedNow(vm, self);
      if (wrapped(vm, value) === undefined) return { done: value };
      flag(vm, generator, RUNNING, false);
      setState(vm, ref, CLOSED);
      throw raise(vm, 'RuntimeError', 'async generator ignored GeneratorExit');
    },
  },
  caught: (vm, self, exception, phase) => {
    const { slots, state } = awaitable(vm, self);
    if (state === CLOSED || (phase !== 'sent' && state !== ITERATING)) return undefined;
    failed(vm, self, exception);
    const quiet = [TYPES.StopAsyncIteration, TYPES.GeneratorExit, TYPES.StopIteration];
    return slots[1] === undefined && quiet.some((type) => exceptionMatches(vm, exception, type))
      ? closedNow(vm, self)
      : undefined;
  },
};

/** The end of `aclose()`: its await gives None. */
function closedNow(vm: Operations, self: NativeSelf): NativeStep {
  const { ref, generator } = awaitable(vm, self);
  flag(vm, generator, RUNNING, false);
  setState(vm, ref, CLOSED);
  throw raise(vm, 'StopIteration');
}

/** The native behind an awaitable of an async generator; undefined for anything else. */
export function awaitableNative(vm: Operations, v: Ref): 'asend' | 'athrow' | undefined {
  const data = vm.read(v);
  if (data.kind !== 'record') return undefined;
  if (data.type === 'async_generator_asend') return 'asend';
  return data.type === 'async_generator_athrow' ? 'athrow' : undefined;
}

const sender =
  (native: 'asend' | 'athrow', fixed?: null): Builtin =>
  (vm, [self, value = null]) =>
    vm.native(native, [self, fixed === null ? null : value], { method: true });

/** `async_gen_asend_throw`, `async_gen_athrow_throw`: into the generator. Slots: the awaitable, type, value. */
const THROW_INTO: Native = {
  start: (vm, self) => {
    const { ref, generator, slots, state } = awaitable(vm, self);
    const asend = awaitableNative(vm, ref) === 'asend';
    if (state === CLOSED) {
      const what = asend ? '__anext__()/asend()' : 'aclose()/athrow()';
      throw raise(vm, 'RuntimeError', `cannot reuse already awaited ${what}`);
    }
    if (state === UNAWAITED && ROWS[vm.version].throwingAwaitablesRun) {
      if (hasFlag(vm, generator, RUNNING)) {
        setState(vm, ref, CLOSED);
        const name = asend ? 'anext' : slots[1] === undefined ? 'aclose' : 'athrow';
        throw raise(vm, 'RuntimeError', `${name}(): asynchronous generator is already running`);
      }
      setState(vm, ref, ITERATING);
      flag(vm, generator, RUNNING, true);
    }
    const inside = [generator, self.slots[1], self.slots[2]];
    return wait(vm.native('generator.throw', inside, { close: true }), 'thrown');
  },
  phases: {
    thrown: (vm, self, value) => {
      const { ref, generator, slots } = awaitable(vm, self);
      if (awaitableNative(vm, ref) === 'asend' || slots[1] !== undefined) return unwrap(vm, self, value);
      if (wrapped(vm, value) === undefined) return value === EXHAUSTED ? closedNow(vm, self) : { done: value };
      flag(vm, generator, RUNNING, false);
      if (ROWS[vm.version].throwingAwaitablesRun) setState(vm, ref, CLOSED);
      throw raise(vm, 'RuntimeError', 'async generator ignored GeneratorExit');
    },
  },
  caught: (vm, self, exception) => {
    const { ref, slots, state } = awaitable(vm, self);
    if (state === CLOSED) return undefined;
    const isStop = exceptionMatches(vm, exception, TYPES.StopIteration);
    const asend = awaitableNative(vm, ref) === 'asend';
    if (isStop && (asend || slots[1] !== undefined)) return unwrap(vm, self, EXHAUSTED);
    failed(vm, self, exception);
    if (asend || slots[1] !== undefined) return undefined;
    const quiet = [TYPES.StopAsyncIteration, TYPES.GeneratorExit, TYPES.StopIteration];
    return quiet.some((type) => exceptionMatches(vm, exception, type)) ? closedNow(vm, self) : undefined;
  },
};

const throwInto: Builtin = (vm, [self, ...rest]) => {
  const slots = [self, rest[0], rest[1]];
  return rest.length > 1
    ? warnThen(vm, deprecatedThrow('throw'), 'async.throw', slots, { method: true })
    : vm.native('async.throw', slots, { method: true });
};

/** `async_gen_asend_close`, `async_gen_athrow_close`: since 3.13 they throw GeneratorExit in. Slots: the awaitable. */
const CLOSE_AWAITABLE: Native = {
  start: (vm, self) => {
    const { ref, state } = awaitable(vm, self);
    if (state === CLOSED) return { done: null };
    if (!ROWS[vm.version].throwingAwaitablesRun) {
      setState(vm, ref, CLOSED);
      return { done: null };
    }
    return wait(vm.native('async.throw', [ref, TYPES.GeneratorExit, undefined], { method: true }), 'thrown');
  },
  phases: {
    thrown: (vm) => {
      throw raise(vm, 'RuntimeError', 'coroutine ignored GeneratorExit');
    },
  },
  caught: (vm, _self, exception) => {
    const ends = [TYPES.StopIteration, TYPES.StopAsyncIteration, TYPES.GeneratorExit];
    return ends.some((type) => exceptionMatches(vm, exception, type)) ? { done: null } : undefined;
  },
};

const closeAwaitable: Builtin = (vm, [self]) => vm.native('async.close', [self]);

function awaitableMethods(
  type: 'async_generator_asend' | 'async_generator_athrow',
  native: 'asend' | 'athrow',
): BuiltinTable {
  const itself: Builtin = (_vm, [self]) => self as Value;
  return {
    [`${type}.__iter__`]: itself,
    [`${type}.__await__`]: itself,
    [`${type}.__next__`]: sender(native, null),
    [`${type}.send`]: sender(native),
    [`${type}.throw`]: throwInto,
    [`${type}.close`]: closeAwaitable,
  };
}

/** An awaitable of a generator, whose hooks are its thread's from now on. */
function hooked(vm: Operations, type: AwaitableType, slots: readonly Slot[]): Result {
  const made = newRecord(vm, type, [...slots], [UNAWAITED]);
  if (ROWS[vm.version].tellsUnawaitedMethods) (vm as Machine).noteFinalizable();
  else vm.setPlain(made, 'record', 'finalized', true);
  return withHooks(vm, slots[0] as Ref, made);
}

/** `_PyErr_WarnUnawaitedAgenMethod`. Slots: the awaitable. */
const UNAWAITED_METHOD: Native = {
  start: (vm, self) => {
    const { generator, slots } = awaitable(vm, self);
    const thrown = asKind(vm, self.slots[0], 'record')?.type === 'async_generator_athrow';
    const method = thrown ? (slots[1] === undefined ? 'aclose' : 'athrow') : 'asend';
    const { qualname } = generatorData(vm, generator);
    const text = `coroutine method '${method}' of ${strRepr(qualname)} was never awaited`;
    return wait(warnFromC(vm, TYPES.RuntimeWarning, text), 'told');
  },
  phases: { told: () => ({ done: null }) },
};

export const ASYNC_BUILTINS: BuiltinTable = {
  'async_generator.__aiter__': (_vm, [self]) => self as Value,
  'async_generator.__anext__': (vm, [self]) => hooked(vm, 'async_generator_asend', [self, null]),
  'async_generator.asend': (vm, [self, value]) => hooked(vm, 'async_generator_asend', [self, value]),
  'async_generator.athrow': (vm, [self, type, value, ...more]) => {
    const slots = [self, type, value];
    return value === undefined && more.length === 0
      ? hooked(vm, 'async_generator_athrow', slots)
      : warnThen(vm, deprecatedThrow('athrow'), 'async.athrow_made', slots);
  },
  'async_generator.aclose': (vm, [self]) => hooked(vm, 'async_generator_athrow', [self, undefined, undefined]),
  'async_generator.__del__': (vm, args) => vm.native('generator.close', [args[0]]),
  ...awaitableMethods('async_generator_asend', 'asend'),
  ...awaitableMethods('async_generator_athrow', 'athrow'),
  aiter: one('aiter', (vm, v) => {
    const data = asKind(vm, v, 'generator');
    return data?.flavor === 'async_generator' ? v : vm.native('async.aiter', [v]);
  }),
  ...ANEXT_BUILTINS,
};
/** `PyObject_GetAIter`. Slots: the iterable. */
const AITER: Native = {
  start: (vm, { slots }) => {
    const v = slots[0] as Value;
    const iterator = callSpecial(vm, v, '__aiter__', [], '__aiter__');
    if (iterator !== undefined) return wait(iterator, 'iterator');
    throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object is not an async iterable`);
  },
  phases: {
    iterator: (vm, { slots }, value) => {
      const iterator = given(value);
      if (lookupSpecial(vm, iterator, '__anext__') !== undefined) return { done: iterator };
      throw wrongReturn(vm, slots[0] as Value, '__aiter__', 'async iterator', iterator);
    },
  },
};

export const ASYNC_NATIVES: NativeTable = {
  'async.aiter': AITER,
  'async.unawaited': UNAWAITED_METHOD,
  'async.athrow_made': {
    start: (vm, { slots }) => wait(hooked(vm, 'async_generator_athrow', slots), 'made'),
    phases: { made: (_vm, _self, value) => ({ done: value }) },
  },
  asend: ASEND,
  athrow: ATHROW,
  'async.throw': THROW_INTO,
  'async.close': CLOSE_AWAITABLE,
  ...ANEXT_NATIVES,
};
