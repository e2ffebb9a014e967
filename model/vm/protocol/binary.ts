/**
 * Binary and unary operators as algorithms: `binary_op1`, SLOT1BIN, the sequence fallbacks of `PyNumber_Add` and `PyNumber_Multiply`
 * (Objects/abstract.c), with the messages of each.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, isSubtype, NotImplemented, ownerOf, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial, orNotImplemented } from './bind-special.ts';
import { complexBinary, complexParts, isComplex, newComplex } from './complex.ts';
import { isStaticBuiltin, lookupType } from './lookup.ts';
import { TEXTS } from './messages.ts';
import {
  addInt,
  bitInt,
  floorDivideFloat,
  floorDivideInt,
  intToFloat,
  moduloFloat,
  moduloInt,
  multiplyInt,
  powerFloat,
  powerInt,
  shiftInt,
  subtractInt,
  trueDivideInt,
} from './numbers.ts';
import type { Algorithm, Ask } from './replay.ts';
import { ROWS } from './rows.ts';
import { concatenate, repeat } from './sequences.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export type UnaryOperator = '-' | '+' | '~';

export const BINARY_NAMES: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};
const UNARY_NAMES: Readonly<Record<UnaryOperator, string>> = { '-': '__neg__', '+': '__pos__', '~': '__invert__' };

/** int, bool and float operands (subclasses by their value); NotImplemented for anything else. */
export function numberBinary(vm: Operations, op: BinaryOperator, a: Value, b: Value): Value {
  const x = asInt(vm, a);
  const y = asInt(vm, b);
  if (x !== undefined && y !== undefined) {
    const both = typeof a === 'boolean' && typeof b === 'boolean';
    switch (op) {
      case '+':
        return addInt(x, y);
      case '-':
        return subtractInt(x, y);
      case '*':
        return multiplyInt(x, y);
      case '/':
        return trueDivideInt(vm, x, y);
      case '//':
        return floorDivideInt(vm, x, y);
      case '%':
        return moduloInt(vm, x, y);
      case '**':
        return powerInt(vm, x, y);
      case '<<':
        return shiftInt(vm, x, y, true);
      case '>>':
        return shiftInt(vm, x, y, false);
      case '@':
        return NotImplemented;
      default: {
        const r = bitInt(op, x, y);
        return both ? r !== 0 : r;
      }
    }
  }
  const f = asFloat(vm, a);
  const g = asFloat(vm, b);
  if ((f === undefined && x === undefined) || (g === undefined && y === undefined)) {
    return isComplex(vm, a) || isComplex(vm, b) ? complexBinary(vm, op, a, b) : NotImplemented;
  }
  return floatBinary(vm, op, f ?? intToFloat(vm, x as number | bigint), g ?? intToFloat(vm, y as number | bigint));
}

function floatBinary(vm: Operations, op: BinaryOperator, f: number, g: number): Value {
  switch (op) {
    case '+':
      return new PyFloat(f + g);
    case '-':
      return new PyFloat(f - g);
    case '*':
      return new PyFloat(f * g);
    case '/':
      if (g === 0) throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].floatDivide);
      return new PyFloat(f / g);
    case '//':
      return new PyFloat(floorDivideFloat(vm, f, g));
    case '%':
      return new PyFloat(moduloFloat(vm, f, g));
    case '**':
      if (f < 0 && Number.isFinite(f) && Number.isFinite(g) && !Number.isInteger(g)) {
        return complexBinary(vm, '**', new PyFloat(f), new PyFloat(g));
      }
      return powerFloat(vm, f, g);
    default:
      return NotImplemented;
  }
}

/** `divmod` of numbers; NotImplemented for anything else. */
export function numberDivmod(vm: Operations, a: Value, b: Value): Value {
  const x = asInt(vm, a);
  const y = asInt(vm, b);
  if (x !== undefined && y !== undefined) {
    return newTuple(vm, [floorDivideInt(vm, x, y), moduloInt(vm, x, y)]);
  }
  const [p, q] = [asFloat(vm, a), asFloat(vm, b)];
  if ((p ?? x) === undefined || (q ?? y) === undefined) return NotImplemented;
  const f = p ?? intToFloat(vm, x as number | bigint);
  const g = q ?? intToFloat(vm, y as number | bigint);
  const text = TEXTS[vm.version].floatDivmod;
  const quotient = floorDivideFloat(vm, f, g, text);
  return newTuple(vm, [new PyFloat(quotient), new PyFloat(moduloFloat(vm, f, g, text))]);
}

const SEQUENCES: ReadonlySet<string> = new Set(['list', 'tuple', 'str', 'bytes']);

function isSequence(vm: Operations, v: Value): boolean {
  if (typeof v === 'string') return true;
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  return SEQUENCES.has(data.kind) || (data.kind === 'instance' && typeof data.payload === 'string');
}

/** Whether a method is a builtin's own of a type that the receiver is of: `__add__ = str.__add__` in a class of ints is called as any method is. */
function isOwnSlot(vm: Operations, self: Value, found: Slot): boolean {
  return found instanceof Ref && isStaticBuiltin(found) && isInstance(vm, self, ownerOf(implOf(vm, found)));
}

const implOf = (vm: Operations, found: Ref): string => asKind(vm, found, 'builtin')?.impl ?? '';

/** Calls a method found on a type, a builtin's sequence slots excepted: these come after both sides' number slots. */
function tryMethod(vm: Operations, found: Slot, op: BinaryOperator, self: Value, other: Value, ask: Ask): Value {
  if (found === undefined) return NotImplemented;
  if (isOwnSlot(vm, self, found) && (op === '+' || op === '*') && isSequence(vm, self)) return NotImplemented;
  return orNotImplemented(ask(...bindSpecial(vm, found, self, [other], 'maybe')));
}

/** `binary_op1`: both sides' number slots; NotImplemented if neither answers. */
export function binarySlots(
  vm: Operations,
  op: BinaryOperator,
  a: Value,
  b: Value,
  ask: Ask,
  name = BINARY_NAMES[op],
): Value {
  const ta = typeOf(vm, a);
  const tb = typeOf(vm, b);
  const reversed = `__r${name}__`;
  const number = (): Value => (name === 'divmod' ? numberDivmod(vm, a, b) : numberBinary(vm, op, a, b));
  const width = Math.max(numberWidth(vm, a), numberWidth(vm, b));
  if (ta.id < 0 && tb.id < 0) {
    const r = number();
    if (r !== NotImplemented) return r;
  }
  let reflect = ta !== tb;
  const forward = lookupType(vm, ta, `__${name}__`);
  const backward = reflect ? lookupType(vm, tb, reversed) : undefined;
  const numeric = (found: Slot, self: Value): boolean =>
    isOwnSlot(vm, self, found) && width < NO_NUMBER && numberWidth(vm, self) === width;
  if (reflect && isSubtype(vm, tb, ta) && backward !== undefined && backward !== lookupType(vm, ta, reversed)) {
    reflect = false;
    const r = numeric(backward, b) ? number() : tryMethod(vm, backward, op, b, a, ask);
    if (r !== NotImplemented) return r;
  }
  const r = numeric(forward, a)
    ? number()
    : numberWidth(vm, a) < NO_NUMBER && isOwnSlot(vm, a, forward)
      ? NotImplemented
      : tryMethod(vm, forward, op, a, b, ask);
  if (r !== NotImplemented) return r;
  if (!reflect || backward === undefined) return NotImplemented;
  if (numeric(backward, b)) return number();
  return numberWidth(vm, b) < NO_NUMBER && isOwnSlot(vm, b, backward)
    ? NotImplemented
    : tryMethod(vm, backward, op, b, a, ask);
}

const NO_NUMBER = 3;

/** Which numbers the slots of a number take (`CONVERT_BINOP`, `CONVERT_TO_DOUBLE`, `TO_COMPLEX`): an int's ints, a float's floats too, a complex's all. */
function numberWidth(vm: Operations, v: Value): number {
  if (asInt(vm, v) !== undefined) return 0;
  if (asFloat(vm, v) !== undefined) return 1;
  return isComplex(vm, v) ? 2 : NO_NUMBER;
}

export function binaryAsking(
  vm: Operations,
  op: BinaryOperator,
  inplace: boolean,
  a: Value,
  b: Value,
  ask: Ask,
): Value {
  const own = inplace ? lookupType(vm, typeOf(vm, a), `__i${BINARY_NAMES[op]}__`) : undefined;
  const late = isOwnSlot(vm, a, own) && isSequence(vm, a);
  if (own !== undefined && !late) {
    const r = ask(...bindSpecial(vm, own, a, [b]));
    if (r !== NotImplemented) return r;
  }
  const r = binarySlots(vm, op, a, b, ask);
  if (r !== NotImplemented) return r;
  if (late) {
    const s = ask(own as Value, [a, b]);
    if (s !== NotImplemented) return s;
  }
  if (op === '+' && isSequence(vm, a)) return concatenate(vm, a, b);
  if (op === '*' && isSequence(vm, a)) return repeat(vm, a, b, ask);
  if (op === '*' && isSequence(vm, b)) return repeat(vm, b, a, ask);
  throw unsupported(vm, inplace ? `${op}=` : op === '**' ? '** or pow()' : op, a, b);
}

/** `unsupported operand type(s) for +: 'int' and 'str'`. */
export function unsupported(vm: Operations, op: string, a: Value, b: Value): ReturnType<typeof raise> {
  const hint =
    op === '>>' && ROWS[vm.version].shiftedPrintHints && a instanceof Ref && a.id < 0 && isPrint(vm, a)
      ? '. Did you mean "print(<message>, file=<output_stream>)"?'
      : '';
  return raise(
    vm,
    'TypeError',
    `unsupported operand type(s) for ${op}: '${typeName(vm, a)}' and '${typeName(vm, b)}'${hint}`,
  );
}

function isPrint(vm: Operations, v: Ref): boolean {
  const data = vm.read(v);
  return data.kind === 'builtin' && data.impl === 'print';
}

/** Each part of a complex number with the sign. */
function signed(vm: Operations, op: UnaryOperator, v: Value): Value {
  const [real, imag] = complexParts(vm, v) as readonly [number, number];
  return op === '+' ? newComplex(vm, real, imag) : newComplex(vm, -real, -imag);
}

function unaryAsking(vm: Operations, op: UnaryOperator, v: Value, ask: Ask): Value {
  const method = lookupType(vm, typeOf(vm, v), UNARY_NAMES[op]);
  if (method !== undefined && !isOwnSlot(vm, v, method)) return ask(...bindSpecial(vm, method, v, []));
  const n = asInt(vm, v);
  if (n !== undefined) {
    if (op === '+') return n;
    return op === '-' ? subtractInt(0, n) : subtractInt(-1, n);
  }
  const f = asFloat(vm, v);
  if (f !== undefined && op !== '~') return new PyFloat(op === '-' ? -f : f);
  if (op !== '~' && isComplex(vm, v)) return signed(vm, op, v);
  if (method !== undefined) return ask(...bindSpecial(vm, method, v, []));
  throw raise(vm, 'TypeError', `bad operand type for unary ${op}: '${typeName(vm, v)}'`);
}

/** `a OP b` and `a OP= b`; vars: op, inplace. */
export const BINARY: Algorithm = {
  name: 'binary',
  run: (vm, inputs, vars, ask) =>
    binaryAsking(
      vm,
      vars['op'] as BinaryOperator,
      vars['inplace'] === true,
      inputs[0] as Value,
      inputs[1] as Value,
      ask,
    ),
};
/** `OP v`; vars: op. */
export const UNARY: Algorithm = {
  name: 'unary',
  run: (vm, inputs, vars, ask) => unaryAsking(vm, vars['op'] as UnaryOperator, inputs[0] as Value, ask),
};
