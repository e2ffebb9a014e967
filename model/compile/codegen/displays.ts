/**
 * List, tuple, set and dict displays, and unpacking on the left side of an assignment.
 * @module
 */

import type { Dict, Expression, Sequence, SetDisplay } from '../../program/syntax.ts';
import { distinctMembers } from '../arithmetic/members.ts';
import type { Location } from '../sequence.ts';
import type { Compiler } from './compiler.ts';

/** From this many values on CPython builds displays step by step, to keep the stack low. */
export const STACK_USE_GUIDELINE = 30;

/** CALL_INTRINSIC_1's argument. */
export const INTRINSIC_LIST_TO_TUPLE = 6;

export function visitSequence(c: Compiler, e: Sequence): void {
  if (e.ctx === 'Store') {
    unpack(c, e.at, e.elts);
  } else if (e.ctx === 'Load') {
    starUnpack(c, e.at, e.elts, { kind: e.kind });
  } else {
    c.exprs(e.elts);
  }
}

export function visitSet(c: Compiler, e: SetDisplay): void {
  starUnpack(c, e.at, e.elts, { kind: 'Set' });
}

const BUILDERS = {
  List: ['BUILD_LIST', 'LIST_APPEND', 'LIST_EXTEND'],
  Tuple: ['BUILD_LIST', 'LIST_APPEND', 'LIST_EXTEND'],
  Set: ['BUILD_SET', 'SET_ADD', 'SET_UPDATE'],
} as const;

/** What a display is built into, what is on the stack for it already and which name comes after its elements. */
export interface StarUnpackOptions {
  readonly kind: 'List' | 'Tuple' | 'Set';
  readonly pushed?: number;
  readonly injected?: string;
}

/** Builds a display of expressions, some of which may be starred (`starunpack_helper`). */
export function starUnpack(c: Compiler, at: Location, elts: readonly Expression[], options: StarUnpackOptions): void {
  const { kind, pushed = 0, injected } = options;
  const [build, add, extend] = BUILDERS[kind];
  if (c.dialect.foldsDisplays && addFolded(c, at, elts, options)) {
    return;
  }
  const total = elts.length + pushed + (injected === undefined ? 0 : 1);
  const isBig = total > STACK_USE_GUIDELINE;
  if (!isBig && !elts.some((e) => e.kind === 'Starred')) {
    c.exprs(elts);
    if (injected !== undefined) {
      c.nameOp(at, injected, 'Load');
    }
    c.opArg(at, kind === 'Tuple' ? 'BUILD_TUPLE' : build, total);
    return;
  }
  let isBuilt = isBig;
  if (isBig) {
    c.opArg(at, build, pushed);
  }
  elts.forEach((e, i) => {
    if (e.kind === 'Starred') {
      if (!isBuilt) {
        c.opArg(at, build, i + pushed);
        isBuilt = true;
      }
      c.expr(e.value);
      c.opArg(at, extend, 1);
    } else {
      c.expr(e);
      if (isBuilt) {
        c.opArg(at, add, 1);
      }
    }
  });
  if (injected !== undefined) {
    c.nameOp(at, injected, 'Load');
    c.opArg(at, add, 1);
  }
  if (kind === 'Tuple') {
    c.opArg(at, 'CALL_INTRINSIC_1', INTRINSIC_LIST_TO_TUPLE);
  }
}

/** Builds a display of constants from one constant; not if there are fewer than three or others among them. */
function addFolded(c: Compiler, at: Location, elts: readonly Expression[], options: StarUnpackOptions): boolean {
  const constants = elts.flatMap((e) => (e.kind === 'Constant' ? [e.value] : []));
  if (constants.length < 3 || constants.length !== elts.length) {
    return false;
  }
  const { kind, pushed = 0 } = options;
  if (kind === 'Tuple' && pushed === 0) {
    c.loadConst(at, { tuple: constants });
    return true;
  }
  const [build, , extend] = BUILDERS[kind];
  c.opArg(at, build, pushed);
  c.loadConst(at, kind === 'Set' ? { frozenset: distinctMembers(constants) } : { tuple: constants });
  c.opArg(at, extend, 1);
  if (kind === 'Tuple') {
    c.opArg(at, 'CALL_INTRINSIC_1', INTRINSIC_LIST_TO_TUPLE);
  }
  return true;
}

/** UNPACK_SEQUENCE or UNPACK_EX for targets of which `isStarred` marks the starred one. */
export function unpackInto(c: Compiler, at: Location, isStarred: readonly boolean[], where: string): void {
  const star = isStarred.indexOf(true);
  if (star < 0) {
    c.opArg(at, 'UNPACK_SEQUENCE', isStarred.length);
    return;
  }
  const after = isStarred.length - star - 1;
  if (star >= 1 << 8 || after >= 0x7fffff) {
    throw c.error(`too many expressions in star-unpacking ${where}`, at);
  }
  c.opArg(at, 'UNPACK_EX', star + (after << 8));
  if (isStarred.includes(true, star + 1)) {
    throw c.error(`multiple starred expressions in ${where}`, at);
  }
}

function unpack(c: Compiler, at: Location, elts: readonly Expression[]): void {
  unpackInto(
    c,
    at,
    elts.map((e) => e.kind === 'Starred'),
    'assignment',
  );
  for (const e of elts) {
    c.expr(e.kind === 'Starred' ? e.value : e);
  }
}

export function visitDict(c: Compiler, e: Dict): void {
  let isBuilt = false;
  let pending = 0;
  const merge = (): void => {
    if (isBuilt) {
      c.opArg(e.at, 'DICT_UPDATE', 1);
    }
    isBuilt = true;
    pending = 0;
  };
  e.values.forEach((value, i) => {
    if (e.keys[i] === null) {
      if (pending > 0) {
        addItems(c, e, i - pending, i);
        merge();
      }
      if (!isBuilt) {
        c.opArg(e.at, 'BUILD_MAP', 0);
        isBuilt = true;
      }
      c.expr(value);
      c.opArg(e.at, 'DICT_UPDATE', 1);
    } else if (pending * 2 > STACK_USE_GUIDELINE) {
      addItems(c, e, i - pending, i + 1);
      merge();
    } else {
      pending++;
    }
  });
  if (pending > 0) {
    addItems(c, e, e.values.length - pending, e.values.length);
    merge();
  }
  if (!isBuilt) {
    c.opArg(e.at, 'BUILD_MAP', 0);
  }
}

/** A dict of the items from `begin` up to `end`, none of which is an unpacking. */
function addItems(c: Compiler, e: Dict, begin: number, end: number): void {
  const n = end - begin;
  const keys = e.keys.slice(begin, end).filter((k) => k !== null);
  const values = e.values.slice(begin, end);
  const isBig = n * 2 > STACK_USE_GUIDELINE;
  if (c.dialect.constKeyMaps && n > 1 && !isBig) {
    const constants = keys.flatMap((k) => (k.kind === 'Constant' ? [k.value] : []));
    if (constants.length === n) {
      c.exprs(values);
      c.loadConst(e.at, { tuple: constants });
      c.opArg(e.at, 'BUILD_CONST_KEY_MAP', n);
      return;
    }
  }
  if (isBig) {
    c.opArg(e.at, 'BUILD_MAP', 0);
  }
  keys.forEach((key, i) => {
    c.expr(key);
    c.expr(values[i]!);
    if (isBig) {
      c.opArg(e.at, 'MAP_ADD', 1);
    }
  });
  if (!isBig) {
    c.opArg(e.at, 'BUILD_MAP', n);
  }
}
