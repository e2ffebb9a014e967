/**
 * What the builtin exception types' `__new__` and `__init__` make of their arguments.
 * @module
 */

import type { Keywords, Operations } from '../operations.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { newBytes } from './codecs.ts';
import { ERRNO_TYPES } from './errno.ts';
import { newGroup } from './exception-group.ts';
import { allocException, exceptionData, raise, setMember } from './exceptions.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import type { ExceptionName } from './type-table.ts';
import { isInstance, isSubtype, TYPES, typeData, typeName, typeOf } from './types.ts';

type Init = (vm: Operations, exception: Ref, args: readonly Value[], keywords: Keywords | null) => void;

/** `tp_new` of an exception type: arguments are kept as `args` whatever `__init__` does later. */
export function newBare(vm: Operations, type: Ref, args: readonly Value[]): Ref {
  if (isSubtype(vm, type, TYPES.BaseExceptionGroup)) return newGroup(vm, type, args);
  if (isSubtype(vm, type, TYPES.OSError)) return newOSError(vm, type, args);
  return allocException(vm, type, args);
}

/** `tp_init` of the nearest builtin type on the MRO that has one of its own. */
export function initException(vm: Operations, exception: Ref, args: readonly Value[], keywords: Keywords | null): void {
  for (const type of typeData(vm, typeOf(vm, exception)).mro) {
    const { name } = typeData(vm, type as Ref);
    const init = (type as Ref).id < 0 ? INITS[name as ExceptionName] : undefined;
    if (init !== undefined) {
      init(vm, exception, args, keywords);
      return;
    }
  }
  throw new ModelError('an exception type without BaseException');
}

function setArgs(vm: Operations, exception: Ref, args: readonly Value[]): void {
  const old = exceptionData(vm, exception).args;
  if (old.length === args.length && old.every((v, i) => v === args[i])) return;
  vm.splice(exception, 'args', 0, old.length, args);
}

/** The initialisers by type, to be called with arguments that `type.__call__` or `super().__init__` gives. */
export const INITS: Readonly<Partial<Record<ExceptionName, Init>>> = {
  BaseException(vm, exception, args, keywords) {
    if (keywords !== null && keywords.size > 0)
      throw raise(vm, 'TypeError', `${typeData(vm, typeOf(vm, exception)).name}() takes no keyword arguments`);
    setArgs(vm, exception, args);
  },
  BaseExceptionGroup(vm, exception, args, keywords) {
    if (keywords !== null && keywords.size > 0)
      throw raise(vm, 'TypeError', `${typeData(vm, typeOf(vm, exception)).name}() takes no keyword arguments`);
    setArgs(vm, exception, args);
  },
  StopIteration(vm, exception, args) {
    setArgs(vm, exception, args);
    setMember(vm, exception, 'value', args[0] ?? null);
  },
  SystemExit(vm, exception, args) {
    setArgs(vm, exception, args);
    const [code = null] = args;
    setMember(vm, exception, 'code', args.length > 1 ? newTuple(vm, [...args]) : code);
  },
  NameError(vm, exception, args, keywords) {
    setArgs(vm, exception, args);
    takeKeywords(vm, exception, 'NameError', keywords, ['name']);
  },
  AttributeError(vm, exception, args, keywords) {
    setArgs(vm, exception, args);
    takeKeywords(vm, exception, 'AttributeError', keywords, ['name', 'obj']);
  },
  ImportError(vm, exception, args, keywords) {
    setArgs(vm, exception, args);
    takeKeywords(vm, exception, 'ImportError', keywords, ['name', 'path', 'name_from']);
    reset(vm, exception, 'msg', args.length === 1 ? args[0] : undefined);
  },
  OSError(vm, exception, args, keywords) {
    if (keywords !== null && keywords.size > 0)
      throw raise(vm, 'TypeError', `${typeData(vm, typeOf(vm, exception)).name}() takes no keyword arguments`);
    const { members } = exceptionData(vm, exception);
    if (!('errno' in members) && !('strerror' in members)) initOSError(vm, exception, args);
  },
  SyntaxError(vm, exception, args) {
    setArgs(vm, exception, args);
    if (args.length > 0) setMember(vm, exception, 'msg', args[0] ?? null);
    const info = args.length === 2 ? (asKind(vm, args[1], 'tuple') ?? asKind(vm, args[1], 'list')) : undefined;
    const count = info?.items.length ?? (args.length === 2 ? [...(asStr(vm, args[1]) ?? '    ')].length : 4);
    if (args.length === 2 && !(args[1] instanceof Ref) && asStr(vm, args[1]) === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, args[1] as Value)}' object is not iterable`);
    if (count < 4) throw raise(vm, 'TypeError', `function takes at least 4 arguments (${count} given)`);
    const most = ROWS[vm.version].syntaxErrorsHaveMetadata ? 7 : 6;
    if (count > most) throw raise(vm, 'TypeError', `function takes at most ${most} arguments (${count} given)`);
    if (count === 5) throw raise(vm, 'TypeError', 'end_offset must be provided when end_lineno is provided');
    const names = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset'];
    info?.items.forEach((value, i) => {
      if (i < names.length) setMember(vm, exception, names[i] as string, value);
    });
  },
  UnicodeDecodeError(vm, exception, args) {
    initUnicode(vm, exception, args);
    const object = args[1] as Value;
    const bytes = asKind(vm, object, 'bytes');
    if (bytes === undefined && asKind(vm, object, 'record')?.type !== 'memoryview')
      throw raise(vm, 'TypeError', `a bytes-like object is required, not '${typeName(vm, object)}'`);
    // What is bytes-like and no bytes is kept as bytes.
    if (bytes !== undefined && !isSubtype(vm, bytes.cls, TYPES.bytes)) {
      const kept = newBytes(vm, [...bytes.bytes]);
      setMember(vm, exception, 'object', kept);
    }
  },
  UnicodeEncodeError(vm, exception, args) {
    initUnicode(vm, exception, args);
  },
  UnicodeTranslateError(vm, exception, args) {
    initUnicode(vm, exception, args, ['object', 'start', 'end', 'reason']);
  },
};

/** Sets a member, or takes the one away that an initialiser has set before. */
function reset(vm: Operations, exception: Ref, name: string, value: Slot): void {
  const { members } = exceptionData(vm, exception);
  if (value !== undefined || members[name] !== undefined) setMember(vm, exception, name, value);
}

function takeKeywords(
  vm: Operations,
  exception: Ref,
  func: string,
  keywords: Keywords | null,
  names: readonly string[],
): void {
  for (const [name, value] of keywords ?? []) {
    if (!names.includes(name)) {
      throw raise(vm, 'TypeError', TEXTS[vm.version].unexpectedKeyword(func, name));
    }
    setMember(vm, exception, name, value);
  }
  for (const name of names) if (keywords?.has(name) !== true) reset(vm, exception, name, undefined);
}

function newOSError(vm: Operations, type: Ref, args: readonly Value[]): Ref {
  const errno = args.length >= 2 && args.length <= 5 ? asInt(vm, args[0]) : undefined;
  const mapped =
    type === TYPES.OSError && errno !== undefined ? ERRNO_TYPES[vm.build.bits].get(Number(errno)) : undefined;
  const exception = allocException(vm, mapped === undefined ? type : TYPES[mapped], args);
  initOSError(vm, exception, args);
  return exception;
}

/** `oserror_init`: (errno, strerror[, filename[, winerror[, filename2]]]); a file name leaves `args` again. */
function initOSError(vm: Operations, exception: Ref, args: readonly Value[]): void {
  const parsed = args.length >= 2 && args.length <= 5;
  setArgs(vm, exception, parsed && (args[2] ?? null) !== null ? args.slice(0, 2) : args);
  if (!parsed) return;
  const [errno = null, strerror = null, filename = null, , filename2 = null] = args;
  setMember(vm, exception, 'errno', errno);
  setMember(vm, exception, 'strerror', strerror);
  if (filename !== null) setMember(vm, exception, 'filename', filename);
  if (filename !== null && filename2 !== null) setMember(vm, exception, 'filename2', filename2);
}

const OF_UNICODE = ['encoding', 'object', 'start', 'end', 'reason'];
const TEXTS_OF_UNICODE: ReadonlySet<string> = new Set(['encoding', 'reason']);

function initUnicode(vm: Operations, exception: Ref, args: readonly Value[], names = OF_UNICODE): void {
  if (args.length !== names.length)
    throw raise(vm, 'TypeError', `function takes exactly ${names.length} arguments (${args.length} given)`);
  // What UnicodeDecodeError is about is bytes, of which it tells in its own words.
  const decodes = isInstance(vm, exception, TYPES.UnicodeDecodeError);
  names.forEach((name, i) => {
    const value = args[i] ?? null;
    const isText = TEXTS_OF_UNICODE.has(name) || (name === 'object' && !decodes);
    if (isText && asStr(vm, value) === undefined) {
      const found = value === null ? 'None' : typeName(vm, value);
      throw raise(vm, 'TypeError', `argument ${i + 1} must be str, not ${found}`);
    }
    if ((name === 'start' || name === 'end') && asInt(vm, value) === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, value)}' object cannot be interpreted as an integer`);
  });
  setArgs(vm, exception, args);
  names.forEach((name, i) => {
    setMember(vm, exception, name, args[i] ?? null);
  });
}
