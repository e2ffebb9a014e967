/**
 * The module `_decimal` (Modules/_decimal/_decimal.c), which `decimal` takes everything from: what it makes when it is imported, the current context and its manager.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { strRepr } from '../objects/str-repr.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { given, importing, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, normalizeInt, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { contextArgument, namedArguments } from './decimal-arguments.ts';
import {
  applySettings,
  CONTEXT_TYPE_ALGORITHMS,
  CONTEXT_TYPE_BUILTINS,
  ieeeContext,
  SETTINGS,
} from './decimal-context.ts';
import { CONTEXT_METHODS } from './decimal-context-methods.ts';
import { DECIMAL_METHODS } from './decimal-methods.ts';
import { DECIMAL_NEW_BUILTINS } from './decimal-new.ts';
import { CLAMPED, DIVISION_BY_ZERO, IEEE_INVALID, OVERFLOW, ROUNDINGS, UNDERFLOW } from './decimal-number.ts';
import { SIGNAL_ALGORITHMS, SIGNAL_BUILTINS } from './decimal-signals.ts';
import { DECIMAL_SPECIAL, DECIMAL_SPECIAL_ALGORITHMS } from './decimal-special.ts';
import {
  CONDITIONS,
  CONTEXT,
  copyDecimalContext,
  currentDecimalContext,
  DECIMAL,
  isContext,
  limitsOf,
  MANAGER,
  MODULE,
  newContextOf,
  newVariable,
  SIGNAL_MAP,
  SIGNALS,
  STATE,
  setDecimalContext,
} from './decimal-values.ts';
import { newOf, recordData, setModuleState } from './extension.ts';
import { newExceptionClass } from './module-exception.ts';
import { type NativeModule, noArguments, unary } from './native-module.ts';
import { warnThen } from './warnings.ts';

const VERSION = '1.70';
const VERSION_TOLD = "'__version__' is deprecated and slated for removal in Python 3.20";
const LIBMPDEC = '2.5.1';

/** The bases of a signal's class that are not DecimalException alone. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  FloatOperation: ['DecimalException', 'TypeError'],
  DivisionByZero: ['DecimalException', 'ZeroDivisionError'],
  Overflow: ['Inexact', 'Rounded'],
  Underflow: ['Inexact', 'Rounded', 'Subnormal'],
  DivisionUndefined: ['InvalidOperation', 'ZeroDivisionError'],
};

/** The classes of signals and conditions, by name, in the order in which they are made. */
function exceptionClasses(vm: Operations): Map<string, Ref> {
  const made = new Map<string, Ref>();
  const baseOf = (name: string): Ref => made.get(name) ?? TYPES[name as 'TypeError'];
  const make = (name: string, bases: readonly string[]): void => {
    made.set(name, newExceptionClass(vm, 'decimal', name, (BASES[name] ?? bases).map(baseOf)));
  };
  make('DecimalException', ['ArithmeticError']);
  for (const [name] of [...SIGNAL_MAP].reverse()) make(name, ['DecimalException']);
  for (const [name] of CONDITIONS.slice(1)) make(name, ['InvalidOperation']);
  return made;
}

/** A template: default, basic or extended. */
function template(vm: Operations, prec: number, rounding: 'ROUND_HALF_EVEN' | 'ROUND_HALF_UP', traps: number): Ref {
  const slots = [prec, -999999, 999999];
  return newContextOf(vm, TYPES[CONTEXT], slots, [ROUNDINGS.indexOf(rounding), 0, 1], [traps, 0]);
}

const namespaceOf = (vm: Operations, v: Value): Ref => asKind(vm, v, 'module')?.dict as Ref;

/** What the module holds behind its functions. */
function fill(vm: Operations, module: Ref, tuple: Value, signalDict: Value, rational: Value): void {
  const classes = exceptionClasses(vm);
  setModuleState(vm, MODULE, STATE.DecimalTuple, tuple);
  setModuleState(vm, MODULE, STATE.SignalDict, signalDict);
  setModuleState(vm, MODULE, STATE.variable, newVariable(vm));
  setModuleState(vm, MODULE, STATE.Rational, rational);
  for (const [i, [name]] of [...SIGNAL_MAP, ...CONDITIONS.slice(1)].entries())
    setModuleState(vm, MODULE, STATE.classes + i, classes.get(name) as Ref);
  const usual = IEEE_INVALID | DIVISION_BY_ZERO | OVERFLOW;
  const contexts = {
    DefaultContext: template(vm, 28, 'ROUND_HALF_EVEN', usual),
    BasicContext: template(vm, 9, 'ROUND_HALF_UP', usual | UNDERFLOW | CLAMPED),
    ExtendedContext: template(vm, 9, 'ROUND_HALF_EVEN', 0),
  };
  for (const name of ['DefaultContext', 'BasicContext', 'ExtendedContext'] as const)
    setModuleState(vm, MODULE, STATE[name], contexts[name]);
  const limits = limitsOf(vm);
  const { ieeeContexts, decimalsByClinic } = ROWS[vm.version];
  const held: Readonly<Record<string, Value>> = {
    Decimal: TYPES[DECIMAL],
    Context: TYPES[CONTEXT],
    DecimalTuple: tuple,
    ...Object.fromEntries(classes),
    DefaultContext: contexts.DefaultContext,
    HAVE_CONTEXTVAR: true,
    HAVE_THREADS: true,
    BasicContext: contexts.BasicContext,
    ExtendedContext: contexts.ExtendedContext,
    MAX_PREC: normalizeInt(limits.maxPrec),
    MAX_EMAX: normalizeInt(limits.maxEmax),
    MIN_EMIN: normalizeInt(limits.minEmin),
    MIN_ETINY: normalizeInt(limits.minEtiny),
    ...(ieeeContexts ? { IEEE_CONTEXT_MAX_BITS: vm.build.bits === 64 ? 512 : 256 } : {}),
    ...Object.fromEntries(ROUNDING_ORDER.map((name) => [name, name])),
    [decimalsByClinic ? 'SPEC_VERSION' : '__version__']: VERSION,
    __libmpdec_version__: LIBMPDEC,
  };
  const dict = namespaceOf(vm, module);
  if (!ROWS[vm.version].decimalNamesItself) dictSetName(vm, dict, '__name__', 'decimal');
  for (const [name, value] of Object.entries(held)) dictSetName(vm, dict, name, value);
}

/** As libmpdec numbers them. */
const ROUNDING_ORDER = ['UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', '05UP'].map(
  (name) => `ROUND_${name}`,
);

/** An attribute of a module that has been imported. */
function memberOf(vm: Operations, module: string, name: string): Value {
  const found = dictGetName(vm, namespaceOf(vm, vm.module(module) as Ref), name);
  if (found === undefined) throw new ModelError(`${module} has no ${name}`);
  return found;
}

function named(vm: Operations, self: NativeSelf, tuple: Value): NativeStep {
  self.set(1, tuple);
  dictSetName(vm, typeData(vm, tuple as Ref).dict, '__module__', 'decimal');
  return importing(vm, 'collections.abc', 'abstract');
}

/** `PyInit__decimal`: what the module takes from the library. Slots: the module, DecimalTuple. */
const EXEC: Native = {
  start: (vm, self) => {
    vm.splice(self.ref, 'slots', 1, 0, [undefined]);
    // The state of context variables stands in their module.
    return importing(vm, '_contextvars', 'variables');
  },
  phases: {
    variables: (vm) => importing(vm, 'numbers', 'numbers'),
    numbers: (vm) =>
      wait(callMethod(vm, memberOf(vm, 'numbers', 'Number'), 'register', [TYPES[DECIMAL]]), 'registered'),
    registered: (vm) => importing(vm, 'collections', 'collections'),
    collections: (vm, _self, module) =>
      wait(callMethod(vm, given(module), 'namedtuple', ['DecimalTuple', 'sign digits exponent']), 'named'),
    named: (vm, self, tuple) => named(vm, self, given(tuple)),
    abstract: (vm) => {
      const bases = newTuple(vm, [TYPES[SIGNALS], memberOf(vm, 'collections.abc', 'MutableMapping')]);
      return wait(vm.call(TYPES.type, ['SignalDict', bases, newDict(vm)]), 'made');
    },
    made: (vm, self, signalDict) => {
      const [module, tuple] = self.slots as readonly [Ref, Value];
      fill(vm, module, tuple, given(signalDict), memberOf(vm, 'numbers', 'Rational'));
      return { done: null };
    },
  },
};

/** Inputs: the context, the settings. */
const LOCAL: Algorithm = {
  name: 'decimal_local_context',
  run: (vm, [context, ...settings], _vars, ask) => {
    const global = currentDecimalContext(vm);
    const local = copyDecimalContext(vm, contextArgument(vm, context));
    applySettings(vm, local, settings, ask);
    return newOf(vm, MANAGER, [local, global]);
  },
};

const localContext: Builtin = (vm, args, keywords) => {
  const names = ['ctx', ...SETTINGS];
  return replay(vm, LOCAL, namedArguments(vm, 'localcontext', names, 0, args, keywords));
};

const setContext = (vm: Operations, v: Slot): null => {
  if (!isContext(vm, v)) throw raise(vm, 'TypeError', 'argument must be a context');
  setDecimalContext(vm, v);
  return null;
};

/** `module.__getattr__`: what is gone from it. */
function moduleAttribute(vm: Operations, name: Value): Result {
  if (asStr(vm, name) === '__version__') return warnThen(vm, VERSION_TOLD, '', [VERSION]);
  throw raise(vm, 'AttributeError', `module 'decimal' has no attribute ${strRepr(asStr(vm, name) ?? '')}`);
}

/** Messages name the module: `decimal` before 3.13. */
const renamed =
  (build: (module: string) => Builtin): Builtin =>
  (vm, args, keywords) =>
    build(ROWS[vm.version].decimalNamesItself ? '_decimal' : 'decimal')(vm, args, keywords);

export const DECIMAL_MODULE: NativeModule = {
  functions: {
    getcontext: renamed((module) => noArguments(`${module}.getcontext`, currentDecimalContext)),
    setcontext: renamed((module) => unary(`${module}.setcontext`, setContext)),
    localcontext: localContext,
    IEEEContext: renamed((module) => unary(`${module}.IEEEContext`, (vm, v) => ieeeContext(vm, [v], null))),
    __getattr__: renamed((module) => unary(`${module}.__getattr__`, moduleAttribute)),
  },
  since: { IEEEContext: '3.14', __getattr__: '3.15' },
  exec: 'decimal.exec',
  whole: true,
};

export const DECIMAL_BUILTINS: BuiltinTable = {
  ...DECIMAL_NEW_BUILTINS,
  ...DECIMAL_METHODS,
  ...DECIMAL_SPECIAL,
  ...CONTEXT_TYPE_BUILTINS,
  ...CONTEXT_METHODS,
  ...SIGNAL_BUILTINS,
  [`${MANAGER}.__enter__`]: (vm, [self]) => {
    const [local] = recordData(vm, self).slots;
    setDecimalContext(vm, local as Ref);
    return local as Value;
  },
  [`${MANAGER}.__exit__`]: (vm, [self]) => {
    setDecimalContext(vm, recordData(vm, self).slots[1] as Ref);
    return null;
  },
};
export const DECIMAL_NATIVES: NativeTable = { 'decimal.exec': EXEC };
export const DECIMAL_ALGORITHMS: readonly Algorithm[] = [
  ...DECIMAL_SPECIAL_ALGORITHMS,
  ...CONTEXT_TYPE_ALGORITHMS,
  ...SIGNAL_ALGORITHMS,
  LOCAL,
];
