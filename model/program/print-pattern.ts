/**
 * Patterns of `match` → source, with spans.
 * @module
 */
import { PRIMARY, TEST } from './precedence.ts';
import { printExpression } from './print-expression.ts';
import { literal } from './print-string.ts';
import type { SourceWriter } from './source-writer.ts';
import type { Expression, Pattern } from './syntax.ts';

/** Where a pattern stands: `as` patterns bind weakest, then alternatives, then closed patterns. */
type Level = 'as' | 'or' | 'closed';

function weakerThan(node: Pattern, level: Level): boolean {
  if (node.kind === 'MatchAs' && node.pattern !== null) return level !== 'as';
  return node.kind === 'MatchOr' && level === 'closed';
}

export function printPattern(w: SourceWriter, node: Pattern, level: Level = 'as'): Pattern {
  const parens = weakerThan(node, level);
  if (parens) w.open('(');
  const located = printBare(w, node);
  if (parens) w.close(')');
  return located;
}

function printBare(w: SourceWriter, node: Pattern): Pattern {
  const start = w.here();
  switch (node.kind) {
    case 'MatchValue': {
      const value = printExpression(w, node.value, TEST);
      return { kind: 'MatchValue', value, at: w.since(start) };
    }
    case 'MatchSingleton':
      w.put(literal({ kind: 'Constant', value: node.value, at: node.at }, ''));
      return { kind: 'MatchSingleton', value: node.value, at: w.since(start) };
    case 'MatchStar':
      w.putUnicode(`*${node.name ?? '_'}`);
      return { kind: 'MatchStar', name: node.name, at: w.since(start) };
    case 'MatchSequence': {
      w.open('[');
      const patterns = commas(w, node.patterns);
      w.close(']');
      return { kind: 'MatchSequence', patterns, at: w.since(start) };
    }
    case 'MatchOr': {
      const patterns = node.patterns.map((pattern, i) => {
        if (i > 0) w.put(' | ');
        return printPattern(w, pattern, 'closed');
      });
      return { kind: 'MatchOr', patterns, at: w.since(start) };
    }
    case 'MatchAs': {
      const pattern = node.pattern && printPattern(w, node.pattern, 'or');
      if (pattern !== null) w.put(' as ');
      w.putUnicode(node.name ?? '_');
      return { kind: 'MatchAs', pattern, name: node.name, at: w.since(start) };
    }
    case 'MatchMapping': {
      const keys: Expression[] = [];
      const patterns: Pattern[] = [];
      w.open('{');
      node.keys.forEach((key, i) => {
        if (i > 0) w.put(', ');
        keys.push(printExpression(w, key, TEST));
        w.put(': ');
        patterns.push(printPattern(w, node.patterns[i]!));
      });
      if (node.rest !== null) w.putUnicode(`${keys.length > 0 ? ', ' : ''}**${node.rest}`);
      w.close('}');
      return { kind: 'MatchMapping', keys, patterns, rest: node.rest, at: w.since(start) };
    }
    case 'MatchClass': {
      const cls = printExpression(w, node.cls, PRIMARY);
      w.open('(');
      const patterns = commas(w, node.patterns);
      const kwdPatterns = node.kwdPatterns.map((pattern, i) => {
        w.putUnicode(`${i > 0 || patterns.length > 0 ? ', ' : ''}${node.kwdAttrs[i]!}=`);
        return printPattern(w, pattern);
      });
      w.close(')');
      return { kind: 'MatchClass', cls, patterns, kwdAttrs: node.kwdAttrs, kwdPatterns, at: w.since(start) };
    }
  }
}

function commas(w: SourceWriter, patterns: readonly Pattern[]): Pattern[] {
  return patterns.map((pattern, i) => {
    if (i > 0) w.put(', ');
    return printPattern(w, pattern);
  });
}
