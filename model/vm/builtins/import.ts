/**
 * IMPORT_NAME and IMPORT_FROM over the modules of the world.
 * @module
 */

import { raiseWith } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { EXHAUSTED, PENDING, type PyRaise, Ref, type Result, type Value } from '../value.ts';

/** `__import__(name, …, fromlist, level)`. */
export function importName(vm: Operations, name: string, fromList: Value, _level: Value): Result {
  const whole = vm.module(name);
  const top = name.includes('.') ? name.slice(0, name.indexOf('.')) : name;
  const given = asKind(vm, fromList, 'tuple') ?? asKind(vm, fromList, 'list');
  const wanted = given !== undefined && given.items.length > 0 ? whole : vm.module(top);
  if (whole === null || wanted === null) {
    const text = `No module named '${name}'`;
    throw raiseWith(vm, 'ModuleNotFoundError', text, { name, path: null, msg: text });
  }
  return wanted;
}

/** `from module import name`. */
export function importFrom(vm: Operations, module: Value, name: string): Result {
  const found = getOptionalAttr(vm, module, name);
  if (found === PENDING) return PENDING;
  if (found !== EXHAUSTED) return found;
  throw cannotImport(vm, module, name);
}

function cannotImport(vm: Operations, module: Value, name: string): PyRaise {
  const data = module instanceof Ref ? vm.read(module) : null;
  const dict = data?.kind === 'module' ? data.dict : null;
  const own = dict === null ? undefined : dictGetName(vm, dict, '__name__');
  const from = typeof own === 'string' ? own : '<unknown module name>';
  const file = dict === null ? undefined : dictGetName(vm, dict, '__file__');
  const place = typeof file === 'string' ? file : 'unknown location';
  const text = `cannot import name '${name}' from '${from}' (${place})`;
  return raiseWith(vm, 'ImportError', text, {
    name: from,
    path: typeof file === 'string' ? file : null,
    msg: text,
    name_from: name,
  });
}

export const IMPORT_BUILTINS: BuiltinTable = {
  __import__: (vm, args, keywords) =>
    importName(
      vm,
      String(args[0]),
      args[3] ?? keywords?.get('fromlist') ?? null,
      args[4] ?? keywords?.get('level') ?? 0,
    ),
};
