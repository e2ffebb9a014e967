/**
 * `str()` and `repr()` of exceptions. The functions take how to make text of a part, which may run Python code.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { exceptionData } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { isSubtype, TYPES, typeData, typeOf } from './types.ts';
import { unicodeErrorText } from './unicode-errors.ts';

/** Makes text of a value: `str` or `repr`. */
export type TextOf = (v: Value) => string;

/** `BaseException.__repr__` (a group shows its parts, as they were at construction). */
export function exceptionRepr(vm: Operations, exception: Ref, reprOf: TextOf): string {
  const { args, members } = exceptionData(vm, exception);
  const { name } = typeData(vm, typeOf(vm, exception));
  const parts = members['exceptions'];
  if (
    !(vm as Machine).world.quirks.has('group-shows-its-arguments') &&
    parts !== undefined &&
    isSubtype(vm, typeOf(vm, exception), TYPES.BaseExceptionGroup)
  ) {
    const wasList = args.length === 2 && asKind(vm, args[1], 'list') !== undefined;
    const items = asKind(vm, parts, 'tuple')?.items ?? [];
    const shown = wasList ? `[${items.map((item) => reprOf(item as Value)).join(', ')}]` : reprOf(parts);
    return `${name}(${reprOf(members['message'] ?? null)}, ${shown})`;
  }
  const shown = args.map((arg) => reprOf(arg as Value));
  if (ROWS[vm.version].importErrorTellsName && isSubtype(vm, typeOf(vm, exception), TYPES.ImportError))
    for (const member of ['name', 'path'])
      if (members[member] !== undefined) shown.push(`${member}=${reprOf(members[member])}`);
  return `${name}(${shown.join(', ')})`;
}

type Str = (vm: Operations, exception: Ref, strOf: TextOf, reprOf: TextOf) => string;

const baseStr: Str = (vm, exception, strOf, reprOf) => {
  const { args } = exceptionData(vm, exception);
  if (args.length === 0) return '';
  return args.length === 1 ? strOf(args[0] as Value) : reprOf(newTuple(vm, [...args]));
};

const given = (v: Slot): v is Value => v !== undefined && v !== null;

/** `__str__` by the type that defines it. */
export const STRS: Readonly<Record<string, Str>> = {
  BaseException: baseStr,
  AttributeError: baseStr,
  NameError: baseStr,
  KeyError(vm, exception, strOf, reprOf) {
    const { args } = exceptionData(vm, exception);
    return args.length === 1 ? reprOf(args[0] as Value) : baseStr(vm, exception, strOf, reprOf);
  },
  BaseExceptionGroup(vm, exception, strOf) {
    const { members } = exceptionData(vm, exception);
    const count = asKind(vm, members['exceptions'], 'tuple')?.items.length ?? 0;
    return `${strOf(members['message'] ?? '')} (${count} sub-exception${count > 1 ? 's' : ''})`;
  },
  ImportError(vm, exception, strOf, reprOf) {
    const { members } = exceptionData(vm, exception);
    return asStr(vm, members['msg']) ?? baseStr(vm, exception, strOf, reprOf);
  },
  OSError(vm, exception, strOf, reprOf) {
    const { errno, strerror, filename, filename2 } = exceptionData(vm, exception).members;
    if (filename !== undefined) {
      const head = `[Errno ${strOf(errno ?? null)}] ${strOf(strerror ?? null)}: ${reprOf(filename)}`;
      return filename2 === undefined ? head : `${head} -> ${reprOf(filename2)}`;
    }
    if (errno !== undefined && strerror !== undefined) return `[Errno ${strOf(errno)}] ${strOf(strerror)}`;
    return baseStr(vm, exception, strOf, reprOf);
  },
  SyntaxError(vm, exception, strOf) {
    const { msg = null, filename, lineno } = exceptionData(vm, exception).members;
    const file = given(filename) ? asStr(vm, filename)?.split('/').at(-1) : undefined;
    // Exactly an int; one that is too large for C's is −1.
    const exact = typeof lineno === 'number' || typeof lineno === 'bigint' ? lineno : undefined;
    const most = 2 ** (vm.build.bits - 1);
    const line = exact !== undefined && (exact >= most || exact < -most) ? -1 : exact;
    const where = [file, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined);
    return where.length === 0 ? strOf(msg) : `${strOf(msg)} (${where.join(', ')})`;
  },
  UnicodeDecodeError: (vm, exception, strOf) => unicodeErrorText(vm, 'UnicodeDecodeError', exception, strOf),
  UnicodeEncodeError: (vm, exception, strOf) => unicodeErrorText(vm, 'UnicodeEncodeError', exception, strOf),
  UnicodeTranslateError: (vm, exception, strOf) => unicodeErrorText(vm, 'UnicodeTranslateError', exception, strOf),
};

/** `str()` of an exception by the nearest builtin `__str__` on its MRO. */
export function exceptionStr(vm: Operations, exception: Ref, strOf: TextOf, reprOf: TextOf): string {
  for (const type of typeData(vm, typeOf(vm, exception)).mro) {
    const own = type instanceof Ref && type.id < 0 ? STRS[typeData(vm, type).name] : undefined;
    if (own !== undefined) return own(vm, exception, strOf, reprOf);
  }
  return baseStr(vm, exception, strOf, reprOf);
}
