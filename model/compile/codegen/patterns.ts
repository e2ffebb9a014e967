/**
 * The patterns of `match`. Each consumes the subject on top of the stack and jumps to a failure exit if it does
 * not match.
 * @module
 */
import type { Pattern } from '../../program/syntax.ts';
import { addBinary, addSubscript } from './assignments.ts';
import type { Compiler } from './compiler.ts';
import { addCompare, addToBool } from './conditions.ts';
import { unpackInto } from './displays.ts';
import { isWildcard, type PatternContext } from './pattern-context.ts';
import { visitClassPattern, visitMappingPattern } from './pattern-members.ts';
import { visitOrPattern } from './pattern-or.ts';

type Of<K extends Pattern['kind']> = Extract<Pattern, { readonly kind: K }>;

export function visitPattern(c: Compiler, p: Pattern, pc: PatternContext): void {
  switch (p.kind) {
    case 'MatchValue':
      if (p.value.kind !== 'Constant' && p.value.kind !== 'Attribute') {
        throw c.error('patterns may only match literals and attribute lookups', p.at);
      }
      c.expr(p.value);
      addCompare(c, p.at, 'Eq');
      addToBool(c, p.at);
      pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
      return;
    case 'MatchSingleton':
      c.loadConst(p.at, p.value);
      addCompare(c, p.at, 'Is');
      pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
      return;
    case 'MatchSequence':
      visitSequencePattern(c, p, pc);
      return;
    case 'MatchMapping':
      visitMappingPattern(c, p, pc, visitSubpattern);
      return;
    case 'MatchClass':
      visitClassPattern(c, p, pc, visitSubpattern);
      return;
    case 'MatchStar':
      pc.store(p.at, p.name);
      return;
    case 'MatchAs':
      visitAsPattern(c, p, pc);
      return;
    case 'MatchOr':
      visitOrPattern(c, p, pc, visitPattern);
      return;
  }
}

/** A pattern inside another may always match. */
function visitSubpattern(c: Compiler, p: Pattern, pc: PatternContext): void {
  const { allowIrrefutable } = pc;
  pc.allowIrrefutable = true;
  visitPattern(c, p, pc);
  pc.allowIrrefutable = allowIrrefutable;
}

function visitAsPattern(c: Compiler, p: Of<'MatchAs'>, pc: PatternContext): void {
  if (p.pattern === null) {
    if (!pc.allowIrrefutable) {
      const what = p.name === null ? 'wildcard' : `name capture '${p.name}'`;
      throw c.error(`${what} makes remaining patterns unreachable`, p.at);
    }
    pc.store(p.at, p.name);
    return;
  }
  pc.onTop++;
  c.opArg(p.at, 'COPY', 1);
  visitPattern(c, p.pattern, pc);
  pc.onTop--;
  pc.store(p.at, p.name);
}

function visitSequencePattern(c: Compiler, p: Of<'MatchSequence'>, pc: PatternContext): void {
  const size = p.patterns.length;
  const isStar = p.patterns.map((q) => q.kind === 'MatchStar');
  const star = isStar.indexOf(true);
  if (star >= 0 && isStar.includes(true, star + 1)) {
    throw c.error('multiple starred names in sequence pattern', p.at);
  }
  const isWild = (q: Pattern): boolean => (q.kind === 'MatchStar' ? q.name === null : isWildcard(q));
  pc.onTop++;
  c.op(p.at, 'MATCH_SEQUENCE');
  pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
  if (star < 0) {
    testLength(c, p, pc, 'Eq', size);
  } else if (size > 1) {
    testLength(c, p, pc, 'GtE', size - 1);
  }
  pc.onTop--;
  if (p.patterns.every(isWild)) {
    c.op(p.at, 'POP_TOP');
  } else if (star >= 0 && isWild(p.patterns[star]!)) {
    pickElements(c, p, pc, star);
  } else {
    unpackInto(c, p.at, isStar, 'sequence pattern');
    pc.onTop += size;
    for (const q of p.patterns) {
      pc.onTop--;
      visitSubpattern(c, q, pc);
    }
  }
}

function testLength(c: Compiler, p: Pattern, pc: PatternContext, op: 'Eq' | 'GtE', length: number): void {
  c.op(p.at, 'GET_LEN');
  c.loadConst(p.at, length);
  addCompare(c, p.at, op);
  pc.jumpToFail(p.at, 'POP_JUMP_IF_FALSE');
}

/** With `*_` the elements are picked by index, those after it counted from the length. */
function pickElements(c: Compiler, p: Of<'MatchSequence'>, pc: PatternContext, star: number): void {
  pc.onTop++;
  p.patterns.forEach((q, i) => {
    if (i === star || isWildcard(q)) {
      return;
    }
    c.opArg(p.at, 'COPY', 1);
    if (i < star) {
      c.loadConst(p.at, i);
    } else {
      c.op(p.at, 'GET_LEN');
      c.loadConst(p.at, p.patterns.length - i);
      addBinary(c, p.at, 'Sub');
    }
    addSubscript(c, p.at);
    visitSubpattern(c, q, pc);
  });
  pc.onTop--;
  c.op(p.at, 'POP_TOP');
}
