/**
 * Objects of `_decimal` (Modules/_decimal/_decimal.c). Slots: a Decimal's coefficient and exponent, a Context's precision, Emin, Emax, traps and flags; numbers: a
 * Decimal's sign and form, a Context's rounding, clamp and capitals, and the bits of a SignalDict, which hold what its context traps or has told.
 * @module
 */
import { chainContext, newException } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { normalizeInt, PyRaise, type Ref, type Slot, toBigInt, type Value } from '../value.ts';
import { currentContext, currentValue, setValueIn } from './context.ts';
import {
  CLAMPED,
  CONVERSION_SYNTAX,
  type Dec,
  type DecContext,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  FLOAT_OPERATION,
  type Form,
  IEEE_INVALID,
  INEXACT,
  INVALID_CONTEXT,
  INVALID_OPERATION,
  LIMITS,
  OVERFLOW,
  ROUNDED,
  ROUNDINGS,
  type Rounding,
  Status,
  SUBNORMAL,
  UNDERFLOW,
} from './decimal-number.ts';
import { CAPITALS, CLAMP, FLAGS, ROUNDING, TRAPS } from './decimal-slots.ts';
import { moduleState, newExtension, newOf, recordData } from './extension.ts';

export const MODULE = '_decimal';
export const DECIMAL = 'decimal.Decimal';
export const CONTEXT = 'decimal.Context';
export const SIGNALS = 'decimal.SignalDictMixin';
export const MANAGER = 'decimal.ContextManager';

/** The signals in the order of a SignalDict, with their conditions. */
export const SIGNAL_MAP: readonly (readonly [name: string, bits: number])[] = [
  ['InvalidOperation', IEEE_INVALID],
  ['FloatOperation', FLOAT_OPERATION],
  ['DivisionByZero', DIVISION_BY_ZERO],
  ['Overflow', OVERFLOW],
  ['Underflow', UNDERFLOW],
  ['Subnormal', SUBNORMAL],
  ['Inexact', INEXACT],
  ['Rounded', ROUNDED],
  ['Clamped', CLAMPED],
];
/** The conditions that InvalidOperation comprises, as exceptions list them. */
export const CONDITIONS: readonly (readonly [name: string, bits: number])[] = [
  ['InvalidOperation', INVALID_OPERATION],
  ['ConversionSyntax', CONVERSION_SYNTAX],
  ['DivisionImpossible', DIVISION_IMPOSSIBLE],
  ['DivisionUndefined', DIVISION_UNDEFINED],
  ['InvalidContext', INVALID_CONTEXT],
];

/** What the module keeps for itself. */
export const STATE = {
  DecimalTuple: 0,
  SignalDict: 1,
  variable: 2,
  DefaultContext: 3,
  BasicContext: 4,
  ExtendedContext: 5,
  Rational: 6,
  /** The classes of signals, then those of conditions but the first. */
  classes: 7,
} as const;

export const kept = (vm: Operations, i: number): Value => moduleState(vm, MODULE).state[i] as Value;

/** The class of the i-th signal. */
export const signalClass = (vm: Operations, i: number): Value => kept(vm, STATE.classes + i);

/** The number of a signal's class; undefined for anything else. */
export function signalOf(vm: Operations, v: Value): number | undefined {
  const found = SIGNAL_MAP.findIndex((_, i) => signalClass(vm, i) === v);
  return found < 0 ? undefined : (SIGNAL_MAP[found]?.[1] as number);
}

const FORMS: readonly Form[] = ['finite', 'inf', 'nan', 'snan'];

export function asDecimal(vm: Operations, v: Slot): Dec | undefined {
  const data = asKind(vm, v, 'record');
  if (data?.type !== DECIMAL) return undefined;
  const [coefficient, exponent] = data.slots as (number | bigint)[];
  return {
    sign: data.numbers[0] === 1 ? 1 : 0,
    form: FORMS[data.numbers[1] as number] as Form,
    coefficient: toBigInt(coefficient as number),
    exponent: toBigInt(exponent as number),
  };
}

/** The receiver of a method. */
export const decOf = (vm: Operations, self: Slot): Dec => asDecimal(vm, self) as Dec;

export function newDecimal(vm: Operations, a: Dec, cls: Ref = TYPES[DECIMAL]): Ref {
  const slots = [normalizeInt(a.coefficient), normalizeInt(a.exponent)];
  return newExtension(vm, DECIMAL, cls, slots, [a.sign, FORMS.indexOf(a.form)]);
}

export const isContext = (vm: Operations, v: Slot): v is Ref => asKind(vm, v, 'record')?.type === CONTEXT;

export const limitsOf = (vm: Operations): DecContext['limits'] => LIMITS[vm.build.bits];

/** The context that operations take. */
export function ctxOf(vm: Operations, context: Slot): DecContext {
  const { slots, numbers } = recordData(vm, context);
  const [prec, emin, emax] = slots as (number | bigint)[];
  return {
    prec: toBigInt(prec as number),
    emin: toBigInt(emin as number),
    emax: toBigInt(emax as number),
    rounding: ROUNDINGS[numbers[ROUNDING] as number] as Rounding,
    clamp: numbers[CLAMP] === 1 ? 1 : 0,
    limits: limitsOf(vm),
  };
}

export const hasCapitals = (vm: Operations, context: Slot): boolean => recordData(vm, context).numbers[CAPITALS] === 1;

/** The bits of a context's traps or flags. */
export function bitsOf(vm: Operations, context: Slot, which: typeof TRAPS | typeof FLAGS): number {
  return recordData(vm, recordData(vm, context).slots[which]).numbers[0] as number;
}

export function setBits(vm: Operations, context: Slot, which: typeof TRAPS | typeof FLAGS, bits: number): void {
  vm.setNumberAt(recordData(vm, context).slots[which] as Ref, 'numbers', 0, bits);
}

/** Those of the signals that have a bit set. */
export function signalsOf(vm: Operations, bits: number): Value[] {
  return SIGNAL_MAP.flatMap(([, own], i) => ((bits & own) === 0 ? [] : [signalClass(vm, i)]));
}

/** `flags_as_list`: the conditions, InvalidOperation taken apart. */
function conditionsOf(vm: Operations, bits: number): Value[] {
  const invalid = CONDITIONS.flatMap(([, own], i) =>
    (bits & own) === 0 ? [] : [i === 0 ? signalClass(vm, 0) : signalClass(vm, SIGNAL_MAP.length + i - 1)],
  );
  return [...invalid, ...signalsOf(vm, bits & ~IEEE_INVALID)];
}

/** `dec_addstatus`: the context has been told; a trapped condition is raised. */
export function addStatus(vm: Operations, context: Slot, bits: number): void {
  if (bits === 0) return;
  setBits(vm, context, FLAGS, bitsOf(vm, context, FLAGS) | bits);
  const trapped = bits & bitsOf(vm, context, TRAPS);
  if (trapped === 0) return;
  const exception = newException(vm, signalsOf(vm, trapped)[0] as Ref, [newList(vm, conditionsOf(vm, trapped))]);
  chainContext(vm, exception);
  throw new PyRaise(exception);
}

/** Runs an operation in a context, which is told what comes up. */
export function within<T>(
  vm: Operations,
  context: Slot,
  run: (ctx: DecContext, status: Status) => T,
  ctx: DecContext = ctxOf(vm, context),
): T {
  const status = new Status();
  const result = run(ctx, status);
  addStatus(vm, context, status.bits);
  return result;
}

/** A new context of these bits. */
export function newContextOf(
  vm: Operations,
  cls: Ref,
  slots: readonly Slot[],
  numbers: readonly number[],
  bits: readonly [traps: number, flags: number],
): Ref {
  const dicts = bits.map((own) => newExtension(vm, SIGNALS, kept(vm, STATE.SignalDict) as Ref, [], [own]));
  return newExtension(vm, CONTEXT, cls, [...slots.slice(0, TRAPS), ...dicts], [...numbers]);
}

/** `context_copy`. */
export function copyDecimalContext(vm: Operations, context: Slot, flags = bitsOf(vm, context, FLAGS)): Ref {
  const { slots, numbers } = recordData(vm, context);
  return newContextOf(vm, TYPES[CONTEXT], slots, numbers, [bitsOf(vm, context, TRAPS), flags]);
}

/** `current_context`: that of the context variable, made from the template if there is none. */
export function currentDecimalContext(vm: Operations): Ref {
  const variable = kept(vm, STATE.variable);
  const found = currentValue(vm, variable);
  if (found !== undefined) return found as Ref;
  const made = copyDecimalContext(vm, kept(vm, STATE.DefaultContext), 0);
  setValueIn(vm, currentContext(vm), variable, made);
  return made;
}

/** `PyDec_SetCurrentContext`: a template is copied. */
export function setDecimalContext(vm: Operations, context: Ref): void {
  const isTemplate = [STATE.DefaultContext, STATE.BasicContext, STATE.ExtendedContext].some(
    (i) => kept(vm, i) === context,
  );
  const own = isTemplate ? copyDecimalContext(vm, context, 0) : context;
  setValueIn(vm, currentContext(vm), kept(vm, STATE.variable), own);
}

/** The context variable of the module. */
export const newVariable = (vm: Operations): Ref =>
  newOf(vm, '_contextvars.ContextVar', ['decimal_context', undefined]);
