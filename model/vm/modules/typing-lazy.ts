/**
 * What type variables and type aliases compute when it is first asked for.
 * @module
 */
import { asKind } from '../objects/payload.ts';
import { allocStatic } from '../objects/statics.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, Native, Operations } from '../operations.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Value } from '../value.ts';
import { recordData } from './extension.ts';

export const NO_DEFAULT: Ref = allocStatic({
  kind: 'record',
  cls: TYPES.NoDefaultType,
  type: 'NoDefaultType',
  slots: [],
  numbers: [],
  attrs: null,
});

/** A member that a function computes when it is first read. Slots: object. Vars: member, function. */
export const EVALUATED: Native = {
  start: (vm, { slots, vars }) => {
    const evaluate = recordData(vm, slots[0]).slots[Number(vars['function'])] as Value;
    // `annotationlib.Format.VALUE`, which evaluators take since 3.14.
    return wait(vm.call(evaluate, ROWS[vm.version].lazyAnnotations ? [1] : []), 'evaluated');
  },
  phases: {
    evaluated: (vm, { slots, vars }, value) => {
      vm.setAt(slots[0] as Ref, 'slots', Number(vars['member']), given(value));
      return { done: value };
    },
  },
};

/** Reads a member that slot `evaluate`'s function computes where it is undefined. */
export function lazily(member: number, evaluate: number): Builtin {
  return (vm, [self]) => {
    const value = recordData(vm, self).slots[member];
    return value === undefined ? vm.native('typing.evaluated', [self], { member, function: evaluate }) : value;
  };
}

/** `evaluate_…`: the function. One that CPython would make for a value that is there is not modelled. */
export function evaluator(
  member: number,
  evaluate: number,
  wanted?: (vm: Operations, self: Value) => boolean,
): Builtin {
  return (vm, [self]) => {
    const { slots } = recordData(vm, self);
    if (slots[evaluate] !== undefined && wanted?.(vm, self as Value) !== false) return slots[evaluate];
    const value = slots[member] ?? null;
    if (value === null || asKind(vm, value, 'tuple')?.items.length === 0) return null;
    throw new ModelError('_typing._ConstEvaluator is not modelled');
  };
}
