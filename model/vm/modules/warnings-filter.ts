/**
 * How `_warnings` (Python/_warnings.c) decides what becomes of a warning: the registry of the code that is warned, the filters, what was warned of already.
 * State of the module: version of the filters, the filters, what was warned of once, the default action, how often the lock is held, by which thread.
 * @module
 */

import { clearDict } from '../objects/dict-update.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, isSubtype, isType, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictFind, dictGetName, dictSet, dictSetName } from '../protocol/dict-table.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { ModelError, PENDING, Ref, type Slot, type Value } from '../value.ts';
import { currentValue } from './context.ts';
import { builtinFunction, moduleState } from './extension.ts';

export const VERSION = 0;
const FILTERS = 1;
const ONCE = 2;
const DEFAULT_ACTION = 3;
export const HOLDS = 4;
export const HOLDER = 5;

/** What is not known of a frame below the program's: what runs it. */
export const UNKNOWN_PLACE = null;

/** A name of the module `warnings`, if that has been imported. */
export function warningsName(vm: Operations, name: string): Slot {
  const module = vm.module('warnings');
  const data = module === null ? null : vm.read(module);
  return data?.kind === 'module' ? dictGetName(vm, data.dict, name) : undefined;
}

const state = (vm: Operations, at: number): Slot => moduleState(vm, '_warnings').state[at];

/** Whether a registry has a key; one that was kept under other filters is emptied. */
function isRegistered(vm: Operations, registry: Ref, key: Value): boolean {
  const version = state(vm, VERSION);
  if (dictGetName(vm, registry, 'version') !== version) {
    clearDict(vm, registry);
    dictSetName(vm, registry, 'version', version as Value);
    return false;
  }
  const at = dictFind(vm, registry, key);
  if (at === undefined) throw new ModelError('a warning whose text Python code hashes is not modelled');
  return at >= 0 && asKind(vm, registry, 'dict')?.values[at] !== false;
}

function register(vm: Operations, registry: Ref, key: Value): void {
  if (dictSet(vm, registry, key, true) === PENDING)
    throw new ModelError('a warning whose text Python code hashes is not modelled');
}

/** `check_matched`: nothing matches all, a str itself, anything else by its method. */
function matches(vm: Operations, pattern: Value, subject: Value, ask: Ask): boolean {
  if (pattern === null) return true;
  if (typeof pattern === 'string') return pattern === subject;
  const method = ask(builtinFunction(vm, 'getattr'), [pattern, 'match']);
  return truthAsking(vm, ask(method, [subject]), ask);
}

/** Before 3.15 a module that is not named is called after its file. */
function moduleMatches(vm: Operations, pattern: Value, inputs: Inputs, ask: Ask): boolean {
  if (pattern === null) return true;
  if (inputs.filename === UNKNOWN_PLACE) {
    if (typeof pattern === 'string') return false;
    throw new ModelError('a filter of modules for a warning that is told to what runs the program is not modelled');
  }
  if (inputs.module !== undefined) return matches(vm, pattern, inputs.module, ask);
  const filename = asStr(vm, inputs.filename) as string;
  if (ROWS[vm.version].warningsKeepModule) {
    if (typeof pattern === 'string') return false;
    throw new ModelError('a filter of modules for a warning without a module is not modelled');
  }
  const named = filename === '' ? '<unknown>' : filename.replace(/\.py$/, '');
  return matches(vm, pattern, named, ask);
}

function isSubclass(vm: Operations, cls: Value, of: Value, ask: Ask): boolean {
  if (isType(vm, cls) && isType(vm, of) && typeData(vm, of).cls === TYPES.type) return isSubtype(vm, cls, of);
  return truthAsking(vm, ask(builtinFunction(vm, 'issubclass'), [cls, of]), ask);
}

export interface Inputs {
  readonly filename: Slot;
  readonly lineno: number;
  /** undefined where none was given. */
  readonly module: Value | undefined;
}

/** `get_filter`: the action, and the filter that has it. */
function filterOf(
  vm: Operations,
  category: Value,
  text: Value,
  inputs: Inputs,
  ask: Ask,
): readonly [action: string, item: Value] {
  const filters = warningsName(vm, 'filters') ?? state(vm, FILTERS);
  const list = asKind(vm, filters, 'list');
  const { namesWarnings } = ROWS[vm.version];
  if (list === undefined) throw raise(vm, 'ValueError', '_warnings.filters must be a list');
  refuseContexts(vm);
  for (let i = 0; i < list.items.length; i++) {
    const item = list.items[i] as Value;
    const parts = asKind(vm, item, 'tuple')?.items ?? [];
    if (parts.length !== 5) throw raise(vm, 'ValueError', `${namesWarnings}.filters item ${i} isn't a 5-tuple`);
    const [action, message, cls, module, line] = parts as readonly Value[] as readonly [
      Value,
      Value,
      Value,
      Value,
      Value,
    ];
    const name = asStr(vm, action);
    if (name === undefined) throw raise(vm, 'TypeError', `action must be a string, not '${typeName(vm, action)}'`);
    const textFits = matches(vm, message, text, ask);
    const moduleFits = moduleMatches(vm, module, inputs, ask);
    const classFits = isSubclass(vm, category, cls, ask);
    const at = asInt(vm, line);
    if (at === undefined) throw raise(vm, 'TypeError', 'an integer is required');
    if (textFits && moduleFits && classFits && (at === 0 || Number(at) === inputs.lineno)) return [name, item];
  }
  const fallback = warningsName(vm, 'defaultaction') ?? state(vm, DEFAULT_ACTION);
  const name = asStr(vm, fallback);
  if (name === undefined) {
    const found = typeName(vm, fallback as Value);
    throw raise(vm, 'TypeError', `_warnings.defaultaction must be a string, not '${found}'`);
  }
  return [name, null];
}

function refuseContexts(vm: Operations): void {
  const variable = warningsName(vm, '_warnings_context');
  if (variable instanceof Ref && currentValue(vm, variable) !== undefined)
    throw new ModelError('contexts of warnings are not modelled');
}

/**
 * Inputs: message, category, file name, registry, module (undefined: none was given). Vars: lineno. Answers None where nothing is to be done, else (text, message,
 * category, action, filter).
 */
export const DECIDE: Algorithm = {
  name: 'warnings_decide',
  run: (vm, inputs, vars, ask) => {
    const [given, cls, filename, registry, module] = inputs;
    const lineno = Number(vars['lineno']);
    const isMade = isInstance(vm, given as Value, TYPES.Warning);
    const text = isMade ? strAsking(vm, given as Value, ask) : (given as Value);
    const category = isMade ? typeOf(vm, given as Value) : (cls as Value);
    const message = isMade ? (given as Value) : ask(category, [given as Value]);
    const key = newTuple(vm, [text, category, lineno]);
    if (registry !== null && registry !== undefined && isRegistered(vm, registry as Ref, key)) return null;
    const about = { filename, lineno, module: module as Value | undefined };
    const [action, item] = filterOf(vm, category, text, about, ask);
    if (action === 'ignore') return null;
    if (!ACTIONS.has(action)) {
      const shown = `${reprAsking(vm, action, ask)}) in warnings.filters:\n ${reprAsking(vm, item, ask)}`;
      throw raise(vm, 'RuntimeError', `Unrecognized action (${shown}`);
    }
    return newTuple(vm, [text, message, category, action]);
  },
};

const ACTIONS: ReadonlySet<string> = new Set(['error', 'always', 'all', 'default', 'module', 'once']);

/** Notes that a warning is told of; false where one like it was told of before, and the action tells of one only. */
export function note(vm: Operations, registry: Value, decided: readonly Value[], lineno: number): boolean {
  const [text, , category, action] = decided as readonly [Value, Value, Value, string];
  if (action === 'always' || action === 'all') return true;
  const key = newTuple(vm, [text, category, lineno]);
  if (registry !== null) register(vm, registry as Ref, key);
  const kept = action === 'once' ? (registry ?? onceRegistry(vm)) : registry;
  if (action === 'default' || kept === null) return true;
  const short = newTuple(vm, [text, category]);
  if (isRegistered(vm, kept as Ref, short)) return false;
  register(vm, kept as Ref, short);
  return true;
}

function onceRegistry(vm: Operations): Value {
  const found = (warningsName(vm, 'onceregistry') ?? state(vm, ONCE)) as Value;
  if (asKind(vm, found, 'dict') !== undefined) return found;
  throw raise(vm, 'TypeError', `_warnings.onceregistry must be a dict, not '${typeName(vm, found)}'`);
}
