/**
 * Methods of generators and coroutines: send, throw, close (Objects/genobject.c).
 * @module
 */

import { PY_UNWIND } from '../../monitoring/event-set.ts';
import { forgetFrameEvents } from '../frame.ts';
import { linked } from '../generator.ts';
import type { GeneratorData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { warnThen } from '../modules/warnings.ts';
import { warningsName } from '../modules/warnings-filter.ts';
import { between, exactly, noKeywords } from '../objects/arguments.ts';
import {
  exceptionMatches,
  isException,
  isExceptionType,
  noException,
  raise,
  stopIterationValue,
} from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isSubtype, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { delegateOf } from '../protocol/runtime-members.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { EXHAUSTED, ModelError, PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';
import { stopIteration } from './loops.ts';

/** The contents of a generator, coroutine or async generator. */
export function generatorData(vm: Operations, v: Slot): Readonly<GeneratorData> {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind === 'generator') return data;
  throw new ModelError('not a generator');
}

const NOUNS = { generator: 'generator', coroutine: 'coroutine', async_generator: 'async generator' } as const;

/** `gen_send_ex`'s checks before a value goes in. */
export function checkSend(vm: Operations, generator: Ref, value: Value): void {
  const { status, flavor } = generatorData(vm, generator);
  if (status === 'closed' && flavor === 'coroutine') {
    throw raise(vm, 'RuntimeError', 'cannot reuse already awaited coroutine');
  }
  if (status === 'created' && value !== null) {
    throw raise(vm, 'TypeError', `can't send non-None value to a just-started ${NOUNS[flavor]}`);
  }
}

/** Slots: generator, value. */
const SEND: Native = {
  start: (vm, self) => {
    const [generator, value] = self.slots as readonly [Ref, Value];
    checkSend(vm, generator, value);
    return wait(vm.resume(generator, value), 'sent');
  },
  phases: { sent: finishSend },
};

function finishSend(vm: Operations, self: NativeSelf, value: Value | typeof EXHAUSTED): NativeStep {
  if (value === EXHAUSTED && generatorData(vm, self.slots[0]).flavor === 'async_generator')
    throw raise(vm, 'StopAsyncIteration');
  if (value === EXHAUSTED) throw stopIteration(vm, vm.stopValue);
  return { done: value };
}

// throw (`_gen_throw`). Slots: generator, type, value, traceback as they were given: what it delegates to is given the same, and the innermost makes the
// exception. Vars: close (a GeneratorExit closes the delegate first; async generators: false), delegating, found (the delegate's `throw`), making (the
// exception, of a class), throwing (it is made). The generator alone holds what it delegates to.

/** Throws an exception there is. */
function throwHere(vm: Operations, self: NativeSelf, exception: Ref): NativeStep {
  const generator = self.slots[0] as Ref;
  self.setVars({ ...self.vars, throwing: true });
  if (self.vars['delegating'] === true) suspendAgain(vm, generator);
  checkThrow(vm, generator);
  if (generatorData(vm, generator).status === 'closed') throw new PyRaise(exception);
  return wait(vm.throwInto(generator, exception), 'thrown');
}

/** The errors of throwing into what runs, or a coroutine that is done. */
function checkThrow(vm: Operations, generator: Ref): void {
  const { status, flavor } = generatorData(vm, generator);
  if (status === 'running') throw raise(vm, 'ValueError', `${NOUNS[flavor]} already executing`);
  if (status === 'closed' && flavor === 'coroutine')
    throw raise(vm, 'RuntimeError', 'cannot reuse already awaited coroutine');
}

function suspendAgain(vm: Operations, generator: Ref): void {
  if (generatorData(vm, generator).status === 'running') vm.setPlain(generator, 'generator', 'status', 'suspended');
}

/** `throw_here`: makes the exception of what was given, and throws that. */
function makeHere(vm: Operations, self: NativeSelf): NativeStep {
  const [generator, type, value = null, traceback = null] = self.slots as readonly [Ref, Value, Value?, Value?];
  if (self.vars['delegating'] === true) suspendAgain(vm, generator);
  if (traceback !== null && asKind(vm, traceback, 'traceback') === undefined)
    throw raise(vm, 'TypeError', 'throw() third argument must be a traceback object');
  const refusal = `exceptions must be classes or instances deriving from BaseException, not ${typeName(vm, type)}`;
  self.setVars({ ...self.vars, making: isExceptionType(vm, type) });
  return wait(exceptionOf(vm, type, value, refusal), 'made');
}

function throwMade(vm: Operations, self: NativeSelf, made: Value): NativeStep {
  const exception = exceptionMade(vm, self.slots[1] as Value, made);
  const traceback = self.slots[3] ?? null;
  if (traceback !== null) vm.setRef(exception, 'exception', 'traceback', traceback as Ref);
  return throwHere(vm, self, exception);
}

/** Whether what is to be thrown is an exit of a generator (`PyErr_GivenExceptionMatches`). */
const isExit = (vm: Operations, given: Value): boolean =>
  isException(vm, given)
    ? exceptionMatches(vm, given, TYPES.GeneratorExit)
    : isExceptionType(vm, given) && isSubtype(vm, given, TYPES.GeneratorExit);

const THROW: Native = {
  start: (vm, self) => {
    if (ROWS[vm.version].throwAsksFirst) checkThrow(vm, self.slots[0] as Ref);
    const [generator, type, ...more] = self.slots as readonly [Ref, Value, ...Slot[]];
    const delegate = delegateOf(vm, generatorData(vm, generator));
    if (delegate === null) return makeHere(vm, self);
    self.setVars({ ...self.vars, delegating: true });
    vm.setPlain(generator, 'generator', 'status', 'running');
    if (self.vars['close'] === true && isExit(vm, type)) {
      return wait(vm.native('generator.close_iterator', [delegate]), 'closed');
    }
    const inner = delegate instanceof Ref ? vm.read(delegate) : null;
    if (inner?.kind === 'generator' && inner.flavor !== 'async_generator') {
      const close = self.vars['close'] === true;
      const inside = () => vm.native('generator.throw', [delegate, type, ...more], { close });
      return wait(linked(vm as Machine, generator, inside), 'delegated');
    }
    return wait(getOptionalAttr(vm, delegate, 'throw'), 'method');
  },
  phases: {
    closed: makeHere,
    method: (vm, self, value) => {
      self.setVars({ ...self.vars, found: true });
      if (value === EXHAUSTED) return makeHere(vm, self);
      const [generator, ...args] = self.slots;
      const inside = () => vm.call(given(value), args.filter((arg) => arg !== undefined) as Value[]);
      const { linksDelegates } = (vm as Machine).world.profile;
      return wait(linksDelegates ? linked(vm as Machine, generator as Ref, inside) : inside(), 'delegated');
    },
    delegated: (vm, self, value) => {
      if (value === EXHAUSTED) return throwHere(vm, self, stopIteration(vm, vm.stopValue).exception);
      vm.setPlain(self.slots[0] as Ref, 'generator', 'status', 'suspended');
      return { done: value };
    },
    made: (vm, self, value) => throwMade(vm, self, given(value)),
    thrown: finishSend,
  },
  caught: (vm, self, exception, phase) => {
    if (self.vars['throwing'] === true) return undefined;
    // What a class raises that is to be made into an exception is thrown in its place.
    if (self.vars['making'] === true) return throwMade(vm, self, exception);
    if (self.vars['delegating'] !== true || generatorData(vm, self.slots[0]).status !== 'running') return undefined;
    // What looking `throw` up raises goes to the caller: the generator stays where it is.
    if (phase === 'method' && self.vars['found'] !== true) {
      vm.setPlain(self.slots[0] as Ref, 'generator', 'status', 'suspended');
      return undefined;
    }
    return throwHere(vm, self, exception);
  },
};

/** `gen_close_iter`. Slots: the iterator delegated to. */
const CLOSE_ITERATOR: Native = {
  start: (vm, self) => {
    const inner = self.slots[0] as Value;
    const data = inner instanceof Ref ? vm.read(inner) : null;
    if (data?.kind === 'generator' && data.flavor !== 'async_generator') {
      return wait(vm.native('generator.close', [inner]), 'closed');
    }
    return wait(getOptionalAttr(vm, inner, 'close'), 'method');
  },
  phases: {
    method: (vm, self, value) => {
      self.setVars({ closing: true });
      return value === EXHAUSTED ? { done: null } : wait(vm.call(value, []), 'closed');
    },
    closed: () => ({ done: null }),
  },
  // Looking `close` up: what it raises goes to `sys.unraisablehook`, and the iterator counts as one without it.
  caught: (_vm, self, _exception, phase) =>
    self.vars['closing'] !== true && phase === 'method' ? { done: null } : undefined,
};

/** Ends a generator without running it: its frame is dropped, or goes with the generator object. */
function drop(vm: Operations, generator: Ref, frameToo = true): NativeStep {
  forgetFrameEvents(vm as Machine, generatorData(vm, generator));
  vm.setPlain(generator, 'generator', 'status', 'closed');
  if (frameToo) vm.setRef(generator, 'generator', 'frame', null);
  (vm as Machine).registers.finalizables--;
  return { done: null };
}

/** Nobody watches PY_UNWIND and the generator is suspended outside any `try`: CPython does not run it (RESUME's depth bit). */
function mayDrop(vm: Operations, generator: Ref): boolean {
  const data = generatorData(vm, generator);
  const frame = data.frame === null ? null : vm.read(data.frame);
  if (frame?.kind !== 'frame') return false;
  const next = frame.code.instructions[frame.ip];
  const { registers, world } = vm as Machine;
  const shallow = next?.op === 'RESUME' && (next.arg & world.profile.resumeDepthBit) !== 0;
  if (!shallow) return false;
  // Profile `frame-events`: a frame with PY_UNWIND in its set is closed by throwing.
  if (registers.monitoring.frames?.[frame.number]?.events[PY_UNWIND]) return false;
  const { global, codes } = registers.monitoring;
  // 3.15 asks what the code was instrumented for, which follows a global set only when the code is entered or resumed again.
  const instrumented = world.profile.localExceptionEvents ? codes[frame.code.index]?.unwinding : null;
  return (instrumented ?? global[PY_UNWIND]) === 0 || world.quirks.has('close-drops-unwatched');
}

// close. Slots: generator, then the exception of the delegate's close. Vars: delegating (the delegate is closed first).

function closeHere(vm: Operations, self: NativeSelf, exception: Ref | null): NativeStep {
  const generator = self.slots[0] as Ref;
  if (generatorData(vm, generator).status === 'running') vm.setPlain(generator, 'generator', 'status', 'suspended');
  if (mayDrop(vm, generator)) return drop(vm, generator);
  return wait(vm.throwInto(generator, exception ?? raise(vm, 'GeneratorExit').exception), 'thrown');
}

const CLOSE: Native = {
  start: (vm, self) => {
    const generator = self.slots[0] as Ref;
    const data = generatorData(vm, generator);
    if (data.status === 'created') return drop(vm, generator, ROWS[vm.version].closeDropsCreated);
    if (data.status === 'closed') return { done: null };
    if (data.status === 'running') throw raise(vm, 'ValueError', `${NOUNS[data.flavor]} already executing`);
    const delegate = delegateOf(vm, data);
    if (delegate === null) return closeHere(vm, self, null);
    vm.setPlain(generator, 'generator', 'status', 'running');
    self.setVars({ delegating: true });
    return wait(vm.native('generator.close_iterator', [delegate]), 'delegated');
  },
  phases: {
    delegated: (vm, self) => closeHere(vm, self, null),
    thrown: (vm, self, value) => {
      if (value === EXHAUSTED) return { done: ROWS[vm.version].closeGivesValue ? vm.stopValue : null };
      const { flavor } = generatorData(vm, self.slots[0]);
      throw raise(vm, 'RuntimeError', `${NOUNS[flavor]} ignored GeneratorExit`);
    },
  },
  caught: (vm, self, exception, phase) => {
    const { status } = generatorData(vm, self.slots[0]);
    const delegating = self.vars['delegating'] === true && (phase === 'delegated' || phase === 'start');
    if (status === 'running' && delegating) return closeHere(vm, self, exception);
    if (status !== 'closed') return undefined;
    if (exceptionMatches(vm, exception, TYPES.GeneratorExit)) return { done: null };
    // Only a callback can have raised it.
    const { closeTakesStop, closeGivesValue } = ROWS[vm.version];
    if (!closeTakesStop || !exceptionMatches(vm, exception, TYPES.StopIteration)) return undefined;
    return { done: closeGivesValue ? stopIterationValue(vm, exception) : null };
  },
};

/** The exception that `throw(typ[, val[, tb]])` names; TypeError with `refusal` where it names none. */
export function exceptionOf(vm: Operations, type: Value, value: Value, refusal: string): Result {
  if (isException(vm, type)) {
    if (value !== null) throw raise(vm, 'TypeError', 'instance exception may not have a separate value');
    return type;
  }
  if (!isExceptionType(vm, type)) throw raise(vm, 'TypeError', refusal);
  if (isException(vm, value) && exceptionMatches(vm, value, type)) return value;
  return vm.call(type, value === null ? [] : (asKind(vm, value, 'tuple')?.items ?? [value]));
}

/** What a class has made, if it is an exception; a TypeError otherwise. */
export function exceptionMade(vm: Operations, cls: Value, made: Value): Ref {
  return isException(vm, made) ? made : noException(vm, fullTypeName(vm, cls as Ref), typeName(vm, made)).exception;
}

/** What several arguments of `throw` and its like warn of. */
export const deprecatedThrow = (name: 'throw' | 'athrow'): string =>
  `the (type, exc, tb) signature of ${name}() is deprecated, use the single-arg signature instead.`;

/** `throw` as a builtin: a native of what it throws into, type, value and traceback; with `noTraceback` it says at once that the last is none. */
export const throwBuiltin =
  (native: string, vars: NativeSelf['vars'], noTraceback?: string): Builtin =>
  (vm, args, keywords) => {
    noKeywords(vm, 'throw', keywords);
    const [into, ...rest] = args as readonly [Ref, ...Value[]];
    between(vm, 'throw', rest, 1, 3);
    const traceback = rest[2] ?? null;
    if (noTraceback !== undefined && traceback !== null && asKind(vm, traceback, 'traceback') === undefined)
      throw raise(vm, 'TypeError', noTraceback);
    const slots = [into, ...rest];
    return rest.length > 1
      ? warnThen(vm, deprecatedThrow('throw'), native, slots, vars)
      : vm.native(native, slots, vars);
  };

function methods(type: 'generator' | 'coroutine'): BuiltinTable {
  return {
    [`${type}.send`]: (vm, args, keywords) => {
      noKeywords(vm, 'send', keywords);
      exactly(vm, `${type}.send`, args.slice(1), 1);
      return vm.native('generator.send', args);
    },
    [`${type}.throw`]: throwBuiltin('generator.throw', { close: true }),
    [`${type}.close`]: (vm, args, keywords) => {
      noKeywords(vm, `${type}.close`, keywords);
      exactly(vm, `${type}.close`, args.slice(1), 0);
      return vm.native('generator.close', [args[0]]);
    },
    [`${type}.__del__`]: (vm, args) => vm.native('generator.close', [args[0]]),
  };
}

/** The methods that a coroutine's `__await__` iterator passes on. */
function wrapper(name: 'send' | 'throw' | 'close'): Builtin {
  return (vm, [self, ...rest], keywords) => {
    const data = vm.read(self as Ref);
    const inner = data.kind === 'record' ? (data.slots[0] as Value) : null;
    const run = COROUTINE[`coroutine.${name}`];
    if (run === undefined) throw new ModelError(`coroutine.${name}`);
    return run(vm, [inner, ...rest], keywords);
  };
}
const COROUTINE = methods('coroutine');
const sendNone: Builtin = (vm, [generator]) => vm.native('generator.send', [generator, null]);

/** `_PyGen_Finalize`: a coroutine that was never awaited is told of, where the program has imported `warnings`; any other generator is closed. */
export function finalizeGenerator(vm: Operations, generator: Ref): Result {
  const { flavor, status } = generatorData(vm, generator);
  const tell =
    flavor === 'coroutine' && status === 'created' ? warningsName(vm, '_warn_unawaited_coroutine') : undefined;
  return tell === undefined
    ? vm.native('generator.close', [generator])
    : vm.native('coroutine.unawaited', [generator, tell, undefined]);
}

/** Slots: the coroutine, the function of `warnings`, what it raised. */
const UNAWAITED: Native = {
  start: (vm, { slots }) => wait(vm.call(slots[1] as Value, [slots[0] as Value]), 'told'),
  phases: {
    told: (vm, { slots }) => wait(vm.native('generator.close', [slots[0]]), 'closed'),
    closed(_vm, { slots }) {
      if (slots[2] instanceof Ref) throw new PyRaise(slots[2]);
      return { done: null };
    },
  },
  caught(vm, self, exception, phase) {
    if (phase !== 'told') return undefined;
    self.set(2, exception);
    return wait(vm.native('generator.close', [self.slots[0]]), 'closed');
  },
};

export const GENERATOR_BUILTINS: BuiltinTable = {
  ...methods('generator'),
  'generator.__iter__': (_vm, [self]) => self as Value,
  'generator.__next__': sendNone,
  ...COROUTINE,
  'coroutine.__await__': (vm, [self]) => newRecord(vm, 'coroutine_wrapper', [self]),
  'coroutine_wrapper.__iter__': (_vm, [self]) => self as Value,
  'coroutine_wrapper.__next__': (vm, args) => wrapper('send')(vm, [...args, null], null),
  'coroutine_wrapper.send': wrapper('send'),
  'coroutine_wrapper.throw': wrapper('throw'),
  'coroutine_wrapper.close': wrapper('close'),
};
export const GENERATOR_NATIVES: NativeTable = {
  'generator.send': SEND,
  'generator.throw': THROW,
  'generator.close': CLOSE,
  'coroutine.unawaited': UNAWAITED,
  'generator.close_iterator': CLOSE_ITERATOR,
};
