/**
 * `'…%s…' % (a, b)` as a formatted string (`optimize_format`).
 * @module
 */
import type { BinOp, Expression, FormattedValue, JoinedStr, Span } from '../program/syntax.ts';

/** Nodes that the compiler makes have no place. */
const NO_PLACE: Span = { line: -1, column: -1, endLine: -1, endColumn: -1 };

/** Flags, width and precision of at most two digits, and a conversion that formatted strings have. */
const FORMAT = /^([-+ #0]*)(\d{1,2})?(?:\.(\d{0,2}))?([sra])/;
const LITERAL = /^(?:[^%]|%%)+/;

function text(value: string): Expression {
  return { kind: 'Constant', value, at: NO_PLACE };
}

function formatted(match: RegExpExecArray, value: Expression): FormattedValue {
  const [, flags, width, precision, conversion] = match;
  const align = !flags!.includes('-') && Number(width ?? 0) > 0 ? '>' : '';
  const spec = `${align}${width === undefined ? '' : Number(width)}${precision === undefined ? '' : `.${Number(precision)}`}`;
  return {
    kind: 'FormattedValue',
    value,
    conversion: conversion!.charCodeAt(0),
    formatSpec: spec === '' ? null : text(spec),
    at: value.at,
  };
}

/** The formatted string that stands for the operation, or the operation itself where there is none. */
export function foldFormat(node: BinOp): BinOp | JoinedStr {
  const { left, right } = node;
  if (node.op !== 'Mod' || left.kind !== 'Constant' || typeof left.value !== 'string' || right.kind !== 'Tuple')
    return node;
  if (right.elts.some((e) => e.kind === 'Starred')) return node;
  const values: Expression[] = [];
  let rest = left.value;
  let used = 0;
  for (;;) {
    const literal = LITERAL.exec(rest)?.[0] ?? '';
    if (literal !== '') values.push(text(literal.replaceAll('%%', '%')));
    rest = rest.slice(literal.length);
    if (rest === '') break;
    const match = FORMAT.exec(rest.slice(1));
    const value = right.elts[used++];
    if (match === null || value === undefined) return node;
    values.push(formatted(match, value));
    rest = rest.slice(1 + match[0].length);
  }
  return used < right.elts.length ? node : { kind: 'JoinedStr', values, at: node.at };
}
