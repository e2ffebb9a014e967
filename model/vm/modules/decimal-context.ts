/**
 * `decimal.Context`: making and setting one (Modules/_decimal/_decimal.c). `traps` and `flags` are no descriptors: `tp_getattro` and `tp_setattro` know them.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { builtinGetAttribute, genericSetAttribute } from '../protocol/attributes.ts';
import { type Algorithm, type Ask, noAnswers, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { integerAsking } from '../protocol/sequences.ts';
import { normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import { countedArguments, namedArguments, roundingArgument, sizeOf } from './decimal-arguments.ts';
import { etiny, etop, IEEE_INVALID, type Limits, ROUNDINGS } from './decimal-number.ts';
import { bitsGiven, signalBits } from './decimal-signals.ts';
import { CAPITALS, CLAMP, EMAX, EMIN, FLAGS, PREC, ROUNDING, SIGNAL_DICTS, TRAPS } from './decimal-slots.ts';
import {
  bitsOf,
  CONTEXT,
  copyDecimalContext,
  ctxOf,
  hasCapitals,
  kept,
  limitsOf,
  newContextOf,
  SIGNAL_MAP,
  STATE,
  setBits,
  signalsOf,
} from './decimal-values.ts';
import { recordData } from './extension.ts';

/** Parameters in their order. */
export const SETTINGS = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'];
/** The order in which they are set. */
const SET_ORDER = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'traps', 'flags'];

/** A whole number of a range. */
function sized(
  slot: number,
  range: (limits: Limits) => readonly [bigint, bigint],
  told: string,
): (vm: Operations, context: Ref, v: Value) => void {
  return (vm, context, v) => {
    const n = sizeOf(vm, v);
    const [least, most] = range(limitsOf(vm));
    if (n < least || n > most) throw raise(vm, 'ValueError', `valid range for ${told}`);
    vm.setAt(context, 'slots', slot, normalizeInt(n));
  };
}

/** 0 or 1. */
const flag =
  (at: number, name: string) =>
  (vm: Operations, context: Ref, v: Value): void => {
    const n = sizeOf(vm, v);
    if (n !== 0n && n !== 1n) throw raise(vm, 'ValueError', `valid values for ${name} are 0 or 1`);
    vm.setNumberAt(context, 'numbers', at, Number(n));
  };

const SETTERS: Readonly<Record<string, (vm: Operations, context: Ref, v: Value) => void>> = {
  prec: sized(PREC, ({ maxPrec }) => [1n, maxPrec], 'prec is [1, MAX_PREC]'),
  rounding: (vm, context, v) => vm.setNumberAt(context, 'numbers', ROUNDING, roundingArgument(vm, v)),
  Emin: sized(EMIN, ({ minEmin }) => [minEmin, 0n], 'Emin is [MIN_EMIN, 0]'),
  Emax: sized(EMAX, ({ maxEmax }) => [0n, maxEmax], 'Emax is [0, MAX_EMAX]'),
  capitals: flag(CAPITALS, 'capitals'),
  clamp: flag(CLAMP, 'clamp'),
};

/** `context_setattrs`: None leaves a setting as it is. A setting set twice is set once. */
export function applySettings(vm: Operations, context: Ref, given: readonly Slot[], ask: Ask): void {
  for (const name of SET_ORDER) {
    const v = given[SETTINGS.indexOf(name)];
    const which = SIGNAL_DICTS[name];
    if (v === undefined || v === null) continue;
    if (which === undefined) SETTERS[name]?.(vm, context, v);
    else setBits(vm, context, which, settingBits(vm, v, ask));
  }
}

function settingBits(vm: Operations, v: Value, ask: Ask): number {
  const list = asKind(vm, v, 'list');
  return list === undefined
    ? bitsGiven(vm, v, ask)
    : list.items.reduce((bits: number, item) => bits | signalBits(vm, item), 0);
}

/** Inputs: the context, the settings. */
const INIT: Algorithm = {
  name: 'decimal_context_init',
  run: (vm, [context, ...given], _vars, ask) => {
    applySettings(vm, context as Ref, given, ask);
    return null;
  },
};

/** Inputs: the context, the name, the value. */
const SET: Algorithm = {
  name: 'decimal_context_set',
  run: (vm, [context, name, v], _vars, ask) => {
    setBits(vm, context, SIGNAL_DICTS[name as string] as typeof TRAPS, bitsGiven(vm, v as Value, ask));
    return null;
  },
};

const contextNew: Builtin = (vm, [cls]) => {
  const template = kept(vm, STATE.DefaultContext);
  const { slots, numbers } = recordData(vm, template);
  const own = [...numbers];
  own[CAPITALS] = 1;
  const bits = [bitsOf(vm, template, TRAPS), bitsOf(vm, template, FLAGS)] as const;
  return newContextOf(vm, cls as Ref, slots, own, bits);
};

function attributeName(vm: Operations, name: Value): string {
  const text = asStr(vm, name);
  if (text !== undefined) return text;
  throw raise(vm, 'TypeError', `attribute name must be string, not '${typeName(vm, name)}'`);
}

const setAttribute: Builtin = (vm, [self, name, v]) => {
  if (v === undefined) throw raise(vm, 'AttributeError', 'context attributes cannot be deleted');
  const text = attributeName(vm, name as Value);
  if (SIGNAL_DICTS[text] !== undefined) return replay(vm, SET, [self, text, v]);
  return genericSetAttribute(vm, self as Value, text, v);
};

/** The names of signals with a bit set, in the order of their bits. */
function signalNames(bits: number): string {
  const first = ([, own]: readonly [string, number]): number => (own === IEEE_INVALID ? 2 : own);
  const sorted = [...SIGNAL_MAP].sort((a, b) => first(lowest(a, bits)) - first(lowest(b, bits)));
  return sorted.flatMap(([name, own]) => ((bits & own) === 0 ? [] : [name])).join(', ');
}

/** The first bit of those that a signal comprises and that are set. */
const lowest = ([name, own]: readonly [string, number], bits: number): readonly [string, number] => [
  name,
  own & bits & -(own & bits),
];

const reprOf: Builtin = (vm, [self]) => {
  const { prec, emin, emax, rounding, clamp } = ctxOf(vm, self);
  const [flags, traps] = [bitsOf(vm, self, FLAGS), bitsOf(vm, self, TRAPS)].map(signalNames);
  const numbers = `prec=${prec}, rounding=${rounding}, Emin=${emin}, Emax=${emax}`;
  const capitals = hasCapitals(vm, self) ? 1 : 0;
  return `Context(${numbers}, capitals=${capitals}, clamp=${clamp}, flags=[${flags}], traps=[${traps}])`;
};

const reduce: Builtin = (vm, [self]) => {
  const { prec, emin, emax, rounding, clamp } = ctxOf(vm, self);
  const lists = ([FLAGS, TRAPS] as const).map((which) => newList(vm, signalsOf(vm, bitsOf(vm, self, which))));
  const settings = [normalizeInt(prec), rounding, normalizeInt(emin), normalizeInt(emax)];
  const args = newTuple(vm, [...settings, hasCapitals(vm, self) ? 1 : 0, clamp, ...lists]);
  return newTuple(vm, [typeOf(vm, self as Value), args]);
};

/** `_unsafe_setprec` and the like: what the embedded builds' own limits forbid. */
function unsafe(name: string, slot: number, least: bigint, most: bigint): Builtin {
  return (vm, [self, v]) => {
    const n = sizeOf(vm, v as Value);
    if (n < least || n > most) throw raise(vm, 'ValueError', `valid range for unsafe ${name} is [${least}, ${most}]`);
    vm.setAt(self as Ref, 'slots', slot, normalizeInt(n));
    return null;
  };
}
const UNSAFE = 1070000000n;

/** `IEEEContext`: that of an interchange format of so many bits. */
export const ieeeContext: Builtin = (vm, [v]) => {
  const n = ROWS[vm.version].decimalsByClinic
    ? sizeOf(vm, integerAsking(vm, v as Value, noAnswers))
    : sizeOf(vm, v as Value);
  const most = vm.build.bits === 64 ? 512n : 256n;
  if (n <= 0n || n > most || n % 32n !== 0n)
    throw raise(vm, 'ValueError', `argument must be a multiple of 32, with a maximum of ${most}`);
  const emax = 3n * (1n << (n / 16n + 3n));
  const slots = [9n * (n / 32n) - 2n, 1n - emax, emax].map(normalizeInt);
  return newContextOf(vm, TYPES[CONTEXT], slots, [ROUNDINGS.indexOf('ROUND_HALF_EVEN'), 1, 1], [0, 0]);
};

const getter =
  (name: string): Builtin =>
  (vm, [self]) => {
    const { slots, numbers } = recordData(vm, self);
    if (name === 'rounding') return ROUNDINGS[numbers[ROUNDING] as number] as string;
    const at = { prec: PREC, Emin: EMIN, Emax: EMAX }[name];
    return at === undefined ? (numbers[name === 'clamp' ? CLAMP : CAPITALS] as number) : (slots[at] as number);
  };

const clear =
  (which: typeof TRAPS | typeof FLAGS): Builtin =>
  (vm, [self]) => {
    setBits(vm, self, which, 0);
    return null;
  };

const copy: Builtin = (vm, [self, ...args], keywords) => {
  countedArguments(vm, ['Context', 'copy'], 0, 0, args, keywords);
  return copyDecimalContext(vm, self);
};

export const CONTEXT_TYPE_BUILTINS: BuiltinTable = {
  [`${CONTEXT}.__new__`]: contextNew,
  [`${CONTEXT}.__init__`]: (vm, [self, ...args], keywords) =>
    replay(vm, INIT, [self, ...namedArguments(vm, 'Context', SETTINGS, 0, args, keywords)]),
  [`${CONTEXT}.__getattribute__`]: (vm, [self, name]) =>
    builtinGetAttribute(vm, self as Value, attributeName(vm, name as Value)),
  [`${CONTEXT}.__setattr__`]: setAttribute,
  [`${CONTEXT}.__delattr__`]: setAttribute,
  [`${CONTEXT}.__repr__`]: reprOf,
  [`${CONTEXT}.__reduce__`]: reduce,
  ...Object.fromEntries(
    Object.entries(SETTERS).flatMap(([name, set]): [string, Builtin][] => [
      [`${CONTEXT}.${name}`, getter(name)],
      [
        `${CONTEXT}.${name}=`,
        (vm, [self, v]) => {
          set(vm, self as Ref, v as Value);
          return null;
        },
      ],
    ]),
  ),
  [`${CONTEXT}.Etiny`]: (vm, [self]) => normalizeInt(etiny(ctxOf(vm, self))),
  [`${CONTEXT}.Etop`]: (vm, [self]) => normalizeInt(etop(ctxOf(vm, self))),
  [`${CONTEXT}.clear_flags`]: clear(FLAGS),
  [`${CONTEXT}.clear_traps`]: clear(TRAPS),
  [`${CONTEXT}.copy`]: copy,
  [`${CONTEXT}.__copy__`]: (vm, [self]) => copyDecimalContext(vm, self),
  [`${CONTEXT}._unsafe_setprec`]: unsafe('prec', PREC, 1n, UNSAFE),
  [`${CONTEXT}._unsafe_setemin`]: unsafe('emin', EMIN, -UNSAFE, 0n),
  [`${CONTEXT}._unsafe_setemax`]: unsafe('emax', EMAX, 0n, UNSAFE),
};
export const CONTEXT_TYPE_ALGORITHMS: readonly Algorithm[] = [INIT, SET];
