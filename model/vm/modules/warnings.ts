/**
 * The module `_warnings` (Python/_warnings.c): `warn` and `warn_explicit`, on which CPython's own `warnings` runs in the model. Programs are recorded with a filter in
 * front that ignores every warning. Of what C code itself warns of, part is modelled ({@link warnFromC}); contexts of warnings are not, which the builds do not use.
 * @module
 */

import { isCallable } from '../builtins/functions.ts';
import { firstComplete } from '../frame.ts';
import type { Machine } from '../machine.ts';
import { bindArguments, indexArgument, strArgument } from '../objects/arguments.ts';
import { chainContext, raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, isSubtype, isType, nameOfType, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, NativeSelf, NativeTable, Operations } from '../operations.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { wait } from '../protocol/loop.ts';
import { replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { frameLine } from '../protocol/runtime-members.ts';
import { ModelError, PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { moduleState, newOf } from './extension.ts';
import { type NativeModule, noArguments } from './native-module.ts';
import { DECIDE, HOLDER, HOLDS, note, UNKNOWN_PLACE, VERSION, warningsName } from './warnings-filter.ts';

/** Where a warning is told to have come up. */
interface Place {
  readonly filename: Slot;
  readonly lineno: number;
  readonly module: Value;
  readonly registry: Value;
}

function filenameOf(vm: Operations, frame: Ref): string {
  const data = vm.read(frame);
  return data.kind === 'frame' ? data.code.code.filename : '';
}

const isInternal = (filename: string): boolean => filename.includes('importlib') && filename.includes('_bootstrap');

function callerOf(vm: Operations, frame: Ref): Ref | null {
  const data = vm.read(frame);
  return data.kind === 'frame' ? firstComplete(vm as Machine, data.back) : null;
}

/** `next_external_frame`. */
function nextExternal(vm: Operations, frame: Ref, skipped: readonly string[]): Ref | null {
  let next = callerOf(vm, frame);
  while (next !== null) {
    const filename = filenameOf(vm, next);
    if (!isInternal(filename) && !skipped.some((prefix) => filename.startsWith(prefix))) return next;
    next = callerOf(vm, next);
  }
  return null;
}

/** `setup_context`. */
function placeOf(vm: Operations, level: number, skipped: readonly string[]): Place {
  let frame: Ref | null = vm.callerFrame();
  const plain = level <= 0 || isInternal(filenameOf(vm, frame));
  for (let left = level; left > 1 && frame !== null; left--)
    frame = plain ? callerOf(vm, frame) : nextExternal(vm, frame, skipped);
  if (frame === null) return placeBelow(vm);
  const data = vm.read(frame);
  if (data.kind !== 'frame' || data.globals === null) throw new ModelError('a warning of a frame without globals');
  const module = dictGetName(vm, data.globals, '__name__') ?? '<string>';
  const registry = registryIn(vm, data.globals);
  return { filename: data.code.code.filename, lineno: frameLine(data) ?? 0, module, registry };
}

/** Below a thread's first frame there is nothing; below the program's is what runs it. */
function placeBelow(vm: Operations): Place {
  if ((vm as Machine).registers.thread === 0)
    return { filename: UNKNOWN_PLACE, lineno: 0, module: null, registry: newDict(vm) };
  const [filename, lineno] = ROWS[vm.version].warningsOfNoFrame;
  const sys = vm.module('sys');
  const data = sys === null ? null : vm.read(sys);
  const registry = data?.kind === 'module' ? registryIn(vm, data.dict) : newDict(vm);
  return { filename, lineno, module: 'sys', registry };
}

function registryIn(vm: Operations, globals: Ref): Value {
  const found = dictGetName(vm, globals, '__warningregistry__');
  if (found !== undefined) return found;
  const made = newDict(vm);
  dictSetName(vm, globals, '__warningregistry__', made);
  return made;
}

function categoryOf(vm: Operations, message: Value, given: Value): Value {
  if (isInstance(vm, message, TYPES.Warning)) return typeOf(vm, message);
  const category = given === null ? TYPES.UserWarning : given;
  if (isType(vm, category) && isSubtype(vm, category, TYPES.Warning)) return category;
  const named = ROWS[vm.version].warningsKeepModule && isType(vm, category);
  const found = named ? `class '${nameOfType(vm, category)}'` : `'${typeName(vm, category)}'`;
  throw raise(vm, 'TypeError', `category must be a Warning subclass, not ${found}`);
}

function prefixes(vm: Operations, given: Value): string[] {
  return (asKind(vm, given, 'tuple')?.items ?? []).map((prefix) => {
    const text = asStr(vm, prefix);
    if (text !== undefined) return text;
    throw raise(vm, 'TypeError', `Found non-str '${typeName(vm, prefix as Value)}' in skip_file_prefixes.`);
  });
}

const warn: Builtin = (vm, args, keywords) => {
  const names = ['message', 'category', 'stacklevel', 'source', 'skip_file_prefixes'];
  const signature = { name: 'warn', names, required: 1, positional: 4 };
  const [message, category = null, level = 1, source = null, skip] = bindArguments(vm, signature, args, keywords);
  const stacklevel = indexArgument(vm, level);
  if (skip !== undefined && asKind(vm, skip, 'tuple') === undefined)
    throw raise(
      vm,
      'TypeError',
      `warn() argument 'skip_file_prefixes' must be tuple, not ${typeName(vm, skip as Value)}`,
    );
  const cls = categoryOf(vm, message as Value, category);
  const skipped = prefixes(vm, skip ?? null);
  const place = placeOf(vm, skipped.length > 0 ? Math.max(2, stacklevel) : stacklevel, skipped);
  return start(vm, [message, cls, place.filename, place.registry, place.module, source], place.lineno);
};

const LARGEST_INT = 2147483647;

const warnExplicit: Builtin = (vm, args, keywords) => {
  const names = ['message', 'category', 'filename', 'lineno', 'module', 'registry', 'module_globals', 'source'];
  const signature = { name: 'warn_explicit', names, required: 4 };
  const bound = bindArguments(vm, signature, args, keywords);
  const [message, category, filename, line, module, registry = null, globals = null, source = null] = bound;
  strArgument(vm, 'warn_explicit', filename as Value, " 'filename'");
  const lineno = asInt(vm, line);
  if (lineno === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, line as Value)}' object cannot be interpreted as an integer`);
  if (lineno > LARGEST_INT || lineno < -LARGEST_INT - 1)
    throw raise(vm, 'OverflowError', 'Python int too large to convert to C int');
  if (globals !== null) checkGlobals(vm, globals);
  if (module === null) return null;
  if (registry !== null && asKind(vm, registry, 'dict') === undefined)
    throw raise(vm, 'TypeError', "'registry' must be a dict or None");
  return start(vm, [message, category, filename, registry, module, source], Number(lineno));
};

/** `PyErr_WarnEx` at level 1. PENDING delivers None. Where nothing has imported the module, the filter in front ignores it. */
export function warnFromC(vm: Operations, category: Ref, text: string): Result {
  const place = placeOf(vm, 1, []);
  if (vm.module('_warnings') === null) return null;
  return start(vm, [text, category, place.filename, place.registry, place.module, null], place.lineno);
}

/** Warns as {@link warnFromC}, then runs a native; without a name it gives the first slot. Slots: those of the native. Vars: its own, and what is warned of. */
export function warnThen(
  vm: Operations,
  text: string,
  name: string,
  slots: readonly Slot[],
  vars: NativeSelf['vars'] = {},
): Result {
  if (vm.module('_warnings') !== null) return vm.native('warnings.then', slots, { ...vars, warned: text, name });
  placeOf(vm, 1, []);
  return name === '' ? (slots[0] as Value) : vm.native(name, slots, vars);
}

/** The line of source that a loader would give is shown on stderr only. */
function checkGlobals(vm: Operations, globals: Value): void {
  if (asKind(vm, globals, 'dict') === undefined)
    throw raise(vm, 'TypeError', ROWS[vm.version].warningsOfGlobals(typeName(vm, globals)));
  const [loader, spec] = ['__loader__', '__spec__'].map((name) => dictGetName(vm, globals as Ref, name));
  if (spec === undefined && (loader ?? null) === null) return;
  if ((loader ?? null) === null && spec === null)
    throw raise(vm, 'ValueError', 'Module globals is missing a __spec__.loader');
  throw new ModelError('warn_explicit() of a module with a loader is not modelled');
}

function start(vm: Operations, slots: readonly Slot[], lineno: number): ReturnType<Builtin> {
  return vm.native('warnings.warn', slots, { lineno });
}

/** Slots: message, category, file name, registry, module, source; what was decided. Vars: lineno. */
export const WARNINGS_NATIVES: NativeTable = {
  'warnings.then': {
    start: (vm, { vars }) => wait(warnFromC(vm, TYPES.DeprecationWarning, String(vars['warned'])), 'warned'),
    phases: {
      warned(vm, { slots, vars }) {
        const { name, warned: _told, ...own } = vars;
        return name === '' ? { done: slots[0] as Value } : wait(vm.native(String(name), slots, own), 'done');
      },
      done: (_vm, _self, value) => ({ done: value }),
    },
  },
  'warnings.warn': {
    start: (vm, { slots, vars }) =>
      wait(replay(vm, DECIDE, slots.slice(0, 5), { lineno: vars['lineno'] ?? 0 }), 'decided'),
    phases: {
      decided: (vm, self, value) => {
        const decided = asKind(vm, value as Value, 'tuple')?.items;
        if (decided === undefined) return { done: null };
        const [, message, category, action] = decided as readonly Value[];
        const [, , filename, registry, module, source] = self.slots as readonly Value[];
        const lineno = Number(self.vars['lineno']);
        if (action === 'error') return raiseMessage(vm, message as Value);
        if (filename === UNKNOWN_PLACE)
          throw new ModelError('a warning that is told to what runs the program is not modelled');
        if (!note(vm, registry as Value, decided as readonly Value[], lineno)) return { done: null };
        const show = warningsName(vm, '_showwarnmsg');
        // Without the module, C code writes it to stderr.
        if (show === undefined) return { done: null };
        if (!isCallable(vm, show as Value))
          throw raise(vm, 'TypeError', 'warnings._showwarnmsg() must be set to a callable');
        const made = warningsName(vm, 'WarningMessage');
        if (made === undefined) throw raise(vm, 'RuntimeError', 'unable to get warnings.WarningMessage');
        const args = [message, category, filename, lineno, null, null, source];
        if (ROWS[vm.version].warningsKeepModule) args.push(module ?? null);
        return wait(vm.call(made, args as Value[]), 'made');
      },
      made: (vm, _self, value) => wait(vm.call(warningsName(vm, '_showwarnmsg') as Value, [value as Value]), 'shown'),
      shown: () => ({ done: null }),
    },
  },
};

function raiseMessage(vm: Operations, message: Value): never {
  if (asKind(vm, message, 'exception') === undefined)
    throw new ModelError('a warning that is no exception is not modelled');
  chainContext(vm, message as Ref);
  throw new PyRaise(message as Ref);
}

function mutated(vm: Operations): null {
  const { module, state } = moduleState(vm, '_warnings');
  vm.setAt(module, 'state', VERSION, Number(state[VERSION]) + 1);
  return null;
}

const isHeld = (vm: Operations): boolean => Number(moduleState(vm, '_warnings').state[HOLDS]) > 0;

/** The lock is the running thread's again, or no longer. */
function hold(vm: Operations, by: 1 | -1): null {
  const { module, state } = moduleState(vm, '_warnings');
  const { thread } = (vm as Machine).registers;
  if (isHeld(vm) && state[HOLDER] !== thread)
    throw new ModelError('threads that wait for the lock of warnings are not modelled');
  vm.setAt(module, 'state', HOLDER, thread);
  vm.setAt(module, 'state', HOLDS, Number(state[HOLDS]) + by);
  return null;
}

export const WARNINGS_MODULE: NativeModule = {
  functions: {
    warn,
    warn_explicit: warnExplicit,
    _filters_mutated: noArguments('_warnings._filters_mutated', mutated),
    _filters_mutated_lock_held: noArguments('_warnings._filters_mutated_lock_held', (vm) => {
      if (isHeld(vm)) return mutated(vm);
      throw raise(vm, 'RuntimeError', 'warnings lock is not held');
    }),
    _acquire_lock: noArguments('_warnings._acquire_lock', (vm) => hold(vm, 1)),
    _release_lock: noArguments('_warnings._release_lock', (vm) => {
      if (isHeld(vm)) return hold(vm, -1);
      throw raise(vm, 'RuntimeError', 'cannot release un-acquired lock');
    }),
  },
  since: { _filters_mutated_lock_held: '3.14', _acquire_lock: '3.14', _release_lock: '3.14' },
  until: { _filters_mutated: '3.13' },
  values: (vm) => {
    const { DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning, Warning } = TYPES;
    const filter = (action: string, category: Ref, module: Value = null): Value =>
      newTuple(vm, [action, null, category, module, 0]);
    const ignored = [DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning];
    return {
      filters: newList(vm, [
        filter('ignore', Warning),
        filter('default', DeprecationWarning, '__main__'),
        ...ignored.map((category) => filter('ignore', category)),
      ]),
      _onceregistry: newDict(vm),
      _defaultaction: 'default',
      ...(ROWS[vm.version].threadsInheritContext
        ? { _warnings_context: newOf(vm, '_contextvars.ContextVar', ['_warnings_context', undefined]) }
        : {}),
    };
  },
  state: ({ filters, _onceregistry, _defaultaction }) => [1, filters, _onceregistry, _defaultaction, 0, 0],
  whole: true,
};
