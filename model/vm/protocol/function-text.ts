/**
 * What messages about arguments call the function (`_PyObject_FunctionStr`).
 * @module
 */
import type { Operations } from '../operations.ts';
import { Ref, type Value } from '../value.ts';
import { builtinQualname, moduleOfFunction } from './members.ts';
import { noCode } from './replay.ts';
import { strAsking } from './text.ts';
import { fullTypeName } from './text-contents.ts';

/** The module, unless that is `builtins`, and the qualified name; `str(func)` of what has none. */
export function functionText(vm: Operations, func: Value): string {
  const data = func instanceof Ref ? vm.read(func) : null;
  if (data?.kind === 'function') return qualified(data.module, data.qualname);
  if (data?.kind === 'method') return functionText(vm, data.func);
  if (data?.kind === 'builtin') {
    const module = data.self === undefined ? moduleOfFunction(data.impl) : null;
    return qualified(module, String(builtinQualname(vm, data)));
  }
  if (data?.kind === 'type') return `${fullTypeName(vm, func as Ref)}()`;
  return strAsking(vm, func, noCode);
}

const qualified = (module: Value, name: string): string =>
  `${typeof module === 'string' && module !== 'builtins' ? `${module}.` : ''}${name}()`;
