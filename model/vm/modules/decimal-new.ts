/**
 * Making Decimals of other values (`dec_new`, `ctx_create_decimal`): exact, or by a context.
 * @module
 */
import { between, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { exactRatio } from '../objects/float-text.ts';
import { asFloat, asInt, asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { contextArgument, countedArguments, decimalOfInt, namedArguments, noConversion } from './decimal-arguments.ts';
import {
  CLAMPED,
  CONVERSION_SYNTAX,
  type Dec,
  type DecContext,
  digits,
  ERRORS,
  FLOAT_OPERATION,
  finalize,
  finite,
  INEXACT,
  INVALID_OPERATION,
  infinity,
  isNan,
  maxContext,
  NAN,
  ROUNDED,
  Status,
  ZERO,
} from './decimal-number.ts';
import { numericText, parseDecimal } from './decimal-text.ts';
import {
  addStatus,
  asDecimal,
  CONTEXT,
  ctxOf,
  currentDecimalContext,
  DECIMAL,
  newDecimal,
  within,
} from './decimal-values.ts';

/** A float's own value. */
export function decimalOfFloat(x: number): Dec {
  const sign = x < 0 || Object.is(x, -0) ? 1 : 0;
  if (Number.isNaN(x)) return NAN;
  if (!Number.isFinite(x)) return infinity(sign);
  const [numerator, denominator] = exactRatio(Math.abs(x));
  const power = BigInt(denominator.toString(2).length - 1);
  return finite(sign, numerator * 5n ** power, -power);
}

/** Runs a conversion that has to be exact; what is told is told to the context. */
function exactly(vm: Operations, context: Ref, run: (ctx: DecContext, status: Status) => Dec): Dec {
  const status = new Status();
  const result = run(maxContext(ctxOf(vm, context)), status);
  const lost = status.has(INEXACT | ROUNDED | CLAMPED);
  addStatus(vm, context, (status.bits & ERRORS) | (lost ? INVALID_OPERATION : 0));
  return lost ? NAN : result;
}

const invalid = (vm: Operations, message: string) => raise(vm, 'ValueError', message);
const SIGNS = 'sign must be an integer with the value 0 or 1';
const DIGITS = 'coefficient must be a tuple of digits';
const SPECIALS: Readonly<Record<string, string>> = { F: 'Inf', n: 'NaN', N: 'sNaN' };

/** The items of a tuple or a list. */
const itemsOf = (vm: Operations, v: Slot): readonly Value[] | undefined =>
  (asKind(vm, v, 'tuple') ?? asKind(vm, v, 'list'))?.items;

function digitOf(vm: Operations, v: Value): string {
  const n = asInt(vm, v);
  if (n === undefined) throw invalid(vm, DIGITS);
  checkLong(vm, n);
  if (n < 0 || n > 9) throw invalid(vm, DIGITS);
  return String(n);
}

function checkLong(vm: Operations, n: number | bigint, type = 'long'): void {
  if (n > vm.build.maxsize || n < -vm.build.maxsize - 1)
    throw raise(vm, 'OverflowError', `Python int too large to convert to C ${type}`);
}

/** `dectuple_as_str`. */
function tupleText(vm: Operations, items: readonly Value[]): string {
  if (items.length !== 3) throw invalid(vm, 'argument must be a sequence of length 3');
  const [first, second, third] = items as [Value, Value, Value];
  const sign = asInt(vm, first);
  if (sign === undefined) throw invalid(vm, SIGNS);
  checkLong(vm, sign);
  if (sign !== 0 && sign !== 1) throw invalid(vm, SIGNS);
  const text = asStr(vm, third);
  const special = text === undefined ? '' : SPECIALS[text];
  if (special === undefined) throw invalid(vm, "string argument in the third position must be 'F', 'n' or 'N'");
  const exponent = text === undefined ? asInt(vm, third) : 0;
  if (exponent === undefined) throw invalid(vm, 'exponent must be an integer');
  checkLong(vm, exponent, 'ssize_t');
  const given = itemsOf(vm, second);
  if (given === undefined) throw invalid(vm, DIGITS);
  const shown = given.map((v) => digitOf(vm, v)).join('');
  const head = sign === 1 ? '-' : '+';
  if (special !== '') return `${head}${special}${special === 'Inf' ? '' : shown}`;
  return `${head}${shown === '' ? '0' : shown}E${exponent}`;
}

/** `PyDecType_FromObjectExact`. */
function fromObject(vm: Operations, cls: Ref, v: Slot, context: Ref): Value {
  const make = (run: (ctx: DecContext, status: Status) => Dec): Ref => newDecimal(vm, exactly(vm, context, run), cls);
  if (v === undefined) return newDecimal(vm, ZERO, cls);
  const text = asStr(vm, v);
  if (text !== undefined) return make((ctx, status) => parseDecimal(numericText(text, true), ctx, status));
  const items = itemsOf(vm, v);
  if (items !== undefined && asInt(vm, v) === undefined) {
    const shown = tupleText(vm, items);
    return make((ctx, status) => parseDecimal(shown, ctx, status));
  }
  return fromNumber(vm, cls, v, context);
}

/** `PyDecType_FromNumberExact`. */
function fromNumber(vm: Operations, cls: Ref, v: Value, context: Ref): Value {
  const own = asDecimal(vm, v);
  if (own !== undefined)
    return cls === TYPES[DECIMAL] && typeOf(vm, v) === TYPES[DECIMAL] ? v : newDecimal(vm, own, cls);
  const n = asInt(vm, v);
  if (n !== undefined) return newDecimal(vm, decimalOfInt(n), cls);
  const x = asFloat(vm, v);
  if (x === undefined) throw noConversion(vm, v);
  addStatus(vm, context, FLOAT_OPERATION);
  return newDecimal(vm, decimalOfFloat(x), cls);
}

/** `PyDec_FromObject`: the context rounds. */
function byContext(vm: Operations, v: Slot, context: Ref): Dec {
  if (v === undefined) return ZERO;
  const ctx = ctxOf(vm, context);
  const own = asDecimal(vm, v);
  if (own !== undefined) {
    const fits = !isNan(own) || own.coefficient === 0n || digits(own) <= ctx.prec - BigInt(ctx.clamp);
    if (!fits) addStatus(vm, context, CONVERSION_SYNTAX);
    return fits ? within(vm, context, (_, status) => finalize(own, ctx, status)) : NAN;
  }
  const text = asStr(vm, v);
  if (text !== undefined)
    return within(vm, context, (_, status) => parseDecimal(numericText(text, false), ctx, status));
  const n = asInt(vm, v);
  if (n !== undefined) return within(vm, context, (_, status) => finalize(decimalOfInt(n), ctx, status));
  const items = itemsOf(vm, v);
  if (items !== undefined) {
    const shown = tupleText(vm, items);
    return within(vm, context, (_, status) => parseDecimal(shown, ctx, status));
  }
  const x = asFloat(vm, v);
  if (x === undefined) throw noConversion(vm, v);
  addStatus(vm, context, FLOAT_OPERATION);
  return within(vm, context, (_, status) => finalize(decimalOfFloat(x), ctx, status));
}

/** Of an int or a float only. */
function floatArgument(vm: Operations, v: Slot): Dec {
  const n = asInt(vm, v);
  if (n !== undefined) return decimalOfInt(n);
  const x = asFloat(vm, v);
  if (x === undefined) throw raise(vm, 'TypeError', 'argument must be int or float');
  return decimalOfFloat(x);
}

const decimalNew: Builtin = (vm, [cls, ...args], keywords) => {
  const [v, context] = namedArguments(vm, 'Decimal', ['value', 'context'], 0, args, keywords);
  return fromObject(vm, cls as Ref, v, contextArgument(vm, context));
};

/** A class method: a subclass is called with the Decimal. */
const constructing =
  (name: string, run: (vm: Operations, v: Value) => Value): Builtin =>
  (vm, [cls, ...args], keywords) => {
    const [v] = countedArguments(vm, ['Decimal', name], 1, 1, args, keywords);
    const made = run(vm, v as Value);
    return cls === TYPES[DECIMAL] ? made : vm.call(cls as Value, [made]);
  };

export const DECIMAL_NEW_BUILTINS: BuiltinTable = {
  [`${DECIMAL}.__new__`]: decimalNew,
  [`${DECIMAL}.from_float`]: constructing('from_float', (vm, v) => newDecimal(vm, floatArgument(vm, v))),
  [`${DECIMAL}.from_number`]: constructing('from_number', (vm, v) =>
    fromNumber(vm, TYPES[DECIMAL], v, currentDecimalContext(vm)),
  ),
  [`${CONTEXT}.create_decimal`]: (vm, [context, ...args], keywords) => {
    const { decimalsByClinic } = ROWS[vm.version];
    noKeywords(vm, decimalsByClinic ? 'Context.create_decimal' : 'create_decimal', keywords);
    if (decimalsByClinic) between(vm, 'create_decimal', args, 0, 1);
    const [v] = countedArguments(vm, ['Context', 'create_decimal'], 0, 1, args, null);
    return newDecimal(vm, byContext(vm, v, context as Ref));
  },
  [`${CONTEXT}.create_decimal_from_float`]: (vm, [context, ...args], keywords) => {
    const [v] = countedArguments(vm, ['Context', 'create_decimal_from_float'], 1, 1, args, keywords);
    const own = floatArgument(vm, v);
    return newDecimal(
      vm,
      within(vm, context, (ctx, status) => finalize(own, ctx, status)),
    );
  },
};
