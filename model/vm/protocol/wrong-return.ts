/**
 * What is said of a special method that returned something of the wrong type.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { PyRaise, Value } from '../value.ts';
import { ROWS } from './rows.ts';
import { qualifiedTypeName } from './text-contents.ts';

/** By what the method must return: how versions before 3.15 put it. */
const BEFORE_315: Readonly<Record<string, (method: string, owner: string, got: string) => string>> = {
  bool: (method, _owner, got) => `${method} should return bool, returned ${got}`,
  int: (method, _owner, got) => `${method} returned non-int (type ${got})`,
  float: (method, owner, got) => `${owner}.${method} returned non-float (type ${got})`,
  complex: (method, _owner, got) => `${method} returned non-complex (type ${got})`,
  str: (method, _owner, got) =>
    method === '__format__' ? `${method} must return a str, not ${got}` : `${method} returned non-string (type ${got})`,
  bytes: (method, _owner, got) => `${method} returned non-bytes (type ${got})`,
  memoryview: (method) => `${method} returned non-memoryview object`,
  'async iterator': (_method, _owner, got) => `aiter() returned not an async iterator of type '${got}'`,
  iterator: (_method, _owner, got) => `iter() returned non-iterator of type '${got}'`,
};

/** TypeError: `K.__bool__() must return a bool, not int` and what it was before 3.15. */
export function wrongReturn(vm: Operations, self: Value, method: string, wanted: string, result: Value): PyRaise {
  const before = ROWS[vm.version].returnsTellTheirOwner ? undefined : BEFORE_315[wanted];
  if (before !== undefined) return raise(vm, 'TypeError', before(method, typeName(vm, self), typeName(vm, result)));
  const article = /^[ai]/.test(wanted) ? 'an' : 'a';
  const [owner, got] = [self, result].map((v) => qualifiedTypeName(vm, typeOf(vm, v)));
  return raise(vm, 'TypeError', `${owner}.${method}() must return ${article} ${wanted}, not ${got}`);
}
