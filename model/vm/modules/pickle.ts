/**
 * The module `_pickle` (Modules/_pickle.c): picklers, unpicklers, and functions that use one once.
 * @module
 */
import { bindArguments, type Signature } from '../objects/arguments.ts';
import { bytesLike } from '../objects/buffer.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type {
  Builtin,
  BuiltinTable,
  Keywords,
  Native,
  NativeSelf,
  NativeStep,
  NativeTable,
  Operations,
} from '../operations.ts';
import { getAttr, getOptionalAttr, objectGetAttribute } from '../protocol/attributes.ts';
import { newDict } from '../protocol/dict-table.ts';
import { given, importing, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, ModelError, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension, recordData, recordOf, setModuleState } from './extension.ts';
import { newExceptionClass, raiseOf } from './module-exception.ts';
import type { NativeModule } from './native-module.ts';
import { PICKLE_BUILD_NATIVES } from './pickle-build.ts';
import { PICKLE_GLOBAL_NATIVES } from './pickle-global.ts';
import { PICKLE_LOAD_NATIVES } from './pickle-load.ts';
import * as out from './pickle-output.ts';
import { PICKLE_REDUCE_NATIVES } from './pickle-reduce.ts';
import {
  DISPATCH_TABLE,
  PICKLE_SAVE_NATIVES,
  PICKLING_ERROR,
  refuseBuffers,
  save,
  UNPICKLING_ERROR,
} from './pickle-save.ts';
import * as stack from './pickle-stack.ts';

const PICKLER = '_pickle.Pickler';
const UNPICKLER = '_pickle.Unpickler';
const HIGHEST = 5;

const newPickler = (vm: Operations, cls: Ref): Ref =>
  newExtension(vm, PICKLER, cls, ['', newList(vm, []), undefined, undefined, null, null, null], [0, 1, 0, 0, -1]);

const newUnpickler = (vm: Operations, cls: Ref): Ref => {
  const slots = ['', newDict(vm), newList(vm, []), newList(vm, []), null, null, null, 'ASCII', 'strict'];
  return newExtension(vm, UNPICKLER, cls, slots, [0, 0, 1]);
};

/** `_Pickler_SetProtocol`. */
function setProtocol(vm: Operations, p: Ref, wanted: Slot, fixes: Slot): void {
  const n =
    wanted === undefined || wanted === null ? ROWS[vm.version].pickleProtocol : Number(asInt(vm, wanted) ?? Number.NaN);
  if (Number.isNaN(n))
    throw raise(vm, 'TypeError', `'${typeName(vm, wanted as Value)}' object cannot be interpreted as an integer`);
  if (n > HIGHEST) throw raise(vm, 'ValueError', `pickle protocol must be <= ${HIGHEST}`);
  const protocol = n < 0 ? HIGHEST : n;
  vm.setNumberAt(p, 'numbers', out.PROTOCOL, protocol);
  vm.setNumberAt(p, 'numbers', out.FIX_IMPORTS, truth(vm, fixes) && protocol < 3 ? 1 : 0);
}

/** A `bool` argument. */
function truth(vm: Operations, v: Slot): boolean {
  if (v === undefined) return true;
  const is = isTrue(vm, v);
  if (typeof is === 'boolean') return is;
  throw new ModelError('a truth that Python code gives is not modelled here');
}

/** Sets up a pickler. Slots: pickler, file (undefined for `dumps`), then what `dump` is to write. Vars: goes on: with what. */
const INIT_PICKLER: Native = {
  start(vm, self) {
    const file = self.slots[1];
    return file === undefined ? options(vm, self) : wait(getOptionalAttr(vm, file, 'write'), 'write');
  },
  phases: {
    write(vm, self, value) {
      if (value === EXHAUSTED) throw raise(vm, 'TypeError', "file must have a 'write' attribute");
      vm.setAt(self.slots[0] as Ref, 'slots', out.WRITE, value);
      return options(vm, self);
    },
    table(vm, self, value) {
      if (value !== EXHAUSTED) vm.setAt(self.slots[0] as Ref, 'slots', out.DISPATCH, value);
      return started(vm, self);
    },
    dumped: (_vm, _self, value) => ({ done: given(value) }),
  },
};

function options(vm: Operations, self: NativeSelf): NativeStep {
  const p = self.slots[0] as Ref;
  return typeOf(vm, p) === TYPES[PICKLER] ? started(vm, self) : wait(getOptionalAttr(vm, p, 'dispatch_table'), 'table');
}

function started(vm: Operations, self: NativeSelf): NativeStep {
  if (self.vars['dumps'] !== true) return { done: null };
  return wait(
    vm.native('pickle.dump', [self.slots[0], self.slots[2]], { file: self.slots[1] !== undefined }),
    'dumped',
  );
}

/** Slots: pickler, object. Vars: whether it goes to a file. */
const DUMP: Native = {
  start(vm, self) {
    const p = self.slots[0] as Ref;
    if (typeOf(vm, p) === TYPES[PICKLER]) return begin(vm, self);
    return wait(getOptionalAttr(vm, p, 'persistent_id'), 'identifies');
  },
  phases: {
    identifies(vm, self, value) {
      const p = self.slots[0] as Ref;
      vm.setAt(p, 'slots', out.PERSISTENT, value === EXHAUSTED ? null : value);
      return wait(getOptionalAttr(vm, p, 'reducer_override'), 'overrides');
    },
    overrides(vm, self, value) {
      vm.setAt(self.slots[0] as Ref, 'slots', out.OVERRIDE, value === EXHAUSTED ? null : value);
      return begin(vm, self);
    },
    saved(vm, self) {
      const p = self.slots[0] as Ref;
      const made = out.endOutput(vm, p);
      if (self.vars['file'] !== true) return { done: made };
      return wait(vm.call(recordData(vm, p).slots[out.WRITE] as Value, [made]), 'written');
    },
    written: () => ({ done: null }),
  },
};

function begin(vm: Operations, self: NativeSelf): NativeStep {
  const [p, obj] = self.slots as [Ref, Value];
  out.beginOutput(vm, p);
  return wait(save(vm, p, obj), 'saved');
}

/** Sets up an unpickler. Slots: unpickler, file. Vars: whether it loads at once. */
const INIT_UNPICKLER: Native = {
  start: (vm, { slots }) => wait(getOptionalAttr(vm, slots[1] as Value, 'read'), 'read'),
  phases: {
    read(vm, self, value) {
      vm.setAt(self.slots[0] as Ref, 'slots', stack.READ, value === EXHAUSTED ? null : value);
      return wait(getOptionalAttr(vm, self.slots[1] as Value, 'readline'), 'readline');
    },
    readline(vm, self, value) {
      const u = self.slots[0] as Ref;
      if (value === EXHAUSTED || recordData(vm, u).slots[stack.READ] === null)
        throw raise(vm, 'TypeError', "file must have 'read' and 'readline' attributes");
      vm.setAt(u, 'slots', stack.READLINE, value);
      return self.vars['loads'] === true ? wait(vm.native('pickle.load', [u]), 'loaded') : { done: null };
    },
    loaded: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `Unpickler.load`: what its class says of persistent ids is asked anew. Slots: unpickler. */
const LOAD_METHOD: Native = {
  start: (vm, { slots }) => wait(getOptionalAttr(vm, slots[0] as Value, 'persistent_load'), 'found'),
  phases: {
    found(vm, self, value) {
      const u = self.slots[0] as Ref;
      vm.setAt(u, 'slots', stack.PERSISTENT, value === EXHAUSTED ? null : value);
      return wait(vm.native('pickle.load', [u]), 'loaded');
    },
    loaded: (_vm, _self, value) => ({ done: given(value) }),
  },
};

const READING = ['fix_imports', 'encoding', 'errors', 'buffers'];

function readingOptions(vm: Operations, u: Ref, [fixes, encoding, errors, buffers]: readonly Slot[]): void {
  if ((buffers ?? null) !== null) throw new ModelError('pickles with buffers out of band are not modelled');
  vm.setNumberAt(u, 'numbers', stack.FIX_IMPORTS, truth(vm, fixes) ? 1 : 0);
  if (encoding !== undefined) vm.setAt(u, 'slots', stack.ENCODING, asStr(vm, encoding) ?? '');
  if (errors !== undefined) vm.setAt(u, 'slots', stack.ERRORS, asStr(vm, errors) ?? '');
}

const bound = (vm: Operations, signature: Signature, args: readonly Value[], keywords: Keywords | null): Slot[] =>
  bindArguments(vm, signature, args, keywords);

const dumps: Builtin = (vm, args, keywords) => {
  const names = ['obj', 'protocol', 'fix_imports', 'buffer_callback'];
  const [obj, protocol, fixes, buffers] = bound(
    vm,
    { name: 'dumps', names, positional: 2, required: 1 },
    args,
    keywords,
  );
  const p = newPickler(vm, TYPES[PICKLER]);
  setUp(vm, p, protocol, fixes, buffers);
  return vm.native('pickle.dump', [p, obj], { file: false });
};

const dump: Builtin = (vm, args, keywords) => {
  const names = ['obj', 'file', 'protocol', 'fix_imports', 'buffer_callback'];
  const signature = { name: 'dump', names, positional: 3, required: 2 };
  const [obj, file, protocol, fixes, buffers] = bound(vm, signature, args, keywords);
  const p = newPickler(vm, TYPES[PICKLER]);
  setUp(vm, p, protocol, fixes, buffers);
  return vm.native('pickle.init', [p, file, obj], { dumps: true });
};

function setUp(vm: Operations, p: Ref, protocol: Slot, fixes: Slot, buffers: Slot): void {
  setProtocol(vm, p, protocol, fixes);
  vm.setAt(p, 'slots', out.BUFFERS, buffers ?? null);
  refuseBuffers(vm, p);
}

const loads: Builtin = (vm, args, keywords) => {
  const signature = { name: 'loads', names: ['', ...READING], positional: 1, required: 1 };
  const [data, ...rest] = bound(vm, signature, args, keywords);
  const u = newUnpickler(vm, TYPES[UNPICKLER]);
  readingOptions(vm, u, rest);
  let text = '';
  for (const byte of bytesLike(vm, data as Value)) text += String.fromCharCode(byte);
  vm.setAt(u, 'slots', stack.TEXT, text);
  return vm.native('pickle.load', [u]);
};

const load: Builtin = (vm, args, keywords) => {
  const signature = { name: 'load', names: ['file', ...READING], positional: 1, required: 1 };
  const [file, ...rest] = bound(vm, signature, args, keywords);
  const u = newUnpickler(vm, TYPES[UNPICKLER]);
  readingOptions(vm, u, rest);
  return vm.native('pickle.init_unpickler', [u, file], { loads: true });
};

/** A subclass whose `__init__` did not call that of its base. */
function uninitialized(vm: Operations, self: Ref, what: string, index: number): PyRaise {
  return raiseOf(vm, '_pickle', `${what}.__init__() was not called by ${typeName(vm, self)}.__init__()`, index);
}

export const PICKLE_MODULE: NativeModule = {
  functions: { dump, dumps, load, loads },
  unmodelled: ['PickleBuffer'],
  values(vm) {
    const base = newExceptionClass(vm, '_pickle', 'PickleError');
    return {
      PickleError: base,
      PicklingError: newExceptionClass(vm, '_pickle', 'PicklingError', [base]),
      UnpicklingError: newExceptionClass(vm, '_pickle', 'UnpicklingError', [base]),
      Pickler: TYPES[PICKLER],
      Unpickler: TYPES[UNPICKLER],
    };
  },
  state: ({ PickleError, PicklingError, UnpicklingError }) => [PickleError, PicklingError, UnpicklingError],
  exec: 'pickle.exec',
};

/** What the module asks others for when it is imported. Slots: the module, the module that was imported. */
const EXEC: Native = {
  start: (vm) => importing(vm, 'copyreg', 'copyreg'),
  phases: {
    copyreg(vm, self, value) {
      self.set(1, given(value));
      return registry(vm, self, 0);
    },
    found(vm, self, value) {
      const at = Number(self.vars['at']);
      setModuleState(vm, '_pickle', DISPATCH_TABLE + at, given(value));
      return at + 1 < REGISTRIES.length ? registry(vm, self, at + 1) : importing(vm, '_compat_pickle', 'compatible');
    },
    compatible(vm, _self, value) {
      setModuleState(vm, '_pickle', DISPATCH_TABLE + REGISTRIES.length, given(value));
      return { done: null };
    },
  },
};
const REGISTRIES = ['dispatch_table', '_extension_registry', '_inverted_registry'];

function registry(vm: Operations, self: NativeSelf, at: number): NativeStep {
  self.setVars({ at });
  return wait(getAttr(vm, self.slots[1] as Value, REGISTRIES[at] as string), 'found');
}

export const PICKLE_BUILTINS: BuiltinTable = {
  [`${PICKLER}.__new__`]: (vm, [cls]) => newPickler(vm, cls as Ref),
  [`${PICKLER}.__init__`](vm, [self, ...args], keywords) {
    const names = ['file', 'protocol', 'fix_imports', 'buffer_callback'];
    const [file, protocol, fixes, buffers] = bound(vm, { name: 'Pickler', names, required: 1 }, args, keywords);
    setUp(vm, self as Ref, protocol, fixes, buffers);
    return vm.native('pickle.init', [self, file], { dumps: false });
  },
  [`${PICKLER}.dump`](vm, [self, obj = null]) {
    const { ref, data } = recordOf(vm, PICKLER, 'dump', self);
    if (data.slots[out.WRITE] === undefined) throw uninitialized(vm, ref, 'Pickler', PICKLING_ERROR);
    return vm.native('pickle.dump', [ref, obj], { file: true });
  },
  [`${PICKLER}.clear_memo`](vm, [self]) {
    const { ref } = recordOf(vm, PICKLER, 'clear_memo', self);
    vm.setAt(ref, 'slots', out.MEMO, newList(vm, []));
    return null;
  },
  [`${PICKLER}.bin`]: (vm, [self]) => (out.protocolOf(vm, self as Ref) > 0 ? 1 : 0),
  [`${PICKLER}.fast`]: (vm, [self]) => out.number(vm, self as Ref, out.FAST),
  [`${PICKLER}.fast=`](vm, [self, value]) {
    vm.setNumberAt(self as Ref, 'numbers', out.FAST, Number(asInt(vm, value) ?? 0) === 0 ? 0 : 1);
    return null;
  },
  [`${PICKLER}.dispatch_table`](vm, [self]) {
    const found = recordData(vm, self).slots[out.DISPATCH];
    if (found === undefined)
      throw raise(vm, 'AttributeError', `'${typeName(vm, self as Value)}' object has no attribute 'dispatch_table'`);
    return found;
  },
  [`${PICKLER}.dispatch_table=`](vm, [self, value]) {
    vm.setAt(self as Ref, 'slots', out.DISPATCH, value);
    return null;
  },
  // They answer for attributes themselves, though as any object does: a method is bound first.
  [`${PICKLER}.__getattribute__`]: (vm, [self, name]) => objectGetAttribute(vm, self as Value, String(name)),
  [`${UNPICKLER}.__getattribute__`]: (vm, [self, name]) => objectGetAttribute(vm, self as Value, String(name)),
  [`${UNPICKLER}.__new__`]: (vm, [cls]) => newUnpickler(vm, cls as Ref),
  [`${UNPICKLER}.__init__`](vm, [self, ...args], keywords) {
    const signature = { name: 'Unpickler', names: ['file', ...READING], positional: 1, required: 1 };
    const [file, ...rest] = bound(vm, signature, args, keywords);
    readingOptions(vm, self as Ref, rest);
    return vm.native('pickle.init_unpickler', [self, file], { loads: false });
  },
  [`${UNPICKLER}.load`](vm, [self]) {
    const { ref, data } = recordOf(vm, UNPICKLER, 'load', self);
    if (data.slots[stack.READ] === null) throw uninitialized(vm, ref, 'Unpickler', UNPICKLING_ERROR);
    return vm.native('pickle.load_method', [ref]);
  },
  [`${UNPICKLER}.find_class`]: (vm, [self, module, name]) => vm.native('pickle.find_class', [self, module, name]),
};
export const PICKLE_NATIVES: NativeTable = {
  'pickle.exec': EXEC,
  'pickle.init': INIT_PICKLER,
  'pickle.dump': DUMP,
  'pickle.init_unpickler': INIT_UNPICKLER,
  'pickle.load_method': LOAD_METHOD,
  ...PICKLE_SAVE_NATIVES,
  ...PICKLE_REDUCE_NATIVES,
  ...PICKLE_GLOBAL_NATIVES,
  ...PICKLE_LOAD_NATIVES,
  ...PICKLE_BUILD_NATIVES,
};
