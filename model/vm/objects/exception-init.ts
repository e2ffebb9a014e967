/**
 * What the builtin exception types' `__new__` and `__init__` make of their arguments.
 * @module
 */

import type { Keywords, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { itemsAsking } from '../protocol/collect.ts';
import { isNumber } from '../protocol/is-number.ts';
import { lookupType } from '../protocol/lookup.ts';
import { type Algorithm, type Ask, noCode, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { ModelError, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { noKeywords, unexpectedKeyword } from './arguments.ts';
import { ERRNO_TYPES } from './errno.ts';
import { newGroup } from './exception-group.ts';
import { allocException, exceptionData, raise, setMember } from './exceptions.ts';
import { asInt, asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import type { ExceptionName } from './type-table.ts';
import { isSubtype, TYPES, typeData, typeOf } from './types.ts';
import { initUnicode, type UnicodeErrorName } from './unicode-errors.ts';

type Init = (vm: Operations, exception: Ref, args: readonly Value[], keywords: Keywords | null, ask: Ask) => void;

/** `tp_new` of an exception type: arguments are kept as `args` whatever `__init__` does later. */
export function newBare(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null = null): Ref {
  if (isSubtype(vm, type, TYPES.BaseExceptionGroup)) return newGroup(vm, type, args);
  if (isSubtype(vm, type, TYPES.OSError)) return newOSError(vm, type, args, keywords);
  return allocException(vm, type, args);
}

/** `tp_init` of the nearest builtin type on the MRO that has one of its own. Gives the exception, or PENDING. */
export function initException(
  vm: Operations,
  exception: Ref,
  args: readonly Value[],
  keywords: Keywords | null,
): Result {
  for (const type of typeData(vm, typeOf(vm, exception)).mro) {
    const { name } = typeData(vm, type as Ref);
    if ((type as Ref).id < 0 && name in INITS)
      return initAs(vm, name as ExceptionName, exception, args, keywords, true);
  }
  throw new ModelError('an exception type without BaseException');
}

/** The initialiser of one type. `gives`: the exception, else None. */
export function initAs(
  vm: Operations,
  type: ExceptionName,
  exception: Ref,
  args: readonly Value[],
  keywords: Keywords | null,
  gives: boolean,
): Result {
  return replay(vm, EXCEPTION_INIT, [exception, ...callSlots(args, keywords)], {
    ...callVars(args, keywords),
    type,
    gives,
  });
}

/** Inputs: the exception, the call's arguments. Vars: type, gives. */
export const EXCEPTION_INIT: Algorithm = {
  name: 'exception_init',
  run(vm, inputs, vars, ask) {
    const { args, keywords } = callOf({ slots: inputs, vars }, 1);
    const exception = inputs[0] as Ref;
    INITS[vars['type'] as ExceptionName]?.(vm, exception, args, keywords, ask);
    return vars['gives'] === true ? exception : null;
  },
};

/** Sets `args`. */
export function setArgs(vm: Operations, exception: Ref, args: readonly Value[]): void {
  const old = exceptionData(vm, exception).args;
  if (old.length === args.length && old.every((v, i) => v === args[i])) return;
  vm.splice(exception, 'args', 0, old.length, args);
}

const baseInit: Init = (vm, exception, args, keywords) => {
  noKeywords(vm, typeData(vm, typeOf(vm, exception)).name, keywords);
  setArgs(vm, exception, args);
};

/** `BaseException_init`, and the fields that keywords give. */
const keywordInit =
  (type: ExceptionName, names: readonly string[]): Init =>
  (vm, exception, args, keywords) => {
    setArgs(vm, exception, args);
    takeKeywords(vm, exception, type, keywords, names);
  };
const importInit = keywordInit('ImportError', ['name', 'path', 'name_from']);

const unicodeInit =
  (type: UnicodeErrorName): Init =>
  (vm, exception, args, keywords, ask) => {
    baseInit(vm, exception, args, keywords, ask);
    initUnicode(vm, type, exception, args, ask);
  };

/** The initialisers by type. */
export const INITS: Readonly<Partial<Record<ExceptionName, Init>>> = {
  BaseException: baseInit,
  BaseExceptionGroup: baseInit,
  StopIteration(vm, exception, args, keywords, ask) {
    baseInit(vm, exception, args, keywords, ask);
    setMember(vm, exception, 'value', args[0] ?? null);
  },
  SystemExit(vm, exception, args, keywords, ask) {
    baseInit(vm, exception, args, keywords, ask);
    const [code = null] = args;
    setMember(vm, exception, 'code', args.length > 1 ? newTuple(vm, [...args]) : code);
  },
  NameError: keywordInit('NameError', ['name']),
  AttributeError: keywordInit('AttributeError', ['name', 'obj']),
  ImportError(vm, exception, args, keywords, ask) {
    importInit(vm, exception, args, keywords, ask);
    reset(vm, exception, 'msg', args.length === 1 ? args[0] : undefined);
  },
  OSError(vm, exception, args, keywords) {
    if (!usesInit(vm, typeOf(vm, exception))) return;
    noKeywords(vm, typeData(vm, typeOf(vm, exception)).name, keywords);
    initOSError(vm, exception, args);
  },
  SyntaxError(vm, exception, args, keywords, ask) {
    baseInit(vm, exception, args, keywords, ask);
    if (args.length > 0) setMember(vm, exception, 'msg', args[0] ?? null);
    if (args.length === 2) initPlace(vm, exception, itemsAsking(vm, args[1] as Value, ask));
  },
  UnicodeDecodeError: unicodeInit('UnicodeDecodeError'),
  UnicodeEncodeError: unicodeInit('UnicodeEncodeError'),
  UnicodeTranslateError: unicodeInit('UnicodeTranslateError'),
};

const OF_PLACE = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', '_metadata'];

/** What a SyntaxError is told of the place. */
function initPlace(vm: Operations, exception: Ref, info: readonly Value[]): void {
  for (const name of OF_PLACE.slice(4)) reset(vm, exception, name, undefined);
  const most = ROWS[vm.version].syntaxErrorsHaveMetadata ? 7 : 6;
  const bound = info.length < 4 ? 'at least 4' : info.length > most ? `at most ${most}` : undefined;
  if (bound !== undefined) throw raise(vm, 'TypeError', `function takes ${bound} arguments (${info.length} given)`);
  info.forEach((value, i) => {
    setMember(vm, exception, OF_PLACE[i] as string, value);
  });
  if (info.length === 5) throw raise(vm, 'TypeError', 'end_offset must be provided when end_lineno is provided');
}

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
  const given = keywords?.size ?? 0;
  if (given > names.length) {
    const most = `${names.length} keyword argument${names.length === 1 ? '' : 's'}`;
    throw raise(vm, 'TypeError', `${func}() takes at most ${most} (${given} given)`);
  }
  for (const name of keywords?.keys() ?? []) if (!names.includes(name)) throw unexpectedKeyword(vm, func, name, names);
  for (const [name, value] of keywords ?? []) setMember(vm, exception, name, value);
  for (const name of names) if (keywords?.has(name) !== true) reset(vm, exception, name, undefined);
}

/** `oserror_use_init`: `__new__` does all unless code has only an `__init__`. */
const usesInit = (vm: Operations, type: Ref): boolean =>
  typeData(vm, type).slotNew !== true && asKind(vm, lookupType(vm, type, '__init__'), 'builtin') === undefined;

/** An OSError, or what its number makes of it. */
export function newOSError(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null): Ref {
  if (usesInit(vm, type)) return allocException(vm, type, []);
  noKeywords(vm, typeData(vm, type).name, keywords);
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
  const [errno = null, strerror = null, filename = null, , filename2 = null] = args;
  const written = parsed && typeOf(vm, exception) === TYPES.BlockingIOError && isNumber(vm, filename);
  setArgs(vm, exception, parsed && filename !== null && !written ? args.slice(0, 2) : args);
  if (!parsed) return;
  setMember(vm, exception, 'errno', errno);
  setMember(vm, exception, 'strerror', strerror);
  if (written) setWritten(vm, exception, indexAsking(vm, filename, noCode, undefined, 'ValueError'));
  else if (filename !== null) setMember(vm, exception, 'filename', filename);
  if (!written && filename !== null && filename2 !== null) setMember(vm, exception, 'filename2', filename2);
}

/** How many characters a BlockingIOError says were written; −1 for none of its business. */
export const setWritten = (vm: Operations, exception: Ref, n: number): void =>
  setMember(vm, exception, 'characters_written', n === -1 ? undefined : n);
