/**
 * What futures and tasks of `_asyncio` are made of (Modules/_asynciomodule.c), and what their C code shares. A task's record is a future's with more at its end, in the order in
 * which they are let go of.
 * @module
 */
import type { RecordData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { chainContext, newException, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import {
  CANCELLED,
  FINISHED,
  FUTURE_PENDING,
  LOG_DESTROY_PENDING,
  LOG_TRACEBACK,
  NO_STATE,
  STATE,
  tellsItsDeath,
} from '../objects/unretrieved.ts';
import type { Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { repr } from '../protocol/text.ts';
import { ModelError, PENDING, PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';

export const FUTURE = '_asyncio.Future';
export const TASK = '_asyncio.Task';

/** Indexes of the slots. */
export const LOOP = 0;
export const CALLBACK = 1;
export const CONTEXT = 2;
/** A list of the callbacks behind the first, each with its context. */
export const CALLBACKS = 3;
export const EXCEPTION = 4;
export const EXCEPTION_TRACEBACK = 5;
export const RESULT = 6;
export const SOURCE_TRACEBACK = 7;
export const CANCEL_MESSAGE = 8;
export const CANCELLED_ERROR = 9;
export const AWAITED_BY = 10;
export const CORO = 11;
export const TASK_CONTEXT = 12;
export const NAME = 13;
export const WAITER = 14;
const FUTURE_SLOTS = 11;
const TASK_SLOTS = 15;

/** Indexes of the numbers behind those of `unretrieved.ts`. */
export const BLOCKING = 3;
export const MUST_CANCEL = 4;
export const CANCELS = 5;
const NUMBERS = 6;

/** A future or task before its `__init__`. */
export function emptyFuture(vm: Operations, type: typeof FUTURE | typeof TASK, cls: Ref, attrs: Ref | null): Ref {
  const slots = new Array<Slot>(type === TASK ? TASK_SLOTS : FUTURE_SLOTS).fill(undefined);
  return vm.alloc({ kind: 'record', cls, type, slots, numbers: new Array<number>(NUMBERS).fill(NO_STATE), attrs });
}

export function isFuture(vm: Operations, v: Slot): v is Ref {
  return v instanceof Ref && isInstance(vm, v, TYPES[FUTURE]);
}

/** `Future_CheckExact || Task_CheckExact`. */
export function isExactFuture(vm: Operations, v: Slot): v is Ref {
  const cls = v instanceof Ref ? vm.read(v).cls : undefined;
  return cls === TYPES[FUTURE] || cls === TYPES[TASK];
}

export function futureData(vm: Operations, v: Slot): Readonly<RecordData> {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind === 'record' && (data.type === FUTURE || data.type === TASK)) return data;
  throw new ModelError('a future of _asyncio was expected');
}

export const slotOf = (vm: Operations, future: Slot, i: number): Slot => futureData(vm, future).slots[i];
export const numberOf = (vm: Operations, future: Slot, i: number): number =>
  futureData(vm, future).numbers[i] as number;
export const isPending = (vm: Operations, future: Slot): boolean => numberOf(vm, future, STATE) === FUTURE_PENDING;
export const isAlive = (vm: Operations, future: Slot): boolean => slotOf(vm, future, LOOP) !== undefined;

export function setSlot(vm: Operations, future: Slot, i: number, value: Slot): void {
  vm.setAt(future as Ref, 'slots', i, value);
}

/** Sets a number; whether its death tells something may change with it. */
export function setNumber(vm: Operations, future: Slot, i: number, value: number): void {
  const ref = future as Ref;
  const before = tellsItsDeath(vm.read(ref));
  vm.setNumberAt(ref, 'numbers', i, value);
  const after = tellsItsDeath(vm.read(ref));
  if (!before && after) (vm as Machine).noteFinalizable();
  if (before && !after) (vm as Machine).registers.finalizables--;
}

/** What a module of the library holds, which has been imported if a future is there. */
export function libraryName(vm: Operations, module: string, name: string): Value {
  const ref = vm.module(module);
  const data = ref === null ? null : vm.read(ref);
  const value = data?.kind === 'module' ? dictGetName(vm, data.dict, name) : undefined;
  if (value === undefined) throw new ModelError(`_asyncio without ${module}.${name} is not modelled`);
  return value;
}

export const invalidStateType = (vm: Operations): Ref =>
  libraryName(vm, 'asyncio.exceptions', 'InvalidStateError') as Ref;

export function invalidState(vm: Operations, message: string): PyRaise {
  const made = newException(vm, invalidStateType(vm), [message]);
  chainContext(vm, made);
  return new PyRaise(made);
}

/** `ENSURE_FUTURE_ALIVE`. */
export function ensureAlive(vm: Operations, future: Slot): Ref {
  if (isAlive(vm, future)) return future as Ref;
  throw raise(vm, 'RuntimeError', 'Future object is not initialized.');
}

/** `create_cancelled_error`. */
export function cancelledError(vm: Operations, future: Slot): Ref {
  const known = slotOf(vm, future, CANCELLED_ERROR);
  if (known !== undefined) {
    setSlot(vm, future, CANCELLED_ERROR, undefined);
    return known as Ref;
  }
  const message = slotOf(vm, future, CANCEL_MESSAGE) ?? null;
  const made = vm.call(libraryName(vm, 'asyncio.exceptions', 'CancelledError'), message === null ? [] : [message]);
  if (made === PENDING) throw new ModelError('a CancelledError that runs code is not modelled');
  return made as Ref;
}

/** `future_set_cancelled_error`. */
export function raiseCancelled(vm: Operations, future: Slot): PyRaise {
  const error = cancelledError(vm, future);
  chainContext(vm, error);
  return new PyRaise(error);
}

/** `future_get_result`: the result; or throws the exception, as often as it is asked with the traceback that it came with. */
export function takeResult(vm: Operations, future: Slot): Value {
  const state = numberOf(vm, future, STATE);
  if (state === CANCELLED) throw raiseCancelled(vm, future);
  if (state !== FINISHED) throw invalidState(vm, 'Result is not set.');
  setNumber(vm, future, LOG_TRACEBACK, 0);
  const exception = slotOf(vm, future, EXCEPTION);
  if (exception === undefined) return slotOf(vm, future, RESULT) as Value;
  vm.setRef(
    exception as Ref,
    'exception',
    'traceback',
    (slotOf(vm, future, EXCEPTION_TRACEBACK) ?? null) as Ref | null,
  );
  setSlot(vm, future, EXCEPTION_TRACEBACK, undefined);
  throw new PyRaise(exception as Ref);
}

/** The callbacks of a future, each with its context. */
export function callbacksOf(vm: Operations, future: Slot): [Value, Value][] {
  const { slots } = futureData(vm, future);
  const first: [Value, Value][] =
    slots[CALLBACK] === undefined ? [] : [[slots[CALLBACK], slots[CONTEXT] as Value] as [Value, Value]];
  const rest = asKind(vm, slots[CALLBACKS] ?? null, 'list')?.items ?? [];
  return [
    ...first,
    ...rest.map((pair): [Value, Value] => {
      const items = asKind(vm, pair, 'tuple')?.items ?? [];
      return [items[0] as Value, items[1] as Value];
    }),
  ];
}

export function clearCallbacks(vm: Operations, future: Slot): void {
  for (const i of [CALLBACK, CONTEXT, CALLBACKS]) setSlot(vm, future, i, undefined);
}

/** `call_soon` of the loop, with one argument or none and a context. */
export function callSoon(vm: Operations, loop: Slot, func: Value, arg: Slot, context: Slot): Result {
  return vm.native('async.call_soon', [loop, func, arg, context]);
}

/** Slots: loop, function, argument, context. */
export const CALL_SOON: Native = {
  start: (vm, self) => wait(getAttr(vm, self.slots[0] as Value, 'call_soon'), 'found'),
  phases: {
    found: (vm, self, value) => {
      const [, func, arg, context] = self.slots;
      const args = arg === undefined ? [func as Value] : [func as Value, arg];
      return wait(vm.call(given(value), args, new Map([['context', context as Value]])), 'called');
    },
    called: () => ({ done: null }),
  },
};

/** `PyErr_Format` with `%R`: an exception whose text shows the slots behind it. Slots: its type, what is shown. Vars: text, with `%R` for each. */
export const RAISE_SHOWN: Native = {
  start: (vm, self) => showNext(vm, self, 1),
  phases: {
    shown: (vm, self, value) => {
      const next = Number(self.vars['next']);
      self.set(next, given(value));
      return showNext(vm, self, next + 1);
    },
  },
};

function showNext(vm: Operations, self: NativeSelf, next: number): NativeStep {
  if (next < self.slots.length) {
    self.setVars({ ...self.vars, next });
    return wait(repr(vm, self.slots[next] as Value), 'shown');
  }
  let shown = 1;
  const text = String(self.vars['text']).replace(/%R/g, () => String(self.slots[shown++]));
  const made = newException(vm, self.slots[0] as Ref, [text]);
  if (self.vars['gives'] === true) return { done: made };
  chainContext(vm, made);
  throw new PyRaise(made);
}

/** Raises, or with `gives` answers, an exception whose text shows values. */
export function shownError(vm: Operations, type: Ref, text: string, shown: readonly Value[], gives = false): Result {
  return vm.native('async.shown', [type, ...shown], { text, gives });
}

export { CANCELLED, FINISHED, FUTURE_PENDING, LOG_DESTROY_PENDING, LOG_TRACEBACK, STATE };
