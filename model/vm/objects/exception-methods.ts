/**
 * Methods and attributes of the builtin exception types.
 * @module
 */

import type { TypeData } from '../heap.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { itemsAsking } from '../protocol/collect.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { argumentType, between, exactly } from './arguments.ts';
import { attributesOf, derive, SPLIT } from './exception-group.ts';
import { initAs, newBare, setArgs, setWritten } from './exception-init.ts';
import { exceptionRepr, STRS } from './exception-text.ts';
import { exceptionData, isException, isExceptionType, raise, setMember } from './exceptions.ts';
import { newList } from './list.ts';
import type { Member, MemberTable } from './member.ts';
import { MEMBERS } from './member-table.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { EXCEPTION_TYPES, type ExceptionName } from './type-table.ts';
import { EXCEPTION_INITS, typeName } from './types.ts';
import { sizeMember, type UnicodeErrorName } from './unicode-errors.ts';

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

/** Inputs: exception, an iterable. */
const SET_ARGS: Algorithm = {
  name: 'exception_set_args',
  run(vm, [self, value], _vars, ask) {
    setArgs(vm, self as Ref, itemsAsking(vm, value as Value, ask));
    return null;
  },
};

/** Inputs: exception, a number. */
const SET_WRITTEN: Algorithm = {
  name: 'exception_set_written',
  run(vm, [self, value], _vars, ask) {
    setWritten(vm, self as Ref, indexAsking(vm, value as Value, ask, undefined, 'ValueError'));
    return null;
  },
};

function charactersWritten(vm: Operations, self: Ref): Value {
  const written = exceptionData(vm, self).members['characters_written'];
  if (written === undefined) throw raise(vm, 'AttributeError', 'characters_written');
  return written;
}

export const EXCEPTION_ALGORITHMS: readonly Algorithm[] = [EXCEPTION_REPR, EXCEPTION_STR, SET_ARGS, SET_WRITTEN];

function exception(vm: Operations, v: Slot): Ref {
  if (v !== undefined && isException(vm, v)) return v;
  throw raise(
    vm,
    'TypeError',
    `descriptor requires a 'BaseException' object but received ${v === undefined ? 'nothing' : `a '${typeName(vm, v)}'`}`,
  );
}

const construct: Builtin = (vm, args, keywords) => {
  const [type, ...rest] = args;
  if (type === undefined || !isExceptionType(vm, type))
    throw raise(vm, 'TypeError', 'BaseException.__new__(X): X is not a type object');
  return newBare(vm, type, rest, keywords);
};

/** Names of the exceptions in whose dict a word of the member table stands. */
const withMember = (word: string): ExceptionName[] =>
  (Object.keys(EXCEPTION_TYPES) as ExceptionName[]).filter((name) => MEMBERS[name]?.split(' ').includes(word));

const initialise =
  (type: ExceptionName): Builtin =>
  (vm, args, keywords) =>
    initAs(vm, type, exception(vm, args[0]), args.slice(1), keywords, false);

const INITIALISERS = withMember('__init__');
const initialisers: BuiltinTable = Object.fromEntries(
  INITIALISERS.map((type) => [`${type}.__init__`, initialise(type)]),
);
/** Those of the types without one of their own, as they have them before 3.14. */
const inherited: BuiltinTable = Object.fromEntries(
  [...EXCEPTION_INITS.keys()].map((type) => {
    const { name, mro } = type.data as TypeData;
    const bases = mro.map((base) => ((base as Ref).data as TypeData).name as ExceptionName);
    return [`${name}.__init__`, initialise(bases.find((base) => INITIALISERS.includes(base)) as ExceptionName)];
  }),
);
const strings: BuiltinTable = Object.fromEntries(
  withMember('__str__').map((type) => [
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
  ...Object.fromEntries(withMember('!__new__').map((name) => [`${name}.__new__`, construct])),
  // These two are functions of their own in C.
  'BaseExceptionGroup.__new__': (...call) => construct(...call),
  'OSError.__new__': (...call) => construct(...call),
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
  'BaseException.args='(vm, args) {
    if (args.length === 1) throw raise(vm, 'TypeError', 'args may not be deleted');
    return replay(vm, SET_ARGS, [exception(vm, args[0]), args[1]]);
  },
  'OSError.characters_written='(vm, args) {
    const self = exception(vm, args[0]);
    if (args.length > 1) return replay(vm, SET_WRITTEN, [self, args[1]]);
    charactersWritten(vm, self);
    setWritten(vm, self, -1);
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

const ofUnicode = (type: UnicodeErrorName): MemberTable => ({
  ...plain(type, 'encoding object reason'),
  [`${type}.start`]: sizeMember('start', exception),
  [`${type}.end`]: sizeMember('end', exception),
});

export const EXCEPTION_MEMBERS: MemberTable = {
  'BaseException.args': {
    get: (vm, self) => newTuple(vm, [...exceptionData(vm, exception(vm, self)).args]),
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
      if (value === undefined) throw raise(vm, 'TypeError', "can't delete numeric/char attribute");
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
  'OSError.characters_written': { get: (vm, self) => charactersWritten(vm, exception(vm, self)) },
  ...plain('SyntaxError', 'msg filename lineno offset text end_lineno end_offset print_file_and_line _metadata'),
  ...ofUnicode('UnicodeDecodeError'),
  ...ofUnicode('UnicodeEncodeError'),
  ...ofUnicode('UnicodeTranslateError'),
};
