/**
 * Patterns that look into their subject by name or key: classes and mappings.
 * @module
 */
import type { Pattern } from '../../program/syntax.ts';
import { memberKey } from '../arithmetic/members.ts';
import { unparse } from '../unparse.ts';
import type { Compiler } from './compiler.ts';
import { addCompare } from './conditions.ts';
import { isWildcard, type PatternContext } from './pattern-context.ts';

type Of<K extends Pattern['kind']> = Extract<Pattern, { readonly kind: K }>;
type Visit = (c: Compiler, p: Pattern, pc: PatternContext) => void;

export function visitClassPattern(c: Compiler, p: Of<'MatchClass'>, pc: PatternContext, visit: Visit): void {
  p.kwdAttrs.forEach((attr, i) => {
    const again = p.kwdAttrs.indexOf(attr, i + 1);
    if (again >= 0) {
      throw c.error(`attribute name repeated in class pattern: ${attr}`, p.kwdPatterns[again]!.at);
    }
  });
  c.expr(p.cls);
  c.loadConst(p.at, { tuple: p.kwdAttrs });
  c.opArg(p.at, 'MATCH_CLASS', p.patterns.length);
  failIfNone(c, p, pc, 1);
  const members = [...p.patterns, ...p.kwdPatterns];
  c.opArg(p.at, 'UNPACK_SEQUENCE', members.length);
  pc.onTop += members.length - 1;
  for (const member of members) {
    pc.onTop--;
    if (isWildcard(member)) {
      c.op(p.at, 'POP_TOP');
    } else {
      visit(c, member, pc);
    }
  }
}

/** Fails if the top of the stack, which counts among `extra` new items to keep, is `None`. */
function failIfNone(c: Compiler, p: Pattern, pc: PatternContext, extra: number): void {
  pc.onTop += extra;
  c.opArg(p.at, 'COPY', 1);
  c.loadConst(p.at, null);
  c.opArg(p.at, 'IS_OP', 1);
  pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
}

export function visitMappingPattern(c: Compiler, p: Of<'MatchMapping'>, pc: PatternContext, visit: Visit): void {
  const size = p.keys.length;
  pc.onTop++;
  c.op(p.at, 'MATCH_MAPPING');
  pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
  if (size === 0 && p.rest === null) {
    pc.onTop--;
    c.op(p.at, 'POP_TOP');
    return;
  }
  if (size > 0) {
    c.op(p.at, 'GET_LEN');
    c.loadConst(p.at, size);
    addCompare(c, p.at, 'GtE');
    pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
  }
  pushKeys(c, p);
  c.opArg(p.at, 'BUILD_TUPLE', size);
  c.op(p.at, 'MATCH_KEYS');
  failIfNone(c, p, pc, 2);
  c.opArg(p.at, 'UNPACK_SEQUENCE', size);
  pc.onTop += size - 1;
  for (const q of p.patterns) {
    pc.onTop--;
    visit(c, q, pc);
  }
  pc.onTop -= 2;
  if (p.rest === null) {
    c.op(p.at, 'POP_TOP');
    c.op(p.at, 'POP_TOP');
    return;
  }
  // A dict of the subject without the keys.
  c.opArg(p.at, 'BUILD_MAP', 0);
  c.opArg(p.at, 'SWAP', 3);
  c.opArg(p.at, 'DICT_UPDATE', 2);
  c.opArg(p.at, 'UNPACK_SEQUENCE', size);
  for (let left = size; left > 0; left--) {
    c.opArg(p.at, 'COPY', 1 + left);
    c.opArg(p.at, 'SWAP', 2);
    c.op(p.at, 'DELETE_SUBSCR');
  }
  pc.store(p.at, p.rest);
}

function pushKeys(c: Compiler, p: Of<'MatchMapping'>): void {
  const seen = new Set<string>();
  for (const key of p.keys) {
    if (key.kind === 'Constant') {
      const id = memberKey(key.value);
      if (seen.has(id)) {
        throw c.error(`mapping pattern checks duplicate key (${unparse(key)})`, p.at);
      }
      seen.add(id);
    } else if (key.kind !== 'Attribute') {
      throw c.error('mapping pattern keys may only match literals and attribute lookups', p.at);
    }
    c.expr(key);
  }
}
