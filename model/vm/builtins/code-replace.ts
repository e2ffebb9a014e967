/**
 * `code.replace` (Objects/codeobject.c): a code object with other flags, names or first line; and a function's new `__code__`.
 * @module
 */
import type { CodeObject } from '../../code/code-object.ts';
import { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { ModelError, type Ref, type Value } from '../value.ts';

/** Members that are text and members that are numbers, by the keyword that replaces them. */
const TEXTS: Readonly<Record<string, keyof CodeObject>> = {
  co_name: 'name',
  co_qualname: 'qualname',
  co_filename: 'filename',
};
const NUMBERS: Readonly<Record<string, keyof CodeObject>> = { co_flags: 'flags', co_firstlineno: 'firstlineno' };

function changes(vm: Operations, keywords: ReadonlyMap<string, Value>): Partial<CodeObject> {
  const changed: Record<string, string | number> = {};
  for (const [name, value] of keywords) {
    const text = asStr(vm, value);
    if (name in TEXTS) {
      if (text === undefined)
        throw raise(vm, 'TypeError', `replace() argument '${name}' must be str, not ${typeName(vm, value)}`);
      changed[TEXTS[name] as string] = text;
    } else if (name in NUMBERS) {
      const number = asInt(vm, value);
      if (number === undefined)
        throw raise(vm, 'TypeError', `'${typeName(vm, value)}' object cannot be interpreted as an integer`);
      changed[NUMBERS[name] as string] = Number(number);
    } else throw new ModelError(`code.replace(${name}=…) is not modelled`);
  }
  return changed;
}

/** The same instructions and constants under other names: a code object of its own, with events of its own. */
const replace: Builtin = (vm, [self], keywords) => {
  const loaded = asKind(vm, self as Value, 'code')?.code;
  if (loaded === undefined) throw new ModelError('replace of what is no code object');
  const { codes, instructions, profile, watchesLibrary } = (vm as Machine).world;
  const code = { ...loaded.code, ...changes(vm, keywords ?? new Map()) };
  const made = new LoadedCode(codes.length, code, instructions, profile, loaded.place, watchesLibrary);
  codes.push(made);
  made.consts.push(...loaded.consts);
  made.value = vm.alloc({ kind: 'code', cls: TYPES.code, code: made });
  return made.value;
};

/** `function.__code__ = …`. */
export function setCode(vm: Operations, func: Ref, value: Value | undefined): void {
  const code = asKind(vm, value ?? null, 'code')?.code;
  if (code === undefined) throw raise(vm, 'TypeError', '__code__ must be set to a code object');
  const data = vm.read(func);
  if (data.kind !== 'function') throw new ModelError('__code__ of what is no function');
  const free = (c: LoadedCode): number => c.code.localspluskinds.filter((kind) => (kind & 0x80) !== 0).length;
  const cells = asKind(vm, data.closure, 'tuple')?.items.length ?? 0;
  if (free(code) !== cells) {
    const text = `${data.name}() requires a code object with ${cells} free vars, not ${free(code)}`;
    throw raise(vm, 'ValueError', text);
  }
  vm.setPlain(func, 'function', 'code', code);
}

export const CODE_BUILTINS: BuiltinTable = { 'code.replace': replace, 'code.__replace__': replace };
