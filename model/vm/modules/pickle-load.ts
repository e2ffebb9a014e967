/**
 * How an unpickler follows opcodes (`load` of Modules/_pickle.c).
 * @module
 */
import { bytesLike } from '../objects/buffer.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { isType, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr } from '../protocol/attributes.ts';
import { dictEntries, dictSet, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ModelError, type Ref, type Result, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { oldText, quoted, Reader, Short, unpicklingError, utf8, VALUES } from './pickle-read.ts';
import {
  AT,
  clearStack,
  drop,
  ENCODING,
  ERRORS,
  mark,
  memoSize,
  PERSISTENT,
  PROTOCOL,
  pop,
  popMany,
  popMarked,
  push,
  READ,
  READLINE,
  recall,
  remember,
  TEXT,
  top,
} from './pickle-stack.ts';

/** What an opcode does: nothing more, a call whose result is pushed, a call whose result is dropped. */
type Done = undefined | { readonly push: Result } | { readonly drop: Result };
type Opcode = (vm: Operations, u: Ref, r: Reader) => Done;

/** What unpickles where nothing is called. */
const simple =
  (run: (vm: Operations, u: Ref, r: Reader) => void): Opcode =>
  (vm, u, r) => {
    run(vm, u, r);
    return undefined;
  };

const tupleOf = (count: number): Opcode => simple((vm, u) => push(vm, u, newTuple(vm, popMany(vm, u, count))));

const oldString =
  (read: (vm: Operations, r: Reader) => string): Opcode =>
  (vm, u, r) => {
    const { slots } = recordData(vm, u);
    push(vm, u, oldText(vm, read(vm, r), String(slots[ENCODING]), String(slots[ERRORS])));
    return undefined;
  };

const globalBy = (vm: Operations, u: Ref, module: Value, name: Value): Done => ({
  push:
    typeOf(vm, u).id >= 0
      ? callMethod(vm, u, 'find_class', [module, name])
      : vm.native('pickle.find_class', [u, module, name]),
});

function persistent(vm: Operations, u: Ref, id: Value): Done {
  const load = recordData(vm, u).slots[PERSISTENT];
  if (load !== null) return { push: vm.call(load as Value, [id]) };
  const text = 'A load persistent id instruction was encountered, but no persistent_load function was specified.';
  throw unpicklingError(vm, text);
}

const extension =
  (size: number): Opcode =>
  (vm, u, r) => {
    const code = size === 4 ? r.signed(4) : r.unsigned(size);
    if (code <= 0) throw unpicklingError(vm, 'EXT specifies code <= 0');
    return { push: vm.native('pickle.extension', [u], { code }) };
  };

function instantiate(vm: Operations, cls: Value, args: readonly Value[]): Done {
  return { push: vm.call(cls, args) };
}

function newObject(vm: Operations, u: Ref, keywords: boolean): Done {
  const [cls, args, named] = keywords ? popMany(vm, u, 3) : popMany(vm, u, 2);
  const op = keywords ? 'NEWOBJ_EX' : 'NEWOBJ';
  if (asKind(vm, args, 'tuple') === undefined)
    throw unpicklingError(vm, `${op} args argument must be a tuple, not ${typeName(vm, args as Value)}`);
  if (keywords && asKind(vm, named, 'dict') === undefined)
    throw unpicklingError(vm, `${op} kwargs argument must be a dict, not ${typeName(vm, named as Value)}`);
  if (!isType(vm, cls))
    throw unpicklingError(vm, `${op} class argument must be a type, not ${typeName(vm, cls as Value)}`);
  return { push: vm.native('pickle.new', [cls, args, named ?? newDict(vm)]) };
}

function setItems(vm: Operations, u: Ref, items: readonly Value[]): Done {
  const dict = top(vm, u);
  if (items.length % 2 !== 0) throw unpicklingError(vm, 'odd number of items for SETITEMS');
  return items.length === 0 ? undefined : { drop: vm.native('pickle.set_items', [dict, ...items], { at: 1 }) };
}

function appendItems(vm: Operations, u: Ref, items: readonly Value[]): Done {
  const list = top(vm, u);
  if (items.length === 0) return undefined;
  const data = asKind(vm, list, 'list');
  if (data === undefined || typeOf(vm, list) !== TYPES.list)
    return { drop: vm.native('pickle.extend', [list, newList(vm, [...items])]) };
  vm.splice(list as Ref, 'items', data.items.length, 0, items);
  return undefined;
}

function addItems(vm: Operations, u: Ref): Done {
  const items = popMarked(vm, u);
  const set = top(vm, u);
  if (items.length === 0) return undefined;
  if (asKind(vm, set, 'set') !== undefined) return { drop: callMethod(vm, set, 'update', [newList(vm, items)]) };
  return { drop: vm.native('pickle.call_each', [set, newList(vm, items)], { at: 0, method: 'add' }) };
}

function pairs(vm: Operations, items: readonly Value[]): Done {
  if (items.length % 2 !== 0) throw unpicklingError(vm, 'odd number of items for DICT');
  const made = newDict(vm);
  return { push: vm.native('pickle.set_items', [made, ...items], { at: 1 }) };
}

function indexOf(vm: Operations, line: string): number | bigint {
  if (!/^[+-]?\d+$/.test(line)) throw raise(vm, 'ValueError', `invalid literal for int() with base 10: '${line}'`);
  return Number(line);
}

const HIGHEST = 5;

const OPCODES: Readonly<Record<string, Opcode>> = {
  ...Object.fromEntries(
    Object.entries(VALUES).map(([op, read]): [string, Opcode] => [op, simple((vm, u, r) => push(vm, u, read(vm, r)))]),
  ),
  S: oldString((vm, r) => quoted(vm, r.line())),
  T: oldString((_vm, r) => r.counted(4)),
  U: oldString((_vm, r) => r.counted(1)),
  ')': tupleOf(0),
  '\x85': tupleOf(1),
  '\x86': tupleOf(2),
  '\x87': tupleOf(3),
  t: simple((vm, u) => push(vm, u, newTuple(vm, popMarked(vm, u)))),
  ']': simple((vm, u) => push(vm, u, newList(vm, []))),
  l: simple((vm, u) => push(vm, u, newList(vm, popMarked(vm, u)))),
  '}': simple((vm, u) => push(vm, u, newDict(vm))),
  d: (vm, u) => pairs(vm, popMarked(vm, u)),
  '\x8f': (vm) => ({ push: vm.call(TYPES.set, []) }),
  '\x90': addItems,
  '\x91': (vm, u) => ({ push: vm.call(TYPES.frozenset, [newList(vm, popMarked(vm, u))]) }),
  o(vm, u) {
    const [cls, ...args] = popMarked(vm, u);
    if (cls === undefined) throw unpicklingError(vm, 'unpickling stack underflow');
    return instantiate(vm, cls, args);
  },
  i(vm, u, r) {
    const [module, name] = [r.line(), r.line()];
    return { push: vm.native('pickle.instance', [u, module, name, ...popMarked(vm, u)]) };
  },
  '\x81': (vm, u) => newObject(vm, u, false),
  '\x92': (vm, u) => newObject(vm, u, true),
  c: (vm, u, r) => {
    const module = utf8(vm, r.line());
    return globalBy(vm, u, module, utf8(vm, r.line()));
  },
  '\x93'(vm, u) {
    const [module, name] = popMany(vm, u, 2) as [Value, Value];
    if (typeof module === 'string' && typeof name === 'string') return globalBy(vm, u, module, name);
    throw unpicklingError(vm, 'STACK_GLOBAL requires str');
  },
  a: (vm, u) => appendItems(vm, u, [pop(vm, u)]),
  e: (vm, u) => appendItems(vm, u, popMarked(vm, u)),
  b(vm, u) {
    const state = pop(vm, u);
    return { drop: vm.native('pickle.build', [top(vm, u), state]) };
  },
  '2': simple((vm, u) => push(vm, u, top(vm, u))),
  '0': simple((vm, u) => drop(vm, u)),
  '1': simple((vm, u) => {
    popMarked(vm, u);
  }),
  '(': simple((vm, u) => mark(vm, u)),
  g: simple((vm, u, r) => recall(vm, u, indexOf(vm, r.line()))),
  h: simple((vm, u, r) => recall(vm, u, r.unsigned(1))),
  j: simple((vm, u, r) => recall(vm, u, r.unsigned(4))),
  p: simple((vm, u, r) => remember(vm, u, indexOf(vm, r.line()))),
  q: simple((vm, u, r) => remember(vm, u, r.unsigned(1))),
  r: simple((vm, u, r) => remember(vm, u, r.unsigned(4))),
  '\x94': simple((vm, u) => remember(vm, u, memoSize(vm, u))),
  s: (vm, u) => setItems(vm, u, popMany(vm, u, 2)),
  u: (vm, u) => setItems(vm, u, popMarked(vm, u)),
  P: (vm, u, r) => persistent(vm, u, r.line()),
  Q: (vm, u) => persistent(vm, u, pop(vm, u)),
  R(vm, u) {
    const [callable, args] = popMany(vm, u, 2) as [Value, Value];
    if (asKind(vm, args, 'tuple') === undefined) throw raise(vm, 'TypeError', 'argument list must be a tuple');
    return { push: vm.call(callable, tupleItems(vm, args)) };
  },
  '\x80': simple((vm, u, r) => {
    const protocol = r.unsigned(1);
    if (protocol > HIGHEST) throw raise(vm, 'ValueError', `unsupported pickle protocol: ${protocol}`);
    vm.setNumberAt(u, 'numbers', PROTOCOL, protocol);
  }),
  '\x95': simple((_vm, _u, r) => {
    const size = r.unsigned(8);
    r.take(size);
    r.at -= size;
  }),
  '\x82': extension(1),
  '\x83': extension(2),
  '\x84': extension(4),
};

/** Slots: unpickler. */
const LOAD: Native = {
  start(vm, self) {
    const u = self.slots[0] as Ref;
    clearStack(vm, u);
    vm.setNumberAt(u, 'numbers', PROTOCOL, 0);
    return run(vm, self, u);
  },
  phases: {
    pushed(vm, self, value) {
      const u = self.slots[0] as Ref;
      push(vm, u, given(value));
      return run(vm, self, u);
    },
    dropped: (vm, self) => run(vm, self, self.slots[0] as Ref),
    filled(vm, self, value) {
      const u = self.slots[0] as Ref;
      const bytes = asKind(vm, given(value), 'bytes') === undefined ? undefined : bytesLike(vm, given(value));
      if (bytes === undefined)
        throw raise(
          vm,
          'ValueError',
          'read() returned non-bytes object (%R)'.replace('%R', typeName(vm, given(value))),
        );
      const { size, first } = self.vars;
      const enough = size === 'line' ? bytes.at(-1) === 10 : bytes.length >= Number(size);
      if (!enough) throw short(vm, first === true);
      const left = String(recordData(vm, u).slots[TEXT]).slice(recordData(vm, u).numbers[AT] ?? 0);
      vm.setAt(u, 'slots', TEXT, left + String.fromCharCode(...bytes));
      vm.setNumberAt(u, 'numbers', AT, 0);
      return run(vm, self, u);
    },
  },
};

/** Nothing more to read: at an opcode, or inside of one. */
const short = (vm: Operations, first: boolean): unknown =>
  first ? raise(vm, 'EOFError', 'Ran out of input') : unpicklingError(vm, 'pickle data was truncated');

/** Goes on until something is called, or until there is nothing more to read. */
function run(vm: Operations, self: NativeSelf, u: Ref): NativeStep {
  for (;;) {
    const { slots, numbers } = recordData(vm, u);
    const r = new Reader(String(slots[TEXT]), numbers[AT] ?? 0);
    const from = r.at;
    try {
      const op = r.take(1);
      if (op === '.') {
        vm.setNumberAt(u, 'numbers', AT, r.at);
        return { done: pop(vm, u) };
      }
      const done = opcode(vm, op)(vm, u, r);
      vm.setNumberAt(u, 'numbers', AT, r.at);
      if (done === undefined) continue;
      return 'push' in done ? wait(done.push, 'pushed') : wait(done.drop, 'dropped');
    } catch (e) {
      if (!(e instanceof Short)) throw e;
      const first = r.at === from;
      if (slots[READ] === null) throw short(vm, first);
      // What was read of the opcode stays: it begins anew once there is enough.
      self.setVars({ ...self.vars, size: e.size, first });
      const rest = r.text.length - r.at;
      if (rest > 0 && e.size !== 'line') throw new ModelError('a pickle that is cut inside of what was read');
      return e.size === 'line'
        ? wait(vm.call(slots[READLINE] as Value, []), 'filled')
        : wait(vm.call(slots[READ] as Value, [e.size]), 'filled');
    }
  }
}

function opcode(vm: Operations, op: string): Opcode {
  const known = OPCODES[op];
  if (known !== undefined) return known;
  if (op === '\x97' || op === '\x98')
    throw unpicklingError(vm, 'pickle stream refers to out-of-band data but no *buffers* argument was given');
  const code = op.charCodeAt(0);
  const shown =
    code >= 0x20 && code <= 0x7e && op !== "'" && op !== '\\' ? op : `\\x${code.toString(16).padStart(2, '0')}`;
  throw unpicklingError(vm, `invalid load key, '${shown}'.`);
}

/** `cls.__new__(cls, *args, **kwargs)`. Slots: class, arguments, keywords. */
const NEW: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, '__new__'), 'found'),
  phases: {
    found(vm, { slots }, value) {
      const [cls, args, named] = slots as [Value, Value, Ref];
      const keywords = new Map(dictEntries(vm, named).map(([key, item]) => [String(key), item]));
      return wait(vm.call(given(value), [cls, ...tupleItems(vm, args)], keywords), 'made');
    },
    made: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** Slots: dict, then keys and values. Vars: the next key. Answers the dict. */
const SET_ITEMS: Native = {
  start: (vm, self) => setNext(vm, self),
  phases: { set: (vm, self) => setNext(vm, self) },
};

function setNext(vm: Operations, self: NativeSelf): NativeStep {
  const at = Number(self.vars['at']);
  const [dict] = self.slots as [Value];
  const key = self.slots[at];
  if (key === undefined) return { done: dict };
  self.setVars({ at: at + 2 });
  const value = self.slots[at + 1] as Value;
  if (typeOf(vm, dict) === TYPES.dict) return wait(dictSet(vm, dict as Ref, key as Value, value), 'set');
  return wait(vm.native('operator.none', [dict, key, value], { delete: false }), 'set');
}

export const PICKLE_LOAD_NATIVES: NativeTable = {
  'pickle.load': LOAD,
  'pickle.new': NEW,
  'pickle.set_items': SET_ITEMS,
};
