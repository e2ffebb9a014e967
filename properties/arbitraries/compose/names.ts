/**
 * Names say what they hold. A generated program keeps ints in `x`, strings in `s`, lists in `xs`: so a reader, the shrinker and the
 * check of termination know a variable's rough type without running anything.
 * @module
 */

/**
 * A rough type. `grow` is a list that only ever grows and is read through copies, so that no loop runs over it while it grows;
 * `fuel` counts a while loop down; `self` is an instance whose class is being written.
 */
export type Kind =
  | 'int'
  | 'float'
  | 'str'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'grow'
  | 'fuel'
  | 'object'
  | 'self'
  | 'iterator'
  | 'callable'
  | 'error';

const POOLS: Readonly<Record<Kind, readonly string[]>> = {
  int: ['a', 'b', 'c', 'd', 'x', 'y', 'z', 'i', 'j', 'k', 'v', 'total', 'count'],
  float: ['ratio', 'mean', 'half'],
  str: ['s', 't', 'u', 'word', 'text'],
  list: ['xs', 'ys', 'zs', 'row'],
  tuple: ['p', 'q', 'pair'],
  dict: ['m', 'table', 'env'],
  set: ['seen', 'tags'],
  grow: ['out', 'log', 'acc'],
  fuel: ['left', 'left2', 'left3', 'left4', 'left5', 'left6', 'left7', 'left8', 'left9'],
  object: ['o', 'box', 'item', 'node'],
  self: ['self'],
  iterator: ['it', 'gen', 'stream'],
  callable: ['fn', 'op', 'act'],
  error: ['e', 'err', 'exc'],
};

export const poolOf = (kind: Kind): readonly string[] => POOLS[kind];

const KIND_OF = new Map<string, Kind>(
  Object.entries(POOLS).flatMap(([kind, names]) => names.map((name) => [name, kind as Kind] as const)),
);

/** The rough type that a variable's name promises, if it is a variable's name. */
export const kindOfName = (name: string): Kind | undefined => KIND_OF.get(name);

/** Names of functions that may call themselves or each other; their first parameter `n` counts down. */
export const RECURSIVE_NAMES = ['walk', 'dive', 'fold', 'ping', 'pong', 'spread'] as const;
export const isRecursiveName = (name: string): boolean => (RECURSIVE_NAMES as readonly string[]).includes(name);
export const DEPTH_PARAMETER = 'n';
/** The greatest depth that a recursive function is called with. */
export const RECURSION_LIMIT = 4;
