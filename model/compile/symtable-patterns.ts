/**
 * The first pass of the symbol table over patterns.
 * @module
 */
import type { Pattern } from '../program/syntax.ts';
import { DEF_LOCAL } from './symtable.ts';
import type { SymtableBuilder } from './symtable-build.ts';
import { visitExpression, visitExpressions } from './symtable-expressions.ts';

export function visitPattern(st: SymtableBuilder, p: Pattern): void {
  switch (p.kind) {
    case 'MatchValue':
      visitExpression(st, p.value);
      return;
    case 'MatchSingleton':
      return;
    case 'MatchSequence':
    case 'MatchOr':
      visitPatterns(st, p.patterns);
      return;
    case 'MatchStar':
      addCapture(st, p, p.name);
      return;
    case 'MatchMapping':
      visitExpressions(st, p.keys);
      visitPatterns(st, p.patterns);
      addCapture(st, p, p.rest);
      return;
    case 'MatchClass':
      visitExpression(st, p.cls);
      visitPatterns(st, p.patterns);
      p.kwdAttrs.forEach((attr, i) => {
        st.checkName(attr, p.kwdPatterns[i]!.at, 'Store');
      });
      visitPatterns(st, p.kwdPatterns);
      return;
    case 'MatchAs':
      if (p.pattern !== null) {
        visitPattern(st, p.pattern);
      }
      addCapture(st, p, p.name);
  }
}

function visitPatterns(st: SymtableBuilder, patterns: readonly Pattern[]): void {
  for (const p of patterns) {
    visitPattern(st, p);
  }
}

function addCapture(st: SymtableBuilder, p: Pattern, name: string | null): void {
  if (name !== null) {
    st.add(name, DEF_LOCAL, p.at);
  }
}
