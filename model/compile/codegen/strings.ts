/**
 * Formatted strings and template strings.
 * @module
 */
import type { Expression, FormattedValue, Interpolation, JoinedStr } from '../../program/syntax.ts';
import type { Compiler } from './compiler.ts';
import { STACK_USE_GUIDELINE } from './displays.ts';

/** CONVERT_VALUE's argument, and the low bits of FORMAT_VALUE's, by the conversion's character. */
const CONVERSIONS: ReadonlyMap<number, number> = new Map([
  [0x73, 1],
  [0x72, 2],
  [0x61, 3],
]);

export function visitJoinedStr(c: Compiler, e: JoinedStr): void {
  const n = e.values.length;
  if (n > STACK_USE_GUIDELINE) {
    c.loadConst(e.at, '');
    c.loadMethod(e.at, 'join');
    c.opArg(e.at, 'BUILD_LIST', 0);
    for (const value of e.values) {
      c.expr(value);
      c.opArg(e.at, 'LIST_APPEND', 1);
    }
    c.opArg(e.at, 'CALL', 1);
    return;
  }
  c.exprs(e.values);
  if (n === 0 && c.dialect.emptyJoinedStr) {
    c.loadConst(e.at, '');
  } else if (n !== 1) {
    c.opArg(e.at, 'BUILD_STRING', n);
  }
}

/** A format spec as the parser of 3.12.1 gives it. */
function endingWithText(spec: Expression): Expression {
  if (spec.kind !== 'JoinedStr' || spec.values.at(-1)?.kind !== 'FormattedValue') return spec;
  const text: Expression = { kind: 'Constant', at: spec.at, value: '' };
  return { ...spec, values: [...spec.values, text] };
}

export function visitFormattedValue(c: Compiler, e: FormattedValue): void {
  c.expr(e.value);
  const conversion = CONVERSIONS.get(e.conversion) ?? 0;
  if (!c.dialect.formatSimple) {
    if (e.formatSpec !== null) {
      c.expr(c.dialect.specEndsWithText ? endingWithText(e.formatSpec) : e.formatSpec);
    }
    c.opArg(e.at, 'FORMAT_VALUE', conversion | (e.formatSpec !== null ? 4 : 0));
    return;
  }
  if (conversion !== 0) {
    c.opArg(e.at, 'CONVERT_VALUE', conversion);
  }
  if (e.formatSpec !== null) {
    c.expr(e.formatSpec);
    c.op(e.at, 'FORMAT_WITH_SPEC');
  } else {
    c.op(e.at, 'FORMAT_SIMPLE');
  }
}

/** `t'…'` (3.14+): the strings, of which one stands before, between and after the interpolations, then these. */
export function visitTemplateStr(c: Compiler, e: JoinedStr): void {
  let strings = 0;
  let afterInterpolation = true;
  for (const value of e.values) {
    if (value.kind === 'Interpolation') {
      if (afterInterpolation) {
        c.loadConst(e.at, '');
        strings++;
      }
      afterInterpolation = true;
    } else {
      c.expr(value);
      strings++;
      afterInterpolation = false;
    }
  }
  if (afterInterpolation) {
    c.loadConst(e.at, '');
    strings++;
  }
  c.opArg(e.at, 'BUILD_TUPLE', strings);
  const interpolations = e.values.filter((value) => value.kind === 'Interpolation');
  c.exprs(interpolations);
  c.opArg(e.at, 'BUILD_TUPLE', interpolations.length);
  c.op(e.at, 'BUILD_TEMPLATE');
}

export function visitInterpolation(c: Compiler, e: Interpolation): void {
  c.expr(e.value);
  c.loadConst(e.at, e.str);
  let arg = 2;
  if (e.formatSpec !== null) {
    arg++;
    c.expr(e.formatSpec);
  }
  c.opArg(e.at, 'BUILD_INTERPOLATION', arg | ((CONVERSIONS.get(e.conversion) ?? 0) << 2));
}
