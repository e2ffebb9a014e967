/**
 * Methods and attributes of the builtin exception types.
 * @module
 */

import type { TypeData } from '../heap.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { argumentType, between, exactly } from './arguments.ts';
import { attributesOf, derive, SPLIT } from './exception-group.ts';
import { INITS, newBare } from './exception-init.ts';
import { exceptionRepr, STRS } from './exception-text.ts';
import { exceptionData, isException, isExceptionType, raise, setMember } from './exceptions.ts';
import { newList } from './list.ts';
import type { Member, MemberTable } from './member.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import type { ExceptionName } from './type-table.ts';
import { EXCEPTION_INITS, typeName } from './types.ts';

/** `repr()` of an exception by the builtin method, whatever its class defines. */
export const EXCEPTION_REPR: Algorithm = {
  name: 'exception_repr',
  run: (vm, inputs, _vars, ask) => exceptionRepr(vm, inputs[0] as Ref, (v) => reprAsking(vm, v, ask)),
};
/** `str()` of an exception by the builtin method of one type; vars: type. */
export const EXCEPTION_STR: Algorithm = {
  name: 'exception_str',
  run(vm, inputs, vars, ask) {
    const own = STRS[String(vars['type'])];
    if (own === undefined) throw new ModelError('no such __str__');
    return own(
      vm,
      inputs[0] as Ref,
      (v) => strAsking(vm, v, ask),
      (v) => reprAsking(vm, v, ask),
    );
  },
};

function exception(vm: Operations, v: Slot): Ref {
  if (v !== undefined && isException(vm, v)) return v;
  throw raise(
    vm,
    'TypeError',
    `descriptor requires a 'BaseException' object but received ${v === undefined ? 'nothing' : `a '${typeName(vm, v)}'`}`,
  );
}

const construct: Builtin = (vm, args) => {
  const [type, ...rest] = args;
  if (type === undefined || !isExceptionType(vm, type))
    throw raise(vm, 'TypeError', 'BaseException.__new__(X): X is not a type object');
  return newBare(vm, type, rest);
};

const initialisers: BuiltinTable = Object.fromEntries(
  Object.entries(INITS).map(([type, init]) => [
    `${type}.__init__`,
    (vm, args, keywords) => {
      init(vm, exception(vm, args[0]), args.slice(1), keywords);
      return null;
    },
  ]),
);
/** Those of the types without one of their own, as they have them before 3.14. */
const inherited: BuiltinTable = Object.fromEntries(
  [...EXCEPTION_INITS.keys()].map((type) => {
    const { name, mro } = type.data as TypeData;
    const from = mro.map((base) => ((base as Ref).data as TypeData).name).find((base) => base in INITS);
    return [`${name}.__init__`, initialisers[`${from}.__init__`] as Builtin];
  }),
);
const strings: BuiltinTable = Object.fromEntries(
  Object.keys(STRS).map((type) => [
    `${type}.__str__`,
    (vm, args) => replay(vm, EXCEPTION_STR, [exception(vm, args[0])], { type }),
  ]),
);

/** `BaseException.add_note`, of a str. */
export function addNote(vm: Operations, self: Ref, note: Value): void {
  const dict = attributesOf(vm, self);
  const notes = dictGetName(vm, dict, '__notes__');
  if (notes === undefined) {
    dictSetName(vm, dict, '__notes__', newList(vm, [note]));
    return;
  }
  const list = asKind(vm, notes, 'list');
  if (list === undefined) throw raise(vm, 'TypeError', 'Cannot add note: __notes__ is not a list');
  vm.splice(notes as Ref, 'items', list.items.length, 0, [note]);
}

export const EXCEPTION_METHODS: BuiltinTable = {
  ...initialisers,
  ...inherited,
  ...strings,
  'BaseException.__new__': construct,
  'BaseExceptionGroup.__new__': construct,
  'OSError.__new__': construct,
  'BaseException.__repr__': (vm, args) => replay(vm, EXCEPTION_REPR, [exception(vm, args[0])]),
  'BaseExceptionGroup.__repr__': (vm, args) => replay(vm, EXCEPTION_REPR, [exception(vm, args[0])]),
  'BaseException.with_traceback'(vm, args) {
    exactly(vm, 'BaseException.with_traceback', args.slice(1), 1);
    setTraceback(vm, exception(vm, args[0]), args[1] ?? null);
    return args[0] as Value;
  },
  'BaseException.add_note'(vm, args) {
    exactly(vm, 'BaseException.add_note', args.slice(1), 1);
    const self = exception(vm, args[0]);
    const note = args[1] as Value;
    if (asStr(vm, note) === undefined) {
      throw raise(
        vm,
        'TypeError',
        ROWS[vm.version].noteByClinic
          ? `add_note() argument must be str, not ${argumentType(vm, note)}`
          : `note must be a str, not '${typeName(vm, note)}'`,
      );
    }
    addNote(vm, self, note);
    return null;
  },
  'BaseExceptionGroup.derive'(vm, args) {
    exactly(vm, 'BaseExceptionGroup.derive', args.slice(1), 1);
    return derive(vm, exception(vm, args[0]), args[1] as Value);
  },
  'BaseExceptionGroup.split'(vm, args) {
    one(vm, args, 'split');
    return replay(vm, SPLIT, [exception(vm, args[0]), args[1]], { subgroup: false });
  },
  'BaseExceptionGroup.subgroup'(vm, args) {
    one(vm, args, 'subgroup');
    return replay(vm, SPLIT, [exception(vm, args[0]), args[1]], { subgroup: true });
  },
};

/** Until 3.12 by `PyArg_UnpackTuple`. */
function one(vm: Operations, args: readonly Value[], name: string): void {
  if (ROWS[vm.version].groupsByClinic) exactly(vm, `BaseExceptionGroup.${name}`, args.slice(1), 1);
  else between(vm, name, args.slice(1), 1, 1);
}

function setTraceback(vm: Operations, self: Ref, value: Slot): void {
  if (value === undefined) throw raise(vm, 'TypeError', '__traceback__ may not be deleted');
  if (value !== null && asKind(vm, value, 'traceback') === undefined)
    throw raise(vm, 'TypeError', '__traceback__ must be a traceback or None');
  vm.setRef(self, 'exception', 'traceback', value);
}

/** `__cause__` and `__context__`. */
function link(member: 'cause' | 'context'): Member {
  return {
    get: (vm, self) => exceptionData(vm, exception(vm, self))[member],
    set(vm, self, value) {
      if (value === undefined) throw raise(vm, 'TypeError', `__${member}__ may not be deleted`);
      if (value !== null && !isException(vm, value))
        throw raise(vm, 'TypeError', `exception ${member} must be None or derive from BaseException`);
      const ref = exception(vm, self);
      vm.setRef(ref, 'exception', member, value);
      if (member === 'cause') vm.setPlain(ref, 'exception', 'suppressContext', true);
    },
  };
}

function plain(type: ExceptionName, names: string, readOnly = false): MemberTable {
  return Object.fromEntries(
    names.split(' ').map((name): [string, Member] => [
      `${type}.${name}`,
      {
        get: (vm, self) => exceptionData(vm, exception(vm, self)).members[name] ?? null,
        ...(readOnly
          ? {}
          : {
              set: (vm: Operations, self: Value, value: Slot) => setMember(vm, exception(vm, self), name, value),
            }),
      },
    ]),
  );
}

export const EXCEPTION_MEMBERS: MemberTable = {
  'BaseException.args': {
    get: (vm, self) => newTuple(vm, [...exceptionData(vm, exception(vm, self)).args]),
    set(vm, self, value) {
      if (value === undefined) throw raise(vm, 'TypeError', 'args may not be deleted');
      const items = (asKind(vm, value, 'tuple') ?? asKind(vm, value, 'list'))?.items;
      if (items === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, value)}' object is not iterable`);
      const ref = exception(vm, self);
      vm.splice(ref, 'args', 0, exceptionData(vm, ref).args.length, items);
    },
  },
  'BaseException.__traceback__': {
    get: (vm, self) => exceptionData(vm, exception(vm, self)).traceback,
    set: (vm, self, value) => setTraceback(vm, exception(vm, self), value),
  },
  'BaseException.__cause__': link('cause'),
  'BaseException.__context__': link('context'),
  'BaseException.__suppress_context__': {
    get: (vm, self) => exceptionData(vm, exception(vm, self)).suppressContext,
    set(vm, self, value) {
      if (typeof value !== 'boolean') throw raise(vm, 'TypeError', 'attribute value type must be bool');
      vm.setPlain(exception(vm, self), 'exception', 'suppressContext', value);
    },
  },
  'BaseException.__dict__': { get: (vm, self) => exceptionData(vm, exception(vm, self)).attrs ?? newDict(vm) },
  ...plain('BaseExceptionGroup', 'message exceptions', true),
  ...plain('StopIteration', 'value'),
  ...plain('SystemExit', 'code'),
  ...plain('NameError', 'name'),
  ...plain('AttributeError', 'name obj'),
  ...plain('ImportError', 'msg name path name_from'),
  ...plain('OSError', 'errno strerror filename filename2'),
  ...plain('SyntaxError', 'msg filename lineno offset text end_lineno end_offset'),
  ...plain('UnicodeDecodeError', 'encoding object start end reason'),
  ...plain('UnicodeEncodeError', 'encoding object start end reason'),
  ...plain('UnicodeTranslateError', 'object start end reason'),
};
