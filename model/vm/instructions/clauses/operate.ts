/**
 * Clauses of operators, displays, unpacking, functions and strings.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

export const OPERATE_CLAUSES: Clauses = {
  UNARY_NEGATIVE: { stack: 'value → result', effect: '−value', events: {}, next: BEHIND },
  UNARY_INVERT: { stack: 'value → result', effect: '~value', events: {}, next: BEHIND },
  UNARY_NOT: {
    stack: 'value → bool',
    effect: 'not value; 3.12 of any value, from 3.13 of a bool',
    events: {},
    next: BEHIND,
  },
  BINARY_OP: {
    stack: 'left, right → result',
    effect: 'operator n: the binary ones from 0, in-place from 13; 3.14+: left[right] at 26',
    events: {},
    next: BEHIND,
    source: 'object.h `NB_*`, abstract.c `binary_op1`',
  },
  COMPARE_OP: {
    stack: 'left, right → result',
    effect: 'comparison n>>4, from 3.13 n>>5 with n&16: the result is made a bool',
    events: {},
    next: BEHIND,
    source: 'object.c `do_richcompare`',
  },
  IS_OP: { stack: 'left, right → bool', effect: 'left is right; n = 1: is not', events: {}, next: BEHIND },
  CONTAINS_OP: {
    stack: 'value, container → bool',
    effect: 'value in container; n = 1: not in',
    events: {},
    next: BEHIND,
    source: '`PySequence_Contains`',
  },
  BINARY_SLICE: { stack: 'container, start, stop → result', effect: 'container[start:stop]', events: {}, next: BEHIND },
  STORE_SLICE: {
    stack: 'value, container, start, stop →',
    effect: 'container[start:stop] = value',
    events: {},
    next: BEHIND,
  },

  CONVERT_VALUE: {
    stack: 'value → text',
    effect: 'n = 1 str, 2 repr, 3 ascii',
    events: {},
    next: BEHIND,
    source: 'PEP 498',
  },
  FORMAT_SIMPLE: {
    stack: 'value → text',
    effect: "format(value, ''); a str stays as it is",
    events: {},
    next: BEHIND,
    source: 'PEP 498',
  },
  FORMAT_WITH_SPEC: {
    stack: 'value, spec → text',
    effect: 'format(value, spec)',
    events: {},
    next: BEHIND,
    source: 'PEP 498',
  },
  FORMAT_VALUE: {
    stack: 'value, spec×bit2(n) → text',
    effect: 'n&3: 1 str, 2 repr, 3 ascii of value first; then format(value, spec)',
    events: {},
    next: BEHIND,
    source: 'PEP 498',
  },
};
