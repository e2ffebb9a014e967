/**
 * Alternatives: `p | q`.
 * @module
 */
import type { Pattern } from '../../program/syntax.ts';
import type { Compiler } from './compiler.ts';
import { PatternContext, rotate } from './pattern-context.ts';

type OrPattern = Extract<Pattern, { readonly kind: 'MatchOr' }>;

export function visitOrPattern(
  c: Compiler,
  p: OrPattern,
  pc: PatternContext,
  visit: (c: Compiler, p: Pattern, pc: PatternContext) => void,
): void {
  const end = c.newLabel();
  /** The names that the first alternative binds, to which the others have to agree. */
  let control: readonly string[] = [];
  p.patterns.forEach((alternative, i) => {
    const isLast = i === p.patterns.length - 1;
    const inner = new PatternContext(c, isLast && pc.allowIrrefutable);
    c.opArg(alternative.at, 'COPY', 1);
    visit(c, alternative, inner);
    if (i === 0) {
      control = inner.stores;
    } else {
      reorder(c, p, alternative, control, inner.stores);
    }
    c.jump(alternative.at, 'JUMP', end);
    inner.emitFailures(alternative.at);
  });
  // No match: drop the subject too.
  c.op(p.at, 'POP_TOP');
  pc.jumpToFail(p.at, 'JUMP');
  c.useLabel(end);
  // The captures go below the copy of the subject and what lies above it.
  const depth = control.length + 1 + pc.onTop + pc.stores.length;
  for (const name of control) {
    rotate(c, p.at, depth);
    pc.refuseDuplicate(p.at, name);
    pc.stores.push(name);
  }
  c.op(p.at, 'POP_TOP');
}

/** Brings the captures of an alternative into the order of the first. */
function reorder(
  c: Compiler,
  p: OrPattern,
  alternative: Pattern,
  control: readonly string[],
  stores: readonly string[],
): void {
  if (stores.length !== control.length || control.some((name) => !stores.includes(name))) {
    throw c.error('alternative patterns bind different names', p.at);
  }
  const order = [...stores];
  for (let to = control.length - 1; to >= 0; to--) {
    const from = order.indexOf(control[to]!);
    if (from === to) {
      continue;
    }
    const rotated = order.splice(0, from + 1);
    order.splice(to - from, 0, ...rotated);
    for (let n = 0; n <= from; n++) {
      rotate(c, alternative.at, to + 1);
    }
  }
}
