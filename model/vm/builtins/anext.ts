/**
 * `anext()`: of an async iterator, and the awaitable that gives a default at its end (`anextawaitable_iternext`, Objects/iterobject.c).
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callSpecial } from '../protocol/attributes.ts';
import { awaitableIter, checkAwaitIter } from '../protocol/awaitable.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, nextInto, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { EXHAUSTED, ModelError, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';
import { positional } from './functions.ts';
import { endValue, stopIteration } from './loops.ts';

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

/** `anext(iterator, default)`. Slots of the awaitable: what `__anext__` gave, the default. */
const ANEXT: Native = {
  start: (vm, { slots }) => wait(next(vm, slots[0] as Value), 'called'),
  phases: {
    called: (vm, { slots }, value) => ({ done: newRecord(vm, 'anext_awaitable', [given(value), slots[1]]) }),
  },
};

/** `anextawaitable_proxy`: StopAsyncIteration is the default. Slots: the awaitable, arguments. Vars: name; whether the iterator is at work. */
const ANEXT_STEP: Native = {
  start: (vm, { slots }) => {
    const awaited = awaitableIter(vm, wrapped(vm, slots[0]));
    return awaited === PENDING ? wait(PENDING, 'iterator') : { result: awaited, then: 'checked' };
  },
  phases: {
    iterator: (vm, { slots }, value) => ({
      result: checkAwaitIter(vm, wrapped(vm, slots[0]), given(value)),
      then: 'checked',
    }),
    checked: (vm, self, value) => {
      self.setVars({ ...self.vars, iterates: true });
      const iterator = iteratorOf(vm, given(value));
      const { name = '__next__' } = self.vars;
      if (name === '__next__') {
        const last = self.slots.length;
        remember(vm, self, iterator);
        return nextInto(self, last, 'stepped');
      }
      const args = [iterator, ...self.slots.slice(1)];
      return wait(vm.native('call_attribute', args, { name: String(name) }), 'answered');
    },
    stepped: (vm, { slots, vars }, value) => {
      if (value !== EXHAUSTED) return { done: value };
      vm.stopValue = endValue(vm, slots.at(-1) as Value);
      if (vars['name'] !== undefined) throw stopIteration(vm, vm.stopValue);
      return { done: EXHAUSTED };
    },
    answered: (_vm, _self, value) => ({ done: value }),
  },
  caught: (vm, { slots, vars }, exception) => {
    if (vars['iterates'] !== true) return undefined;
    const otherwise = slotsOf(vm, slots[0])[1] as Value;
    const over = exceptionMatches(vm, exception, TYPES.StopAsyncIteration);
    const raises = vars['name'] !== undefined || TEXTS[vm.version].asyncItemRaises;
    if (over && raises) throw stopIteration(vm, otherwise);
    if (!over) return undefined;
    vm.stopValue = otherwise;
    return { done: EXHAUSTED };
  },
};

/** Of a coroutine, which is not iterated itself, what its `__await__` gives. */
function iteratorOf(vm: Operations, awaited: Value): Value {
  const isCoroutine = asKind(vm, awaited, 'generator')?.flavor === 'coroutine';
  return isCoroutine ? newRecord(vm, 'coroutine_wrapper', [awaited]) : awaited;
}

const wrapped = (vm: Operations, awaitable: Slot): Value => slotsOf(vm, awaitable)[0] as Value;

const anextMethod =
  (name: string): Builtin =>
  (vm, [self, ...args]) =>
    vm.native('async.anext_step', [self, ...args], { name });

export const ANEXT_BUILTINS: BuiltinTable = {
  anext: positional('anext', 1, 2, (vm, args) => {
    const [v, otherwise] = args as readonly [Value, Value?];
    return otherwise === undefined ? next(vm, v) : vm.native('async.anext', [v, otherwise]);
  }),
  'anext_awaitable.__iter__': (_vm, [self]) => self as Value,
  'anext_awaitable.__await__': (_vm, [self]) => self as Value,
  'anext_awaitable.__next__': anextMethod('__next__'),
  'anext_awaitable.send': anextMethod('send'),
  'anext_awaitable.throw': anextMethod('throw'),
  'anext_awaitable.close': anextMethod('close'),
};
export const ANEXT_NATIVES: NativeTable = { 'async.anext': ANEXT, 'async.anext_step': ANEXT_STEP };
