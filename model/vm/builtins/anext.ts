/**
 * `anext()`: of an async iterator, and the awaitable that gives a default at its end (`anextawaitable_iternext`, Objects/iterobject.c).
 * @module
 */
import { exceptionMatches, raise, stopIterationValue } from '../objects/exceptions.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callSpecial } from '../protocol/attributes.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { EXHAUSTED, ModelError, Ref, type Result, type Slot, type Value } from '../value.ts';
import { stopIteration } from './loops.ts';

function slotsOf(vm: Operations, v: Slot): readonly Slot[] {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'record') throw new ModelError('not an awaitable of anext()');
  return data.slots;
}

function next(vm: Operations, iterator: Value): Result {
  const result = callSpecial(vm, iterator, '__anext__', [], '__anext__');
  if (result !== undefined) return result;
  throw raise(vm, 'TypeError', `'${typeName(vm, iterator)}' object is not an async iterator`);
}

/** `anext(iterator, default)`. Slots of the awaitable: what `__anext__` gave, the default, and its iterator once it is known. */
const ANEXT: Native = {
  start: (vm, { slots }) => wait(next(vm, slots[0] as Value), 'called'),
  phases: {
    called: (vm, { slots }, value) => ({ done: newRecord(vm, 'anext_awaitable', [given(value), slots[1], undefined]) }),
  },
};

/** `anextawaitable_proxy`: StopAsyncIteration is the default. Slots: the awaitable, arguments. Vars: name. */
const ANEXT_STEP: Native = {
  start: (vm, self) => {
    const slots = slotsOf(vm, self.slots[0]);
    if (slots[2] !== undefined) return proxied(vm, self);
    const inner = slots[0] as Value;
    const data = inner instanceof Ref ? vm.read(inner) : null;
    if (data?.kind === 'generator') return remembered(vm, self, inner);
    return wait(vm.native('call_attribute', [inner], { name: '__await__' }), 'awaited');
  },
  phases: {
    awaited: (vm, self, value) => remembered(vm, self, given(value)),
    stepped: (_vm, _self, value) => ({ done: value }),
  },
  caught: (vm, self, exception) => {
    const slots = slotsOf(vm, self.slots[0]);
    if (slots[2] === undefined) return undefined;
    const over = exceptionMatches(vm, exception, TYPES.StopAsyncIteration);
    const raises = self.vars['name'] !== undefined || TEXTS[vm.version].asyncItemRaises;
    if (over && raises) throw stopIteration(vm, slots[1] as Value);
    if (raises || !(over || exceptionMatches(vm, exception, TYPES.StopIteration))) return undefined;
    vm.stopValue = over ? (slots[1] as Value) : stopIterationValue(vm, exception);
    return { done: EXHAUSTED };
  },
};

function remembered(vm: Operations, self: NativeSelf, iterator: Value): NativeStep {
  vm.setAt(self.slots[0] as Ref, 'slots', 2, iterator);
  return proxied(vm, self);
}

function proxied(vm: Operations, self: NativeSelf): NativeStep {
  const iterator = slotsOf(vm, self.slots[0])[2] as Value;
  const name = String(self.vars['name'] ?? '__next__');
  const data = iterator instanceof Ref ? vm.read(iterator) : null;
  const own = name === '__next__' && data?.kind === 'generator' ? 'send' : name;
  const args = own === 'send' && name !== 'send' ? [null] : (self.slots.slice(1) as Value[]);
  return wait(vm.native('call_attribute', [iterator, ...args], { name: own }), 'stepped');
}

const anextMethod =
  (name: string): Builtin =>
  (vm, [self, ...args]) =>
    vm.native('async.anext_step', [self, ...args], { name });

export const ANEXT_BUILTINS: BuiltinTable = {
  anext: (vm, args) => {
    const [v, otherwise] = args as readonly [Value, Value?];
    return otherwise === undefined ? next(vm, v) : vm.native('async.anext', [v, otherwise]);
  },
  'anext_awaitable.__iter__': (_vm, [self]) => self as Value,
  'anext_awaitable.__await__': (_vm, [self]) => self as Value,
  'anext_awaitable.__next__': anextMethod('__next__'),
  'anext_awaitable.send': anextMethod('send'),
  'anext_awaitable.throw': anextMethod('throw'),
  'anext_awaitable.close': anextMethod('close'),
};
export const ANEXT_NATIVES: NativeTable = { 'async.anext': ANEXT, 'async.anext_step': ANEXT_STEP };
