/**
 * What `__reduce__` gave, written (`save_reduce`, `batch_list`, `batch_dict` of Modules/_pickle.c).
 * @module
 */
import { isCallable } from '../builtins/functions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { isType, typeName, typeOf } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { isIterator } from '../protocol/iteration.ts';
import { given, importing, looping, nextInto, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr } from '../protocol/text.ts';
import { qualifiedTypeName } from '../protocol/text-contents.ts';
import { EXHAUSTED, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { isMemoized, memoize, protocolOf, write, writeKnown } from './pickle-output.ts';
import { noting, picklingError, reduceAs, save } from './pickle-save.ts';

/** Slots of the native: pickler, object, tuple, then what to call, arguments, the class that `__newobj__` is told. */
const PICKLER = 0;
const OBJECT = 1;
const PARTS = 2;
const CALLABLE = 3;
const ARGUMENTS = 4;
const CLASS = 5;

const part = (vm: Operations, { slots }: NativeSelf, i: number): Value =>
  (tupleItems(vm, slots[PARTS])[i] ?? null) as Value;
const pickler = ({ slots }: NativeSelf): Ref => slots[PICKLER] as Ref;

/** A text that tells the type of what was found, as it is told since 3.14, and as it was before. */
function wrong(vm: Operations, now: string, v: Value, before: string): PyRaise {
  const full = qualifiedTypeName(vm, typeOf(vm, v));
  return picklingError(vm, ROWS[vm.version].picklesTellMore ? `${now}, not ${full}` : before);
}

const GAVE = 'of the tuple returned by __reduce__ must be';

function checkParts(vm: Operations, parts: readonly Value[]): void {
  if (parts.length < 2 || parts.length > 6)
    throw picklingError(vm, 'tuple returned by __reduce__ must contain 2 through 6 elements');
  const [callable, args, , list = null, dict = null, setter = null] = parts as [Value, Value, ...Value[]];
  if (!isCallable(vm, callable))
    throw wrong(vm, `first item ${GAVE} callable`, callable, `first item ${GAVE} callable`);
  if (asKind(vm, args, 'tuple') === undefined)
    throw wrong(vm, `second item ${GAVE} a tuple`, args, `second item ${GAVE} a tuple`);
  const iterator = (which: string, v: Value): void => {
    if (v === null || isIterator(vm, v)) return;
    throw wrong(
      vm,
      `${which} item ${GAVE} an iterator`,
      v,
      `${which} element ${GAVE} an iterator, not ${typeName(vm, v)}`,
    );
  };
  iterator('fourth', list);
  iterator('fifth', dict);
  if (setter !== null && !isCallable(vm, setter))
    throw wrong(
      vm,
      `sixth item ${GAVE} callable`,
      setter,
      `sixth element ${GAVE} a function, not ${typeName(vm, setter)}`,
    );
}

/** Vars: what is under way, for its note. */
const REDUCE: Native = {
  start(vm, self) {
    const parts = tupleItems(vm, self.slots[PARTS]) as Value[];
    checkParts(vm, parts);
    vm.splice(self.ref, 'slots', CALLABLE, 0, [parts[0] as Value, parts[1] as Value, null]);
    if (protocolOf(vm, pickler(self)) < 2) return called(self, vm);
    return wait(getOptionalAttr(vm, parts[0] as Value, '__name__'), 'named');
  },
  phases: {
    named(vm, self, value) {
      const name = value === EXHAUSTED ? undefined : asStr(vm, value);
      if (name === '__newobj_ex__') return newObjectEx(vm, self);
      return name === '__newobj__' ? newObject(vm, self) : called(self, vm);
    },
    classOf(vm, self, value) {
      const cls = tupleItems(vm, self.slots[ARGUMENTS])[0] as Value;
      if (given(value) !== cls) {
        if (!ROWS[vm.version].picklesTellMore)
          throw picklingError(vm, 'args[0] from __newobj__ args has the wrong class');
        const text = 'first argument to __newobj__() must be %, not %';
        return wait(vm.native('pickle.fail', [undefined, given(value), cls], { text }), 'written');
      }
      return newObjectOf(vm, self, cls);
    },
    newClass(vm, self) {
      doing(self, '__new__ arguments');
      const [, ...rest] = tupleItems(vm, self.slots[ARGUMENTS]) as Value[];
      return wait(save(vm, pickler(self), newTuple(vm, rest)), 'newArguments');
    },
    newArguments(vm, self) {
      write(vm, pickler(self), '\x81');
      return made(vm, self);
    },
    exClass(vm, self) {
      doing(self, '__new__ arguments');
      return wait(save(vm, pickler(self), tupleItems(vm, self.slots[ARGUMENTS])[1] as Value), 'exArguments');
    },
    exArguments: (vm, self) =>
      wait(save(vm, pickler(self), tupleItems(vm, self.slots[ARGUMENTS])[2] as Value), 'exKeywords'),
    exKeywords(vm, self) {
      write(vm, pickler(self), '\x92');
      return made(vm, self);
    },
    imported: (vm, self, value) => {
      self.set(CLASS, given(value));
      return wait(getAttr(vm, tupleItems(vm, self.slots[ARGUMENTS])[0] as Value, '__new__'), 'maker');
    },
    maker(vm, self, value) {
      self.set(CALLABLE, given(value));
      return wait(getAttr(vm, self.slots[CLASS] as Value, 'partial'), 'partial');
    },
    partial(vm, self, value) {
      const [cls, args, keywords] = tupleItems(vm, self.slots[ARGUMENTS]) as [Value, Value, Ref];
      const named = new Map(dictEntries(vm, keywords).map(([key, item]) => [String(key), item]));
      const all = [self.slots[CALLABLE] as Value, cls, ...(tupleItems(vm, args) as Value[])];
      return wait(vm.call(given(value), all, named), 'bound');
    },
    bound(vm, self, value) {
      self.set(CALLABLE, given(value));
      self.set(ARGUMENTS, newTuple(vm, []));
      return called(self, vm);
    },
    callable(vm, self) {
      doing(self, 'reconstructor arguments');
      return wait(save(vm, pickler(self), self.slots[ARGUMENTS] as Value), 'arguments');
    },
    arguments(vm, self) {
      write(vm, pickler(self), 'R');
      return made(vm, self);
    },
    written: (vm, self) => {
      const dict = part(vm, self, 4);
      doing(self, '');
      if (dict === null) return stateOf(vm, self);
      return wait(
        vm.native('pickle.batch', [pickler(self), self.slots[OBJECT], dict], { pairs: true, count: 0 }),
        'items',
      );
    },
    items: (vm, self) => stateOf(vm, self),
    setter(vm, self) {
      doing(self, 'state');
      return wait(save(vm, pickler(self), self.slots[OBJECT] as Value), 'setterObject');
    },
    setterObject: (vm, self) => wait(save(vm, pickler(self), part(vm, self, 2)), 'setterState'),
    setterState(vm, self) {
      write(vm, pickler(self), '\x86R0');
      return { done: null };
    },
    state(vm, self) {
      write(vm, pickler(self), 'b');
      return { done: null };
    },
  },
  caught(vm, { slots, vars }, exception) {
    const obj = slots[OBJECT];
    const what = vars['doing'];
    if (obj === undefined) return undefined;
    const shown = qualifiedTypeName(vm, typeOf(vm, obj));
    if (typeof what === 'string' && what !== '') noting(vm, exception, `${shown} ${what}`);
    return noting(vm, exception, `${shown} object`);
  },
};

function doing(self: NativeSelf, what: string): void {
  self.setVars({ ...self.vars, doing: what });
}

/** Written as a call. */
function called(self: NativeSelf, vm: Operations): NativeStep {
  doing(self, 'reconstructor');
  return wait(save(vm, pickler(self), self.slots[CALLABLE] as Value), 'callable');
}

function newObject(vm: Operations, self: NativeSelf): NativeStep {
  const { picklesTellMore } = ROWS[vm.version];
  const [cls] = tupleItems(vm, self.slots[ARGUMENTS]);
  if (cls === undefined)
    throw picklingError(
      vm,
      picklesTellMore ? '__newobj__ expected at least 1 argument, got 0' : '__newobj__ arglist is empty',
    );
  if (!isType(vm, cls))
    throw wrong(
      vm,
      'first argument to __newobj__() must be a class',
      cls as Value,
      'args[0] from __newobj__ args is not a type',
    );
  const obj = self.slots[OBJECT];
  return obj === undefined ? newObjectOf(vm, self, cls) : wait(getAttr(vm, obj, '__class__'), 'classOf');
}

function newObjectOf(vm: Operations, self: NativeSelf, cls: Value): NativeStep {
  doing(self, 'class');
  return wait(save(vm, pickler(self), cls), 'newClass');
}

function newObjectEx(vm: Operations, self: NativeSelf): NativeStep {
  const items = tupleItems(vm, self.slots[ARGUMENTS]) as Value[];
  const { picklesTellMore } = ROWS[vm.version];
  if (items.length !== 3) {
    const now = `__newobj_ex__ expected 3 arguments, got ${items.length}`;
    const before = `length of the NEWOBJ_EX argument tuple must be exactly 3, not ${items.length}`;
    throw picklingError(vm, picklesTellMore ? now : before);
  }
  const check = (i: number, which: string, what: string, is: boolean): void => {
    const v = items[i] as Value;
    const before = `${which} item from NEWOBJ_EX argument tuple must be a ${what}, not ${typeName(vm, v)}`;
    if (!is) throw wrong(vm, `${which} argument to __newobj_ex__() must be a ${what}`, v, before);
  };
  check(0, 'first', 'class', isType(vm, items[0]));
  check(1, 'second', 'tuple', asKind(vm, items[1], 'tuple') !== undefined);
  check(2, 'third', 'dict', asKind(vm, items[2], 'dict') !== undefined);
  if (protocolOf(vm, pickler(self)) < 4) return importing(vm, 'functools', 'imported');
  doing(self, 'class');
  return wait(save(vm, pickler(self), items[0] as Value), 'exClass');
}

/** The object is made: it is known from now on, or was written inside of itself. Then what lists hold. */
function made(vm: Operations, self: NativeSelf): NativeStep {
  const p = pickler(self);
  const obj = self.slots[OBJECT];
  doing(self, '');
  if (obj !== undefined && isMemoized(vm, p, obj)) {
    write(vm, p, '0');
    writeKnown(vm, p, obj);
    return { done: null };
  }
  if (obj !== undefined) memoize(vm, p, obj);
  const list = part(vm, self, 3);
  if (list === null) return wait(null, 'written');
  return wait(vm.native('pickle.batch', [p, obj, list], { pairs: false, count: 0 }), 'written');
}

function stateOf(vm: Operations, self: NativeSelf): NativeStep {
  const [state, setter] = [part(vm, self, 2), part(vm, self, 5)];
  if (tupleItems(vm, self.slots[PARTS]).length < 3 || state === null) return { done: null };
  doing(self, setter === null ? 'state' : 'state setter');
  return setter === null
    ? wait(save(vm, pickler(self), state), 'state')
    : wait(save(vm, pickler(self), setter), 'setter');
}

const BATCH = 1000;

/** What an iterator gives, in batches. Slots: pickler, object, iterator, the first item of a batch, the one at hand. Vars: pairs, count: of the batch; at: of all. */
const BATCHES: Native = {
  ...looping(
    {
      start: (_vm, self) => nextInto(self, 2, 'first'),
      phases: {
        first(vm, self, value) {
          if (value === EXHAUSTED) return { done: null };
          checkPair(vm, self, value);
          self.setVars({ ...self.vars, count: 0 });
          vm.splice(self.ref, 'slots', 3, self.slots.length - 3, [value]);
          if (protocolOf(vm, pickler(self)) === 0) return saveItem(vm, self, value, 'alone');
          return nextInto(self, 2, 'second');
        },
        second(vm, self, value) {
          if (value === EXHAUSTED) return saveItem(vm, self, self.slots[3] as Value, 'last');
          checkPair(vm, self, value);
          write(vm, pickler(self), '(');
          vm.splice(self.ref, 'slots', 4, 0, [value]);
          return saveItem(vm, self, self.slots[3] as Value, 'firstSaved');
        },
        firstSaved: (vm, self) => saveItem(vm, self, self.slots[4] as Value, 'itemSaved'),
        itemSaved(vm, self) {
          if (Number(self.vars['count']) === BATCH) return closed(vm, self, true);
          return nextInto(self, 2, 'item');
        },
        item(vm, self, value) {
          if (value === EXHAUSTED) return closed(vm, self, false);
          checkPair(vm, self, value);
          vm.splice(self.ref, 'slots', 4, self.slots.length - 4, [value]);
          return saveItem(vm, self, value, 'itemSaved');
        },
        alone(vm, self) {
          write(vm, pickler(self), self.vars['pairs'] === true ? 's' : 'a');
          return nextInto(self, 2, 'first');
        },
        last(vm, self) {
          write(vm, pickler(self), self.vars['pairs'] === true ? 's' : 'a');
          return { done: null };
        },
      },
    },
    ['first', 'second', 'item'],
  ),
};

function checkPair(vm: Operations, self: NativeSelf, v: Value): void {
  if (self.vars['pairs'] !== true || asKind(vm, v, 'tuple')?.items.length === 2) return;
  throw picklingTypeError(vm);
}

const picklingTypeError = (vm: Operations): PyRaise => picklingError(vm, 'dict items iterator must return 2-tuples');

function closed(vm: Operations, self: NativeSelf, more: boolean): NativeStep {
  write(vm, pickler(self), self.vars['pairs'] === true ? 'u' : 'e');
  return more ? nextInto(self, 2, 'first') : { done: null };
}

function saveItem(vm: Operations, self: NativeSelf, v: Value, then: string): NativeStep {
  const { count, pairs } = self.vars;
  self.setVars({ ...self.vars, count: Number(count) + 1 });
  const p = pickler(self);
  if (pairs !== true) return wait(save(vm, p, v), then);
  const [key, value] = tupleItems(vm, v) as [Slot, Slot];
  return wait(
    vm.native('pickle.steps', [p, self.slots[OBJECT], '', key, '', '', value, '='], { at: 0, then: '', after: '' }),
    then,
  );
}

/** Raises what tells of objects by their repr, in the place of each `%`. Slots: an exception that it comes from, the objects. Vars: text. */
const FAIL: Native = {
  start: (vm, self) => told(vm, self, 1),
  phases: {
    shown(vm, self, value) {
      const text = String(self.vars['text']).replace('%', () => asStr(vm, given(value)) ?? '');
      const at = Number(self.vars['at']) + 1;
      self.setVars({ ...self.vars, text });
      return told(vm, self, at);
    },
  },
};

function told(vm: Operations, self: NativeSelf, at: number): NativeStep {
  if (at === self.slots.length) {
    const raised = picklingError(vm, String(self.vars['text']));
    const [context] = self.slots;
    if (context instanceof Ref) vm.setRef(raised.exception, 'exception', 'context', context);
    throw raised;
  }
  self.setVars({ ...self.vars, at });
  return wait(repr(vm, self.slots[at] as Value), 'shown');
}

/** Notes by which key a value stands. Slots: exception, container, key. */
const NOTE_ITEM: Native = {
  start: (vm, { slots }) => wait(repr(vm, slots[2] as Value), 'shown'),
  phases: {
    shown(vm, { slots }, value) {
      const [exception, container] = slots as [Ref, Value];
      noting(vm, exception, `${qualifiedTypeName(vm, typeOf(vm, container))} item ${asStr(vm, given(value))}`);
      throw new PyRaise(exception);
    },
  },
};

/** `codecs.encode(text, 'latin1')` stands for bytes in protocols that have none. Slots: pickler, bytes, arguments. */
const CODEC: Native = {
  start: (vm) => importing(vm, '_codecs', 'imported'),
  phases: {
    imported: (vm, _self, value) => wait(getAttr(vm, given(value), 'encode'), 'found'),
    found: (vm, { slots }, value) => {
      const [p, v, args] = slots as [Ref, Value, Value];
      return wait(reduceAs(vm, p, v, [given(value), args]), 'saved');
    },
    saved: () => ({ done: null }),
  },
};

export const PICKLE_REDUCE_NATIVES: NativeTable = {
  'pickle.reduce': REDUCE,
  'pickle.batch': BATCHES,
  'pickle.fail': FAIL,
  'pickle.note_item': NOTE_ITEM,
  'pickle.codec': CODEC,
};
