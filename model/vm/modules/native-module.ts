/**
 * Modules that CPython has in C and the model has natively: what they hold, and helpers for their functions.
 * @module
 */
import type { Version } from '../../code/code-object.ts';
import type { Machine } from '../machine.ts';
import { between, exactly, noKeywords } from '../objects/arguments.ts';
import { staticFunction } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import type { Result, Slot, Value } from '../value.ts';

/** A module: its functions by name, and what else it holds. */
export interface NativeModule {
  readonly functions: BuiltinTable;
  /** The first version that has the module. */
  readonly from?: Version;
  /** Names that came later than 3.12. */
  readonly since?: Readonly<Record<string, Version>>;
  /** The last version that has a name, where that is not the newest. */
  readonly until?: Readonly<Record<string, Version>>;
  /** What the module keeps for itself at first, by what it holds. */
  readonly state?: (values: Readonly<Record<string, Value>>) => Slot[];
  /** Functions that CPython has and the model has not: calling one is an error of the tool. */
  readonly unmodelled?: readonly string[];
  readonly values?: (vm: Machine) => Readonly<Record<string, Value>>;
  /**
   * Functions that stand for Python code of the library, whose events nobody sees: only the library gets it, and none where its code is watched.
   */
  readonly standsIn?: boolean;
  /** The native that runs when the module is imported (`Py_mod_exec`). Slots: the module. */
  readonly exec?: string;
  /** All that the module holds is here, of whatever build or of the embedded ones: a name that is missing is missing in CPython too. */
  readonly whole?: boolean | 'embedded';
}

/** The functions of a module as static objects, under names that no type has. */
export function staticFunctions(
  module: string,
  { functions, unmodelled = [] }: NativeModule,
): ReadonlyMap<string, Value> {
  return new Map(
    [...Object.keys(functions), ...unmodelled].map((name) => [name, staticFunction(`${module}:${name}`, name)]),
  );
}

/** METH_O. */
export function unary(name: string, run: (vm: Operations, v: Value) => Result): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 1);
    return run(vm, args[0] as Value);
  };
}

/** METH_NOARGS; `shown` is the name with the module. */
export function noArguments(shown: string, run: (vm: Operations) => Result): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, shown, keywords);
    exactly(vm, shown, args, 0);
    return run(vm);
  };
}

/** METH_FASTCALL between two counts. */
export function nary(
  name: string,
  shown: string,
  least: number,
  most: number,
  run: (vm: Operations, args: readonly Value[]) => Result,
): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, name, keywords);
    between(vm, shown, args, least, most);
    return run(vm, args);
  };
}

/** An algorithm that picks its work from a table by `vars.name`. */
export function tableAlgorithm(
  name: string,
  table: Readonly<Record<string, (vm: Operations, args: readonly Value[], ask: Ask) => Value>>,
): Algorithm {
  return {
    name,
    run: (vm, inputs, vars, ask) => {
      const work = table[String(vars['name'])];
      return work === undefined ? null : work(vm, inputs as readonly Value[], ask);
    },
  };
}

/** Runs an entry of such a table. */
export function byTable(algorithm: Algorithm, name: string): (vm: Operations, args: readonly Value[]) => Result {
  return (vm, args) => replay(vm, algorithm, args, { name });
}
