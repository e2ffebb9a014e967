/**
 * Gathering an iterable: list, tuple, and the length hints that CPython asks for on the way (`list_extend`, `PySequence_Tuple`, `PyObject_LengthHint`).
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeName } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { EXHAUSTED, Ref, type Result, type Slot, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { lengthResult } from './compare.ts';
import { getIter, isImmediate } from './iteration.ts';
import { nextOfTable } from './iterators.ts';
import { lookupSpecial, override } from './lookup.ts';
import { given, looping, nextInto, remember, wait } from './loop.ts';
import { TEXTS } from './messages.ts';
import type { Ask } from './replay.ts';

/** The items of a builtin iterable that can be had at once; undefined for everything else. */
export function itemsAtOnce(vm: Operations, v: Value): Value[] | undefined {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.cls.id >= 0) return undefined;
    if (data.kind === 'list' || data.kind === 'tuple') return [...data.items];
    if (data.kind === 'instance' || data.kind === 'generator' || data.kind === 'native') return undefined;
    if (data.kind === 'record' && isImmediate(vm, v)) return drain(vm, v);
    if (!AT_ONCE.has(data.kind === 'record' ? data.type : data.kind)) return undefined;
  } else if (typeof v !== 'string') return undefined;
  const iterator = getIter(vm, v);
  return drain(vm, iterator as Ref);
}
const AT_ONCE: ReadonlySet<string> = new Set([
  'dict',
  'set',
  'range',
  'bytes',
  'dict_keys',
  'dict_values',
  'dict_items',
]);

/** More items than any embedded build has memory for. */
const MOST = 1 << 27;

/** What `PyObject_LengthHint` and the making of room for so many items refuse. */
function checkRoom(vm: Operations, iterator: Ref): void {
  const data = vm.read(iterator);
  if (data.kind !== 'record') return;
  const left =
    data.type === 'range_iterator' ? data.numbers[2] : data.type === 'longrange_iterator' ? data.slots[2] : 0;
  if (typeof left !== 'number' && typeof left !== 'bigint') return;
  if (left > vm.build.maxsize) throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
  if (left > MOST) throw raise(vm, 'MemoryError', []);
}

function drain(vm: Operations, iterator: Ref): Value[] {
  checkRoom(vm, iterator);
  const items: Value[] = [];
  for (let item = nextOfTable(vm, iterator); item !== EXHAUSTED; item = nextOfTable(vm, iterator)) items.push(item);
  return items;
}

/** Appends an iterable's items to a list (`list.extend`, LIST_EXTEND, `list()`). PENDING delivers None. */
export function listExtend(vm: Operations, list: Ref, iterable: Value): Result {
  const items = itemsAtOnce(vm, iterable);
  if (items === undefined) return vm.native('list_extend', [list, iterable]);
  const data = vm.read(list);
  if (data.kind === 'list') vm.splice(list, 'items', data.items.length, 0, items);
  return null;
}

/** A new list of an iterable's items. `refused` is said of any TypeError of its iteration. */
export function toList(vm: Operations, iterable: Value, refused?: string): Result {
  const items = itemsAtOnce(vm, iterable);
  const list = vm.alloc({ kind: 'list', cls: TYPES.list, items: items ?? [], attrs: null });
  if (items !== undefined) return list;
  return vm.native('list_extend', [list, iterable], { give: true, ...(refused !== undefined && { refused }) });
}

/** The items of an exact list or tuple, which `PySequence_Fast` takes as it is. */
export function sequenceItems(vm: Operations, v: Value): readonly Value[] | undefined {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'list' && data?.kind !== 'tuple') return undefined;
  return data.cls === TYPES.list || data.cls === TYPES.tuple ? data.items : undefined;
}

/** `PySequence_Fast`: a list or a tuple. `refused` is said of a TypeError of the iteration, or of any TypeError. */
export function sequenceFast(vm: Operations, v: Value, refused: string, any = false): Result {
  return sequenceItems(vm, v) === undefined ? vm.native('sequence_fast', [v], { refused, any }) : v;
}

/** `PySequence_Tuple`. */
export function toTuple(vm: Operations, iterable: Value): Result {
  if (iterable instanceof Ref) {
    const data = vm.read(iterable);
    if (data.kind === 'tuple' && data.cls === TYPES.tuple) return iterable;
  }
  const items = itemsAtOnce(vm, iterable);
  return items === undefined ? vm.native('to_tuple', [iterable]) : newTuple(vm, items);
}

// The length hint. Slots: the iterable, what stands for no hint (0 where absent). Vars: builtin (types are asked too). Delivers an int; of an iterable being collected its value never shows, only that the methods are called.

const LENGTH_HINT: Native = {
  start: (vm, self) => {
    const v = self.slots[0] as Value;
    const method = asked(vm, self, v, '__len__');
    self.setVars({ ...self.vars, asks: '__len__' });
    return method === undefined ? hint(vm, self) : wait(vm.call(...bindSpecial(vm, method, v, [])), 'length');
  },
  phases: {
    length: (vm, self, value) => {
      const n = asInt(vm, given(value));
      if (n === undefined) return hint(vm, self);
      return { done: lengthResult(vm, n) };
    },
    hint: (vm, self, value) => {
      self.setVars({ ...self.vars, answered: true });
      const answer = given(value);
      const n = asInt(vm, answer);
      if (answer === NotImplemented) return { done: self.slots[1] ?? 0 };
      const type = typeName(vm, self.slots[0] as Value);
      if (n === undefined) throw raise(vm, 'TypeError', TEXTS[vm.version].hintType(type, typeName(vm, answer)));
      if (n < 0) {
        throw raise(vm, 'ValueError', TEXTS[vm.version].hintNegative(type));
      }
      if (n > vm.build.maxsize) throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
      return { done: n };
    },
  },
  caught: (vm, self, exception) => {
    if (!exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
    if (self.vars['asks'] === '__len__') return hint(vm, self);
    return self.vars['answered'] !== true ? { done: self.slots[1] ?? 0 } : undefined;
  },
};

/** A method that the hint asks: of a builtin type only where the hint itself is wanted. */
function asked(vm: Operations, { vars }: NativeSelf, v: Value, name: string): Slot {
  return vars['builtin'] === true ? lookupSpecial(vm, v, name) : override(vm, v, name);
}

function hint(vm: Operations, self: NativeSelf): NativeStep {
  const { slots } = self;
  self.setVars({ ...self.vars, asks: '__length_hint__' });
  const v = slots[0] as Value;
  const held = self.vars['builtin'] === true ? undefined : heldSequence(vm, v);
  const [method, receiver] =
    held === undefined ? [asked(vm, self, v, '__length_hint__'), v] : [override(vm, held, '__len__'), held];
  return method === undefined || method === null
    ? { done: slots[1] ?? 0 }
    : wait(vm.call(...bindSpecial(vm, method, receiver, [])), 'hint');
}

/** The sequence that `reversed` or the iterator of the sequence protocol still walks: their hint is its length. */
function heldSequence(vm: Operations, v: Value): Value | undefined {
  const data = v instanceof Ref ? vm.read(v) : null;
  return data?.kind === 'record' && (data.type === 'reversed' || data.type === 'iterator') ? data.slots[0] : undefined;
}

/** Whether Python code answers the length hint. */
export function hintsInPython(vm: Operations, v: Value): boolean {
  return (
    override(vm, v, '__len__') !== undefined ||
    override(vm, v, '__length_hint__') !== undefined ||
    override(vm, heldSequence(vm, v) ?? null, '__len__') !== undefined
  );
}

/** Asks for an iterable's length hint where Python code answers it. */
function askHint(vm: Operations, v: Value, then: string): NativeStep {
  return hintsInPython(vm, v) ? wait(vm.native('length_hint', [v]), then) : { result: 0, then };
}

/** Vars: refused, any. */
const refusing: NonNullable<Native['caught']> = (vm, { vars }, exception, phase) => {
  const { refused, any } = vars;
  const iterates = any === true || phase === 'start' || phase === 'iterator';
  if (typeof refused !== 'string' || !iterates || !exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
  throw raise(vm, 'TypeError', refused);
};

// sequence_fast. Slots: the iterable. Vars: refused, any.

const SEQUENCE_FAST: Native = {
  start: (vm, { slots }) => wait(getIter(vm, slots[0] as Value), 'iterator'),
  phases: {
    iterator: (vm, _self, iterator) => wait(toList(vm, given(iterator)), 'list'),
    list: (_vm, _self, list) => ({ done: given(list) }),
  },
  caught: refusing,
};

// list_extend. Slots: list, iterable, iterator. Vars: give (deliver the list, not None), refused.

const LIST_EXTEND: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
  phases: {
    iterator: (vm, self, value) => {
      remember(vm, self, given(value));
      return askHint(vm, self.slots[1] as Value, 'hinted');
    },
    hinted: (_vm, self) => nextInto(self, 2, 'item'),
    item: (vm, self, value) => {
      const list = self.slots[0] as Ref;
      if (value === EXHAUSTED) return { done: self.vars['give'] === true ? list : null };
      const data = vm.read(list);
      if (data.kind === 'list') vm.splice(list, 'items', data.items.length, 0, [value]);
      return nextInto(self, 2, 'item');
    },
  },
  caught: refusing,
};

// to_tuple. Slots: iterable, iterator, items.

const TO_TUPLE: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
  phases: {
    iterator: (vm, self, value) => {
      remember(vm, self, given(value));
      if (!TEXTS[vm.version].tupleHint) return nextInto(self, 1, 'item');
      return askHint(vm, self.slots[0] as Value, 'hinted');
    },
    hinted: (_vm, self) => nextInto(self, 1, 'item'),
    item: (vm, self: NativeSelf, value) => {
      if (value === EXHAUSTED) return { done: newTuple(vm, self.slots.slice(2) as Value[]) };
      remember(vm, self, value);
      return nextInto(self, 1, 'item');
    },
  },
};

/** `PySequence_Tuple` within an algorithm: the items of any iterable. */
export function itemsAsking(vm: Operations, iterable: Value, ask: Ask): readonly Value[] {
  const tuple = asKind(vm, iterable, 'tuple')?.cls === TYPES.tuple ? iterable : ask(TYPES.tuple, [iterable]);
  return asKind(vm, tuple, 'tuple')?.items ?? [];
}

/** Natives of this file. */
export const COLLECT_NATIVES: NativeTable = {
  length_hint: LENGTH_HINT,
  sequence_fast: SEQUENCE_FAST,
  list_extend: looping(LIST_EXTEND, ['item']),
  to_tuple: looping(TO_TUPLE, ['item']),
};
