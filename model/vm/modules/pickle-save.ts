/**
 * How a pickler writes an object (`save` of Modules/_pickle.c).
 * @module
 */

import { addNote } from '../objects/exception-methods.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { Ellipsis, isSubtype, NotImplemented, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { dictEntries, dictGet } from '../protocol/dict-table.ts';
import { getItem } from '../protocol/items.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { qualifiedTypeName } from '../protocol/text-contents.ts';
import { EXHAUSTED, type PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { moduleState, recordData } from './extension.ts';
import { raiseOf } from './module-exception.ts';
import {
  atomOpcodes,
  BUFFERS,
  boundary,
  DISPATCH,
  isMemoized,
  little,
  memoize,
  OVERRIDE,
  PERSISTENT,
  protocolOf,
  write,
  writeBytes,
  writeData,
  writeKnown,
  writeText,
} from './pickle-output.ts';

/** What the module keeps for itself. */
export const PICKLING_ERROR = 1;
export const UNPICKLING_ERROR = 2;
export const DISPATCH_TABLE = 3;
export const EXTENSIONS = 4;
export const EXTENDED = 5;
export const COMPATIBILITY = 6;

export const pickleState = (vm: Operations, i: number): Slot => moduleState(vm, '_pickle').state[i];
export const picklingError = (vm: Operations, text: string): PyRaise => raiseOf(vm, '_pickle', text, PICKLING_ERROR);

const BATCH = 1000;

/** Writes an object: at once, or in a native of its own. The result is to be dropped. */
export function save(vm: Operations, p: Ref, v: Value): Result {
  boundary(vm, p);
  const { slots } = recordData(vm, p);
  if (slots[PERSISTENT] !== null) return vm.native('pickle.persistent', [p, v]);
  return saveItself(vm, p, v);
}

export function saveItself(vm: Operations, p: Ref, v: Value): Result {
  const protocol = protocolOf(vm, p);
  const atom = atomOpcodes(v, protocol);
  if (atom !== undefined) write(vm, p, atom);
  else if (!writeKnown(vm, p, v)) {
    if (typeof v !== 'string') return saveObject(vm, p, v as Ref, protocol);
    writeText(vm, p, v);
  }
  return null;
}

/** One step of a container: what is written before an item, the item, and what a failure of it is told as. */
type Step = readonly [before: string, item: Value, note: string];

/** Items one after the other, then what is left to write. */
function steps(vm: Operations, p: Ref, v: Value, items: readonly Step[], then: string, after = ''): Result {
  return vm.native('pickle.steps', [p, v, ...items.flat()], { at: 0, then, after, note: '' });
}

/** How containers go in batches: what a single item ends with, what many do, whether it is a dict. */
interface Batches {
  readonly one: string;
  readonly many: string;
  readonly dict: boolean;
}

/** Items in batches (`batch_list_exact`, `batch_dict_exact`), and what is left to write. */
function saveBatches(vm: Operations, p: Ref, v: Value, groups: readonly (readonly Step[])[], how: Batches): Result {
  const { picklesLastAlone } = ROWS[vm.version];
  const single = protocolOf(vm, p) === 0 || groups.length === 1;
  const size = single ? 1 : BATCH;
  const all: Step[] = [];
  let before = '';
  for (let i = 0; i < groups.length; i += size) {
    const batch = groups.slice(i, i + size);
    const alone = single || (batch.length === 1 && picklesLastAlone);
    batch.flat().forEach(([, item, note], j) => {
      all.push([j === 0 ? before + (alone ? '' : '(') : '', item, note]);
    });
    before = alone ? how.one : how.many;
  }
  // A full batch of a dict is followed by another, of what is left.
  const empty = how.dict && !single && !picklesLastAlone && groups.length > 0 && groups.length % BATCH === 0;
  return steps(vm, p, v, all, '', empty ? `${before}(${how.many}` : before);
}

const shown = (vm: Operations, v: Value): string => qualifiedTypeName(vm, typeOf(vm, v));
const bytesText = (bytes: readonly number[]): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

function saveObject(vm: Operations, p: Ref, v: Ref, protocol: number): Result {
  const data = vm.read(v);
  const cls = typeOf(vm, v);
  if (data.kind === 'bytes' && cls === TYPES.bytes && protocol >= 3) {
    writeBytes(vm, p, v, bytesText(data.bytes));
    return null;
  }
  if (data.kind === 'bytes' && cls === TYPES.bytes) {
    const latin = newTuple(vm, [bytesText(data.bytes), 'latin1']);
    const empty = data.bytes.length === 0;
    return empty ? reduceAs(vm, p, v, [TYPES.bytes, newTuple(vm, [])]) : vm.native('pickle.codec', [p, v, latin]);
  }
  if (data.kind === 'bytes' && cls === TYPES.bytearray) {
    if (protocol >= 5) {
      writeData(vm, p, `\x96${little(data.bytes.length, 8)}`, bytesText(data.bytes));
      memoize(vm, p, v);
      return null;
    }
    const held = vm.alloc({ kind: 'bytes', cls: TYPES.bytes, bytes: [...data.bytes], attrs: null });
    return reduceAs(vm, p, v, [TYPES.bytearray, newTuple(vm, data.bytes.length === 0 ? [] : [held])]);
  }
  const note = (i: number | string): string => `${shown(vm, v)} item ${i}`;
  if (data.kind === 'tuple' && cls === TYPES.tuple) {
    const { items } = data;
    if (items.length === 0) {
      write(vm, p, protocol === 0 ? '(t' : ')');
      return null;
    }
    const marked = items.length > 3 || protocol < 2;
    const all = items.map((item, i): Step => [marked && i === 0 ? '(' : '', item as Value, note(i)]);
    return steps(vm, p, v, all, 'tuple');
  }
  if (data.kind === 'list' && cls === TYPES.list) {
    write(vm, p, protocol === 0 ? '(l' : ']');
    memoize(vm, p, v);
    const all = data.items.map((item, i): Step[] => [['', item as Value, note(i)]]);
    return saveBatches(vm, p, v, all, { one: 'a', many: 'e', dict: false });
  }
  if (data.kind === 'dict' && cls === TYPES.dict) {
    write(vm, p, protocol === 0 ? '(d' : '}');
    memoize(vm, p, v);
    const all = dictEntries(vm, v).map(([key, value]): Step[] => [
      ['', key, ''],
      ['', value, '='],
    ]);
    return saveBatches(vm, p, v, all, { one: 's', many: 'u', dict: true });
  }
  if (data.kind === 'set' && (cls === TYPES.set || cls === TYPES.frozenset)) return saveSet(vm, p, v, protocol);
  if (recordData(vm, p).slots[OVERRIDE] !== null) return vm.native('pickle.object', [p, v], { overridden: true });
  return saveOther(vm, p, v);
}

function saveSet(vm: Operations, p: Ref, v: Ref, protocol: number): Result {
  const data = asKind(vm, v, 'set');
  const members = (data?.slots ?? []).filter((slot) => slot !== undefined) as Value[];
  const cls = typeOf(vm, v);
  if (protocol < 4) {
    const list = vm.alloc({ kind: 'list', cls: TYPES.list, items: members, attrs: null });
    return reduceAs(vm, p, v, [cls, newTuple(vm, [list])]);
  }
  const note = `${shown(vm, v)} element`;
  if (cls === TYPES.frozenset) {
    write(vm, p, '(');
    return steps(
      vm,
      p,
      v,
      members.map((item): Step => ['', item, note]),
      'frozenset',
    );
  }
  write(vm, p, '\x8f');
  memoize(vm, p, v);
  const all: Step[] = [];
  members.forEach((item, i) => {
    all.push([i % BATCH === 0 ? (i === 0 ? '(' : '\x90(') : '', item, note]);
  });
  const full = members.length % BATCH === 0;
  return steps(
    vm,
    p,
    v,
    all,
    '',
    members.length === 0 ? '' : full && !ROWS[vm.version].picklesLastAlone ? '\x90(\x90' : '\x90',
  );
}

/** Anything that has no opcode of its own. */
function saveOther(vm: Operations, p: Ref, v: Ref): Result {
  const cls = typeOf(vm, v);
  if (cls === TYPES.type) {
    const single =
      v === TYPES.NoneType
        ? null
        : v === TYPES.ellipsis
          ? Ellipsis
          : v === TYPES.NotImplementedType
            ? NotImplemented
            : undefined;
    return single === undefined ? saveGlobal(vm, p, v) : reduceAs(vm, p, v, [TYPES.type, newTuple(vm, [single])]);
  }
  return cls === TYPES.function ? saveGlobal(vm, p, v) : vm.native('pickle.object', [p, v], { overridden: false });
}

/** `save_global`, under a name that `__reduce__` gave. */
export function saveGlobal(vm: Operations, p: Ref, v: Value, name?: string): Result {
  return vm.native('pickle.global', [p, v], { name: name ?? null, module: null });
}

export function reduceAs(vm: Operations, p: Ref, v: Value | undefined, parts: Value[]): Result {
  return vm.native('pickle.reduce', [p, v, newTuple(vm, parts)]);
}

/** Tells what was being written when something failed. */
export function noting(vm: Operations, exception: Ref, note: string): undefined {
  if (note !== '' && ROWS[vm.version].picklesTellMore) addNote(vm, exception, `when serializing ${note}`);
  return undefined;
}

/** Slots: pickler, container, then per step what to write, the item, the note. Vars: the next slot, what is written at the end. */
const STEPS: Native = {
  start: (vm, self) => next(vm, self, 2),
  phases: { saved: (vm, self) => next(vm, self, Number(self.vars['at'])) },
  caught(vm, { slots, vars }, exception) {
    const { at } = vars;
    const note = slots[Number(at) - 1] as string;
    // A dict tells the key of a value.
    if (note === '=') return noteItem(vm, exception, slots[1] as Value, slots[Number(at) - 5] as Value);
    return noting(vm, exception, note);
  },
};

function noteItem(vm: Operations, exception: Ref, container: Value, key: Value): NativeStep | undefined {
  if (!ROWS[vm.version].picklesTellMore) return undefined;
  return wait(vm.native('pickle.note_item', [exception, container, key]), 'saved');
}

function next(vm: Operations, self: NativeSelf, at: number): NativeStep {
  const [p, v] = self.slots as [Ref, Value];
  if (at < self.slots.length) {
    const item = self.slots[at + 1];
    const before = self.slots[at] as string;
    if (before !== '') write(vm, p, before);
    self.setVars({ ...self.vars, at: at + 3 });
    return wait(save(vm, p, item as Value), 'saved');
  }
  write(vm, p, String(self.vars['after']));
  const { then } = self.vars;
  if (then !== '') finish(vm, p, v as Ref, then === 'tuple');
  return { done: null };
}

/** A tuple or frozenset, which may have been written inside of itself. */
function finish(vm: Operations, p: Ref, v: Ref, tuple: boolean): void {
  const protocol = protocolOf(vm, p);
  const size = tuple ? (asKind(vm, v, 'tuple')?.items.length ?? 0) : 0;
  const marked = !tuple || size > 3 || protocol < 2;
  if (isMemoized(vm, p, v)) {
    write(vm, p, marked && protocol > 0 ? '1' : '0'.repeat(marked ? size + 1 : size));
    writeKnown(vm, p, v);
    return;
  }
  write(vm, p, tuple ? (marked ? 't' : '\x84\x85\x86\x87'.charAt(size)) : '\x91');
  memoize(vm, p, v);
}

/** Slots: pickler, object. */
const PERSIST: Native = {
  start: (vm, { slots }) =>
    wait(vm.call(recordData(vm, slots[0]).slots[PERSISTENT] as Value, [slots[1] as Value]), 'told'),
  phases: {
    told(vm, self, value) {
      const [p, v] = self.slots as [Ref, Value];
      const id = given(value);
      if (id === null) return wait(saveItself(vm, p, v), 'saved');
      if (protocolOf(vm, p) > 0) return wait(saveItself(vm, p, id), 'identified');
      return wait(vm.call(TYPES.str, [id]), 'texted');
    },
    texted(vm, { slots }, value) {
      const text = asStr(vm, given(value)) ?? '';
      if (/[^\0-\x7f]/.test(text)) throw picklingError(vm, 'persistent IDs in protocol 0 must be ASCII strings');
      write(vm, slots[0] as Ref, `P${text}\n`);
      return { done: null };
    },
    identified(vm, { slots }) {
      write(vm, slots[0] as Ref, 'Q');
      return { done: null };
    },
    saved: () => ({ done: null }),
  },
};

/** Slots: pickler, object. Vars: whether `reducer_override` is asked. */
const OBJECT: Native = {
  start(vm, { slots, vars }) {
    const [p, v] = slots as [Ref, Ref];
    const override = recordData(vm, p).slots[OVERRIDE] as Value;
    return vars['overridden'] === true ? wait(vm.call(override, [v]), 'overridden') : dispatch(vm, p, v);
  },
  phases: {
    overridden: (vm, self, value) =>
      value === NotImplemented
        ? wait(saveOther(vm, self.slots[0] as Ref, self.slots[1] as Ref), 'saved')
        : reduced(vm, self, given(value)),
    dispatched(vm, self, value) {
      const [p, v] = self.slots as [Ref, Ref];
      if (value !== EXHAUSTED && value !== NotImplemented) return wait(vm.call(value, [v]), 'reduced');
      return undispatched(vm, p, v);
    },
    found(vm, self, value) {
      const [p, v] = self.slots as [Ref, Ref];
      if (value !== EXHAUSTED) return wait(vm.call(value, [protocolOf(vm, p)]), 'reduced');
      return wait(getOptionalAttr(vm, v, '__reduce__'), 'plain');
    },
    plain(vm, self, value) {
      if (value !== EXHAUSTED) return wait(vm.call(value, []), 'reduced');
      throw picklingError(vm, `Can't pickle ${typeName(vm, self.slots[1] as Value)} object`);
    },
    reduced: (vm, self, value) => reduced(vm, self, given(value)),
    saved: () => ({ done: null }),
  },
  caught(vm, self, exception, phase) {
    if (phase === 'dispatched' && isKeyError(vm, exception))
      return undispatched(vm, self.slots[0] as Ref, self.slots[1] as Ref);
    return undefined;
  },
};

const isKeyError = (vm: Operations, exception: Ref): boolean => isSubtype(vm, typeOf(vm, exception), TYPES.KeyError);

function dispatch(vm: Operations, p: Ref, v: Ref): NativeStep {
  const table = recordData(vm, p).slots[DISPATCH];
  if (table !== undefined) return wait(getItem(vm, table as Value, typeOf(vm, v)), 'dispatched');
  const found = dictGet(vm, pickleState(vm, DISPATCH_TABLE) as Ref, typeOf(vm, v));
  return wait(found ?? (found === null ? null : NotImplemented), 'dispatched');
}

function undispatched(vm: Operations, p: Ref, v: Ref): NativeStep {
  if (isSubtype(vm, typeOf(vm, v), TYPES.type)) return wait(saveGlobal(vm, p, v), 'saved');
  return wait(getOptionalAttr(vm, v, '__reduce_ex__'), 'found');
}

function reduced(vm: Operations, { slots }: NativeSelf, value: Value): NativeStep {
  const [p, v] = slots as [Ref, Ref];
  const name = asStr(vm, value);
  if (name !== undefined) return wait(saveGlobal(vm, p, v, name), 'saved');
  if (asKind(vm, value, 'tuple') === undefined) {
    const told = ROWS[vm.version].picklesTellMore ? `, not ${shown(vm, value)}` : '';
    const raised = picklingError(vm, `__reduce__ must return a string or tuple${told}`);
    noting(vm, raised.exception, `${shown(vm, v)} object`);
    throw raised;
  }
  return wait(vm.native('pickle.reduce', [p, v, value]), 'saved');
}

/** `pickle.dumps(buffer_callback=…)` is for buffers out of band, of which there are none. */
export function refuseBuffers(vm: Operations, p: Ref): void {
  const callback = recordData(vm, p).slots[BUFFERS] ?? null;
  if (callback !== null && protocolOf(vm, p) < 5) throw raise(vm, 'ValueError', 'buffer_callback needs protocol >= 5');
}

export const PICKLE_SAVE_NATIVES: NativeTable = {
  'pickle.steps': STEPS,
  'pickle.persistent': PERSIST,
  'pickle.object': OBJECT,
};
