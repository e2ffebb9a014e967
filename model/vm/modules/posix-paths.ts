/**
 * Arguments of the functions of `posix` that are paths (`path_converter` of Modules/posixmodule.c), and folders that relative ones begin at.
 * @module
 */

import { normalPath } from '../files/file-paths.ts';
import { osError } from '../files/os-errors.ts';
import { folderAbove, openAt } from '../files/system-calls.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { intArgument } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import type { Slot, Value } from '../value.ts';
import { fspathAsking, pathText } from './paths.ts';

/** A path, or a descriptor. `given` is what errors name. */
export interface PathArgument {
  readonly given: Value;
  readonly text: string;
  readonly fd: number | undefined;
  /** What is made of it is in bytes as it is. */
  readonly bytes: boolean;
}

/** How a function takes a path. */
export interface PathRule {
  readonly name: string;
  readonly argument?: string;
  readonly fd?: boolean;
  readonly none?: boolean;
}

function wanted({ fd, none }: PathRule): string {
  const kinds = [
    'string',
    'bytes',
    'os.PathLike',
    ...(fd === true ? ['integer'] : []),
    ...(none === true ? ['None'] : []),
  ];
  return `${kinds.slice(0, -1).join(', ')} or ${kinds[kinds.length - 1]}`;
}

export function pathArgument(vm: Operations, v: Slot, rule: PathRule, ask: Ask): PathArgument {
  const { name, argument = 'path' } = rule;
  if ((v === undefined || v === null) && rule.none === true)
    return { given: null, text: '.', fd: undefined, bytes: false };
  const given = v as Value;
  if (rule.fd === true && (asInt(vm, given) !== undefined || (asStr(vm, given) === undefined && isIndex(vm, given))))
    return { given, text: '', fd: intArgument(vm, given, ask), bytes: false };
  const path = fspathAsking(
    vm,
    given,
    ask,
    (found) => `${name}: ${argument} should be ${wanted(rule)}, not ${found === 'NoneType' ? 'NoneType' : found}`,
  );
  const embedded = ROWS[vm.version].nullNamesPath ? `${name}: embedded null character in ${argument}` : undefined;
  const text = pathText(vm, path, embedded);
  return { given: path, text, fd: undefined, bytes: asStr(vm, path) === undefined };
}

/** The node of `dir_fd`; undefined for the working directory. */
export function folderOf(vm: Operations, v: Slot, ask: Ask): number | undefined {
  if (v === undefined || v === null) return undefined;
  if (!isIndex(vm, v)) throw raise(vm, 'TypeError', `argument should be integer or None, not ${typeName(vm, v)}`);
  const fd = intArgument(vm, v, ask);
  try {
    return openAt(vm, fd).node;
  } catch {
    throw osError(vm, 'EBADF');
  }
}

/** What `readlink` answers: in older Emscriptens, the target from the root. */
export function linkText(vm: Operations, path: string, target: string): string {
  if (vm.build.bits === 64 || !ROWS[vm.version].readlinkResolves || target.startsWith('/')) return target;
  return normalPath(`${folderAbove(vm, path)}/${target}`);
}
