/**
 * `_contextvars.Context` (Python/context.c): the values of context variables. Slots: variable, value, variable, value …; numbers: 1 while it is entered. Each thread
 * has a current one, which the state of the module keeps by the thread's number.
 *
 * CPython's table (Python/hamt.c) is ordered by hashes, which come from addresses: the order of two and more variables is not known.
 * @module
 */
import type { RecordData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { between, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { equalAsking } from '../protocol/compare.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { moduleState, newOf, recordData, recordOf, setModuleState } from './extension.ts';

const TYPE = '_contextvars.Context';
const ENTERED = 0;

type Entry = readonly [variable: Value, value: Value];

export function newContext(vm: Operations, slots: readonly Slot[] = []): Ref {
  return newOf(vm, TYPE, [...slots], [0]);
}

/** The thread's context where it has one yet. */
function currentSlot(vm: Operations): Ref | undefined {
  const { state } = moduleState(vm, '_contextvars');
  return state[(vm as Machine).registers.thread] as Ref | undefined;
}

function setCurrent(vm: Operations, context: Slot): void {
  setModuleState(vm, '_contextvars', (vm as Machine).registers.thread, context);
}

/** `context_get`: the thread's context, made if there is none. */
export function currentContext(vm: Operations): Ref {
  const found = currentSlot(vm);
  if (found !== undefined) return found;
  const made = newContext(vm);
  setCurrent(vm, made);
  return made;
}

function entriesOf(data: Readonly<RecordData>): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < data.slots.length; i += 2) entries.push([data.slots[i] as Value, data.slots[i + 1] as Value]);
  return entries;
}

function indexOf(vm: Operations, context: Ref, variable: Value): number {
  const { slots } = recordData(vm, context);
  for (let i = 0; i < slots.length; i += 2) if (slots[i] === variable) return i;
  return -1;
}

/** The value of a variable in a context; undefined where it has none. */
export function valueIn(vm: Operations, context: Ref, variable: Value): Value | undefined {
  const at = indexOf(vm, context, variable);
  return at < 0 ? undefined : (recordData(vm, context).slots[at + 1] as Value);
}

/** The value of a variable now; undefined where nothing has set it. */
export function currentValue(vm: Operations, variable: Value): Value | undefined {
  const context = currentSlot(vm);
  return context === undefined ? undefined : valueIn(vm, context, variable);
}

/** Sets the value, or with undefined removes the variable. */
export function setValueIn(vm: Operations, context: Ref, variable: Value, value: Value | undefined): void {
  const at = indexOf(vm, context, variable);
  if (value === undefined) {
    if (at >= 0) vm.splice(context, 'slots', at, 2, []);
  } else if (at >= 0) vm.setAt(context, 'slots', at + 1, value);
  else vm.splice(context, 'slots', recordData(vm, context).slots.length, 0, [variable, value]);
}

/** Inputs: the context, the key, what is given where there is none. Vars: what. */
const LOOK_UP: Algorithm = {
  name: 'context_look_up',
  run: (vm, [context, key, other], vars, ask) => {
    const variable = key as Value;
    checkKey(vm, variable, ask);
    const found = valueIn(vm, context as Ref, variable);
    if (vars['what'] === 'contains') return found !== undefined;
    if (found !== undefined) return found;
    if (vars['what'] === 'item') throw raise(vm, 'KeyError', [variable]);
    return other as Value;
  },
};

function checkKey(vm: Operations, key: Value, ask: Ask): void {
  if (typeOf(vm, key) === TYPES['_contextvars.ContextVar']) return;
  throw raise(vm, 'TypeError', `a ContextVar key was expected, got ${reprAsking(vm, key, ask)}`);
}

/** Inputs: both sides. Vars: op. */
const EQUAL: Algorithm = {
  name: 'context_equal',
  run: (vm, [a, b], vars, ask) => {
    if (typeOf(vm, b as Value) !== TYPES[TYPE]) return NotImplemented;
    const entries = entriesOf(recordData(vm, a));
    const asked: Ask = (callable, args) => {
      if (entries.length > 1)
        throw new ModelError('the order in which contexts of several variables are compared is not modelled');
      return ask(callable, args);
    };
    const equal =
      entries.length * 2 === recordData(vm, b).slots.length &&
      entries.every(([variable, value]) => {
        const other = valueIn(vm, b as Ref, variable);
        return other !== undefined && equalAsking(vm, value, other, asked);
      });
    return equal === (vars['op'] === '==');
  },
};

function enter(vm: Operations, context: Ref): void {
  vm.setNumberAt(context, 'numbers', ENTERED, 1);
  setCurrent(vm, context);
}

export function leaveContext(vm: Operations, context: Ref, before: Slot): void {
  vm.setNumberAt(context, 'numbers', ENTERED, 0);
  setCurrent(vm, before);
}

/** `PyContext_CopyCurrent`. */
export function copyContext(vm: Operations): Ref {
  return newContext(vm, recordData(vm, currentContext(vm)).slots);
}

function refuseEntered(vm: Operations, context: Ref): void {
  if (recordData(vm, context).numbers[ENTERED] === 1)
    throw raise(vm, 'RuntimeError', 'cannot enter context: <_contextvars.Context object at 0x…> is already entered');
}

/** `PyContext_Enter`; answers the one before. */
export function enterContext(vm: Operations, context: Ref): Slot {
  refuseEntered(vm, context);
  const before = currentSlot(vm);
  enter(vm, context);
  return before;
}

/** `PyContext_Exit`. */

/** Slots: the context, the one before, the callable, its arguments. */
const RUN: Native = {
  start: (vm, self) => {
    enter(vm, self.slots[0] as Ref);
    const { args, keywords } = callOf(self, 3);
    return wait(vm.call(self.slots[2] as Value, args, keywords), 'ran');
  },
  phases: {
    ran: (vm, self, value) => {
      leaveContext(vm, self.slots[0] as Ref, self.slots[1]);
      return { done: given(value) };
    },
  },
  caught: (vm, self) => {
    leaveContext(vm, self.slots[0] as Ref, self.slots[1]);
    return undefined;
  },
};

const run: Builtin = (vm, [v, callable, ...args], keywords) => {
  const { ref } = recordOf(vm, TYPE, 'run', v);
  if (callable === undefined) throw raise(vm, 'TypeError', 'run() missing 1 required positional argument');
  refuseEntered(vm, ref);
  return vm.native(
    'context.run',
    [ref, currentSlot(vm), callable, ...callSlots(args, keywords)],
    callVars(args, keywords),
  );
};

/** An iterator over the variables as they are now. */
function iterate(vm: Operations, type: ExtensionTypeName & ('keys' | 'values' | 'items'), v: Slot): Ref {
  const { slots } = recordOf(vm, TYPE, type, v).data;
  if (slots.length > 2) throw new ModelError('the order of several variables in a context is not modelled');
  return newOf(vm, type, [...slots], [0]);
}

function iteration(type: 'keys' | 'values' | 'items'): Builtin {
  return (vm, [v, ...args], keywords) => {
    noKeywords(vm, `Context.${type}`, keywords);
    exactly(vm, `Context.${type}`, args, 0);
    return iterate(vm, type, v);
  };
}

function nextOf(pick: (vm: Operations, entry: Entry) => Value): (vm: Operations, it: Ref) => Value {
  return (vm, it) => {
    const data = recordData(vm, it);
    const [at = 0] = data.numbers;
    const entry = entriesOf(data)[at];
    // The end of the table is told as an exception.
    if (entry === undefined) throw raise(vm, 'StopIteration');
    vm.setNumberAt(it, 'numbers', 0, at + 1);
    return pick(vm, entry);
  };
}

/** `tp_iternext` of the iterators. */
export const CONTEXT_NEXTS = {
  keys: nextOf((_vm, [variable]) => variable),
  values: nextOf((_vm, [, value]) => value),
  items: nextOf((vm, entry) => newTuple(vm, [...entry])),
};

export const CONTEXT_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: (vm, [, ...args], keywords) => {
    if (args.length > 0 || (keywords?.size ?? 0) > 0)
      throw raise(vm, 'TypeError', 'Context() does not accept any arguments');
    return newContext(vm);
  },
  [`${TYPE}.run`]: run,
  [`${TYPE}.copy`]: (vm, [v, ...args], keywords) => {
    noKeywords(vm, 'Context.copy', keywords);
    exactly(vm, 'Context.copy', args, 0);
    return newContext(vm, recordOf(vm, TYPE, 'copy', v).data.slots);
  },
  [`${TYPE}.get`]: (vm, [v, ...args], keywords) => {
    noKeywords(vm, 'Context.get', keywords);
    between(vm, 'get', args, 1, 2);
    return replay(vm, LOOK_UP, [v, args[0], args[1] ?? null], { what: 'get' });
  },
  [`${TYPE}.__getitem__`]: (vm, [v, key]) => replay(vm, LOOK_UP, [v, key], { what: 'item' }),
  [`${TYPE}.__contains__`]: (vm, [v, key]) => replay(vm, LOOK_UP, [v, key], { what: 'contains' }),
  [`${TYPE}.__len__`]: (vm, [v]) => recordOf(vm, TYPE, '__len__', v).data.slots.length / 2,
  [`${TYPE}.__iter__`]: (vm, [v]) => iterate(vm, 'keys', v),
  [`${TYPE}.__eq__`]: (vm, args) => replay(vm, EQUAL, args, { op: '==' }),
  [`${TYPE}.__ne__`]: (vm, args) => replay(vm, EQUAL, args, { op: '!=' }),
  ...Object.fromEntries(['lt', 'le', 'gt', 'ge'].map((op) => [`${TYPE}.__${op}__`, () => NotImplemented])),
  [`${TYPE}.keys`]: iteration('keys'),
  [`${TYPE}.values`]: iteration('values'),
  [`${TYPE}.items`]: iteration('items'),
};
export const CONTEXT_NATIVES: NativeTable = { 'context.run': RUN };
export const CONTEXT_ALGORITHMS: readonly Algorithm[] = [LOOK_UP, EQUAL];
