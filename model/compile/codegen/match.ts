/**
 * `match` (PEP 634): the statement and the context that its patterns share.
 * @module
 */
import type { Match, Pattern } from '../../program/syntax.ts';
import { NEXT_LOCATION } from '../sequence.ts';
import type { Compiler } from './compiler.ts';
import { jumpIf } from './conditions.ts';
import { isWildcard, PatternContext } from './pattern-context.ts';
import { visitPattern } from './patterns.ts';

export function visitMatch(c: Compiler, s: Match): void {
  c.expr(s.subject);
  const end = c.newLabel();
  const n = s.cases.length;
  const last = s.cases[n - 1]!;
  const hasDefault = isWildcard(last.pattern) && n > 1;
  const tested = hasDefault ? s.cases.slice(0, -1) : s.cases;
  tested.forEach((m, i) => {
    const isLast = i === tested.length - 1;
    if (!isLast) {
      c.opArg(m.pattern.at, 'COPY', 1);
    }
    // An irrefutable case is guarded, or the last one, or both.
    const pc = new PatternContext(c, m.guard !== null || i === n - 1);
    visitPattern(c, m.pattern, pc);
    storeCaptures(c, m.pattern, pc);
    if (m.guard !== null) {
      jumpIf(c, m.pattern.at, m.guard, pc.failLabel(0), false);
    }
    if (!isLast) {
      c.op(c.dialect.matchPopsAtNext ? NEXT_LOCATION : m.pattern.at, 'POP_TOP');
    }
    c.stmts(m.body);
    c.jump(null, 'JUMP', end);
    // What a failed match leaves on the stack goes with the pattern, not with the last line of the body.
    pc.emitFailures(m.pattern.at);
  });
  if (hasDefault) {
    c.op(last.pattern.at, 'NOP');
    if (last.guard !== null) {
      jumpIf(c, last.pattern.at, last.guard, end, false);
    }
    c.stmts(last.body);
  }
  c.useLabel(end);
}

function storeCaptures(c: Compiler, p: Pattern, pc: PatternContext): void {
  for (const name of pc.stores) {
    c.nameOp(p.at, name, 'Store');
  }
}
