/**
 * Whether a body has variable annotations, which makes 3.12 and 3.13 set `__annotations__` up (`find_ann`).
 * @module
 */
import type { Statement } from '../../program/syntax.ts';

export function hasAnnotations(body: readonly Statement[]): boolean {
  return body.some((s) => s.kind === 'AnnAssign' || bodiesOf(s).some(hasAnnotations));
}

/** The bodies of a statement that run in the scope of the statement. */
function bodiesOf(s: Statement): readonly (readonly Statement[])[] {
  switch (s.kind) {
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [s.body, s.orelse];
    case 'With':
    case 'AsyncWith':
      return [s.body];
    case 'Try':
    case 'TryStar':
      return [...s.handlers.map((h) => h.body), s.body, s.finalbody, s.orelse];
    case 'Match':
      return s.cases.map((k) => k.body);
    default:
      return [];
  }
}
