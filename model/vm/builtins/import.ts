/**
 * `import`: IMPORT_NAME and IMPORT_FROM (`import_name`, `import_from` of ceval.c) and what `importlib._bootstrap` does for them. Modules written in C
 * are the model's own (`modules/`); all others run as code that the world finds. Finders, loaders and specs are not modelled.
 * @module
 */

import type { DataOf } from '../heap.ts';
import { loadCode, moduleFunction } from '../load-code.ts';
import type { Machine } from '../machine.ts';
import { nativeModule } from '../modules/index.ts';
import { argumentType, between, bindArguments, indexArgument, noKeywords } from '../objects/arguments.ts';
import { raise, raiseWith, setMember } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { builtinsOf } from '../protocol/builtins-namespace.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { ROWS } from '../protocol/rows.ts';
import type { ModuleCode } from '../state.ts';
import { EXHAUSTED, ModelError, PENDING, type PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';
import { ABSENT, LIBRARY_ONLY, PARTIAL, RUN_AS_SOURCE, STAND_INS } from './library-modules.ts';

/** `__import__(name, …, fromlist, level)`. */
export function importName(vm: Operations, name: string, fromList: Value, level: Value): Result {
  const depth = Number(asInt(vm, level) ?? 0);
  const full = depth === 0 ? name : absoluteName(vm, name, depth);
  return vm.native('import', [fromList], { name: full, at: 0, relative: depth > 0, from: 0 });
}

/** `_resolve_name`: the package of the importing module, levels taken off. */
function absoluteName(vm: Operations, name: string, level: number): string {
  const frame = vm.read(vm.callerFrame());
  const globals = frame.kind === 'frame' ? frame.globals : null;
  const own = globals === null ? undefined : dictGetName(vm, globals, '__package__');
  if (typeof own !== 'string' || own === '') {
    throw raise(vm, 'ImportError', 'attempted relative import with no known parent package');
  }
  const parts = own.split('.');
  if (level > parts.length) throw raise(vm, 'ImportError', 'attempted relative import beyond top-level package');
  const base = parts.slice(0, parts.length - level + 1).join('.');
  return name === '' ? base : `${base}.${name}`;
}

/** `_gcd_import` part by part, then `_handle_fromlist`. Slots: the list of names. Vars: name, at (parts done), relative, from (names done). */
const IMPORT: Native = {
  start: proceed,
  phases: { executed },
  caught: (vm, self, _exception, phase) => {
    if (phase === 'executed') forgetModule(vm as Machine, running(vm, self));
    return undefined;
  },
};

/** The dotted name whose code is being run. */
function running(_vm: Operations, self: NativeSelf): string {
  return String(self.vars['running']);
}

function proceed(vm: Operations, self: NativeSelf): NativeStep {
  const name = String(self.vars['name']);
  const parts = name.split('.');
  for (let at = Number(self.vars['at']); at < parts.length; at++) {
    const prefix = parts.slice(0, at + 1).join('.');
    self.setVars({ ...self.vars, at });
    followTable(vm as Machine, prefix);
    if (vm.module(prefix) !== null) {
      refuseHollow(vm as Machine, prefix);
      continue;
    }
    const step = begin(vm as Machine, self, prefix, true);
    if (step !== undefined) return step;
  }
  self.setVars({ ...self.vars, at: parts.length });
  return handleFromList(vm, self, name, parts[0] as string);
}

/** What code has put into `sys.modules` itself, in the place of another module too, counts, and so does what it took out of it. */
function followTable(vm: Machine, name: string): void {
  const table = modulesTable(vm);
  if (table === undefined) return;
  const found = dictGetName(vm, table, name);
  const known = vm.module(name);
  if (found === known) return;
  if (found === null) throw haltedImport(vm, name);
  if (known !== null) forgetModule(vm, name);
  if (!(found instanceof Ref)) return;
  vm.registers.modules = { ...vm.registers.modules, [name]: found };
  if (vm.tracking) vm.retain(found);
}

/** `_find_and_load`: None stands for a module that must not be imported. */
function haltedImport(vm: Machine, name: string): PyRaise {
  const error = raise(vm, 'ModuleNotFoundError', `import of ${name} halted; None in sys.modules`);
  setMember(vm, error.exception, 'name', name);
  return error;
}

function handleFromList(vm: Operations, self: NativeSelf, name: string, top: string): NativeStep {
  const [fromList] = self.slots as readonly [Value];
  const names = (asKind(vm, fromList, 'tuple') ?? asKind(vm, fromList, 'list'))?.items ?? [];
  const module = vm.module(name) as Ref;
  if (names.length === 0) return { done: self.vars['relative'] === true ? module : (vm.module(top) as Ref) };
  const data = vm.read(module);
  const dict = data.kind === 'module' ? data.dict : null;
  if (dict === null || dictGetName(vm, dict, '__path__') === undefined) return { done: module };
  for (let i = Number(self.vars['from']); i < names.length; i++) {
    const wanted = names[i];
    self.setVars({ ...self.vars, from: i + 1 });
    if (typeof wanted !== 'string' || wanted === '*' || dictGetName(vm, dict, wanted) !== undefined) continue;
    const full = `${name}.${wanted}`;
    if (vm.module(full) !== null) continue;
    const step = begin(vm as Machine, self, full, false);
    if (step !== undefined) return step;
  }
  return { done: module };
}

function executed(vm: Operations, self: NativeSelf): NativeStep {
  const name = running(vm, self);
  const module = vm.module(name);
  if (module !== null) {
    vm.setPlain(module, 'module', 'initializing', false);
    bindToParent(vm as Machine, name, module);
  }
  return proceed(vm, self);
}

/** Makes a module and runs its code; undefined where there is none to run. */
function begin(vm: Machine, self: NativeSelf, name: string, required: boolean): NativeStep | undefined {
  const native = nativeModule(vm, name);
  if (native !== undefined) {
    if (STAND_INS.has(name) && !importedByLibrary(vm)) throw new ModelError(`module ${name} is not modelled`);
    const module = newModule(vm, name, native.dict, native.partial, native.state);
    bindToParent(vm, name, module);
    if (native.exec === undefined) return undefined;
    self.setVars({ ...self.vars, running: name });
    return { result: vm.native(native.exec, [module]), then: 'executed' };
  }
  const found = ABSENT.has(name) ? null : vm.world.findModule(name);
  if (found === null) {
    if (required) throw notFound(vm, name);
    return undefined;
  }
  if (isHollow(vm, name, found)) {
    addModule(vm, name, newRecord(vm, 'hollow', [name]));
    return undefined;
  }
  const dict = newDict(vm);
  const { code, file } = found;
  if (code === null) throw new ModelError(`module ${name} is not modelled`);
  const module = newModule(vm, name, dict, PARTIAL.has(name));
  const parent = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  dictSetName(vm, dict, '__name__', name);
  dictSetName(vm, dict, '__doc__', null);
  dictSetName(vm, dict, '__package__', found.package ? name : parent);
  dictSetName(vm, dict, '__loader__', null);
  dictSetName(vm, dict, '__spec__', null);
  const slash = Math.max(0, file?.lastIndexOf('/') ?? 0);
  const folder = file?.slice(0, slash) ?? name;
  if (found.package) dictSetName(vm, dict, '__path__', newList(vm, [folder]));
  if (file !== null) dictSetName(vm, dict, '__file__', file);
  if (file?.endsWith('.py') === true && ROWS[vm.version].modulesTellCached) {
    const tag = `cpython-${vm.version.replace('.', '')}`;
    dictSetName(vm, dict, '__cached__', `${folder}/__pycache__${file.slice(slash, -'.py'.length)}.${tag}.pyc`);
  }
  dictSetName(vm, dict, '__builtins__', null);
  vm.setPlain(module, 'module', 'initializing', true);
  self.setVars({ ...self.vars, running: name });
  const func = moduleFunction(vm, loadCode(vm, code, found.place), dict, name);
  return { result: vm.runCode(func, dict), then: 'executed' };
}

/**
 * Library modules that the library imports and the model does not run: their contents are hollow, which is fine as long as nothing is done
 * with them.
 */
function isHollow(vm: Machine, name: string, found: ModuleCode): boolean {
  if (found.place !== 'library') return false;
  const byLibrary = importedByLibrary(vm);
  if (RUN_AS_SOURCE.has(name) && (byLibrary || !LIBRARY_ONLY.has(name))) return false;
  if (byLibrary) return true;
  throw new ModelError(`module ${name} is not modelled`);
}

function importedByLibrary(vm: Machine): boolean {
  const importer = vm.read(vm.callerFrame());
  return importer.kind === 'frame' && importer.code.place === 'library';
}

/** A program does not get what the library has imported hollow. */
function refuseHollow(vm: Machine, name: string): void {
  const module = vm.module(name);
  const data = module === null ? null : vm.read(module);
  const hollow = (data?.kind === 'record' && data.type === 'hollow') || STAND_INS.has(name) || LIBRARY_ONLY.has(name);
  if (!hollow || importedByLibrary(vm)) return;
  throw new ModelError(`module ${name} is not modelled`);
}

function newModule(vm: Machine, name: string, dict: Ref, partial: boolean, state: Slot[] = []): Ref {
  const module = vm.alloc({ kind: 'module', cls: TYPES.module, name, dict, initializing: false, partial, state });
  addModule(vm, name, module);
  return module;
}

function addModule(vm: Machine, name: string, module: Ref): void {
  if (vm.tracking) vm.retain(module);
  vm.registers.modules = { ...vm.registers.modules, [name]: module };
  const table = modulesTable(vm);
  if (table !== undefined) dictSetName(vm, table, name, module);
}

function forgetModule(vm: Machine, name: string): void {
  const { [name]: gone, ...rest } = vm.registers.modules;
  vm.registers.modules = rest;
  if (vm.tracking) vm.release(gone);
}

/** `sys.modules`, once `sys` has been imported. */
function modulesTable(vm: Machine): Ref | undefined {
  const sys = vm.module('sys');
  const data = sys === null ? undefined : vm.read(sys);
  const table = data?.kind === 'module' ? dictGetName(vm, data.dict, 'modules') : undefined;
  return table instanceof Ref ? table : undefined;
}

function bindToParent(vm: Machine, name: string, module: Ref): void {
  const dot = name.lastIndexOf('.');
  const parent = dot < 0 ? null : vm.module(name.slice(0, dot));
  const data = parent === null ? undefined : vm.read(parent);
  if (data?.kind === 'module') dictSetName(vm, data.dict, name.slice(dot + 1), module);
}

function notFound(vm: Machine, name: string): PyRaise {
  const dot = name.lastIndexOf('.');
  const parent = dot < 0 ? null : vm.module(name.slice(0, dot));
  const data = parent === null ? undefined : vm.read(parent);
  const isPackage = data?.kind === 'module' && dictGetName(vm, data.dict, '__path__') !== undefined;
  const why = dot >= 0 && !isPackage ? `; '${name.slice(0, dot)}' is not a package` : '';
  const text = `No module named '${name}'${why}`;
  const raised = raiseWith(vm, 'ModuleNotFoundError', text, { name, msg: text });
  // `_find_and_load_unlocked` raises this one `from None`.
  if (why !== '') vm.setPlain(raised.exception, 'exception', 'suppressContext', true);
  return raised;
}

/** `from module import name`. */
export function importFrom(vm: Operations, module: Value, name: string): Result {
  const found = getOptionalAttr(vm, module, name);
  if (found === PENDING) return PENDING;
  return found === EXHAUSTED ? importInside(vm, module, name) : found;
}

/** What `from module import name` takes where the module has no such attribute: a module inside it. */
export function importInside(vm: Operations, module: Value, name: string): Ref {
  const own = moduleName(vm, module);
  const inside = own === undefined ? null : vm.module(`${own}.${name}`);
  if (inside !== null) return inside;
  throw cannotImport(vm, module, name);
}

function moduleName(vm: Operations, module: Value): string | undefined {
  const dict = asKind(vm, module, 'module')?.dict;
  const own: Slot = dict === undefined ? undefined : dictGetName(vm, dict, '__name__');
  return typeof own === 'string' ? own : undefined;
}

function cannotImport(vm: Operations, module: Value, name: string): PyRaise {
  const data = asKind(vm, module, 'module');
  const from = moduleName(vm, module) ?? '<unknown module name>';
  const file = data === undefined ? undefined : dictGetName(vm, data.dict, '__file__');
  const place = typeof file === 'string' ? file : 'unknown location';
  const text =
    data?.initializing === true
      ? `cannot import name '${name}' from partially initialized module '${from}' (most likely due to a circular import) (${place})`
      : `cannot import name '${name}' from '${from}' (${place})`;
  return raiseWith(vm, 'ImportError', text, {
    name: from,
    path: typeof file === 'string' ? file : null,
    msg: text,
    name_from: name,
  });
}

/** A module that needs no code, imported if it has not been. */
export function ensureNative(vm: Machine, name: string): Ref {
  const known = vm.module(name);
  if (known !== null) return known;
  const native = nativeModule(vm, name);
  if (native === undefined) throw new ModelError(`module ${name} is not modelled`);
  return newModule(vm, name, native.dict, native.partial, native.state);
}

/** `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`. */
const functionNew: Builtin = (vm, [, ...args], keywords) => {
  const names = ['code', 'globals', 'name', 'argdefs', 'closure', 'kwdefaults'];
  const bound = bindArguments(vm, { name: 'function', names, required: 2 }, args, keywords);
  const [code, globals, name = null, defaults = null, closure = null, kwdefaults = null] = bound;
  const loaded = asKind(vm, code, 'code');
  const found = (v: Slot): string => argumentType(vm, v as Value);
  if (loaded === undefined) throw raise(vm, 'TypeError', `function() argument 'code' must be code, not ${found(code)}`);
  if (asKind(vm, globals, 'dict') === undefined)
    throw raise(vm, 'TypeError', `function() argument 'globals' must be dict, not ${found(globals)}`);
  const own = dictGetName(vm, globals as Ref, '__name__') ?? null;
  const made = moduleFunction(vm as Machine, loaded.code, globals as Ref, own);
  if (typeof name === 'string') vm.setPlain(made, 'function', 'name', name);
  vm.setRef(made, 'function', 'defaults', defaults as Ref | null);
  vm.setRef(made, 'function', 'closure', closure as Ref | null);
  vm.setRef(made, 'function', 'kwdefaults', kwdefaults as Ref | null);
  return made;
};

/** `__builtins__` of a function, `f_builtins` of a frame. */
const builtinsMember: Builtin = (vm, [self]) => {
  const { globals } = vm.read(self as Ref) as DataOf<'function'> | DataOf<'frame'>;
  return builtinsOf(vm as Machine, globals, ensureNative(vm as Machine, 'builtins'));
};

export const IMPORT_BUILTINS: BuiltinTable = {
  'io.module': (vm) => ensureNative(vm as Machine, '_io'),
  'function.__builtins__': builtinsMember,
  'frame.f_builtins': builtinsMember,
  'function.__new__': functionNew,
  'cell.__new__': (vm, [, ...args], keywords) => {
    noKeywords(vm, 'cell', keywords);
    between(vm, 'cell', args, 0, 1);
    return vm.alloc({ kind: 'cell', cls: TYPES.cell, value: args[0] });
  },
  __import__(vm, args, keywords) {
    const signature = { name: '__import__', names: ['name', 'globals', 'locals', 'fromlist', 'level'], required: 1 };
    const [name, , , fromList = null, level = 0] = bindArguments(vm, signature, args, keywords);
    const depth = indexArgument(vm, level);
    const text = asStr(vm, name);
    if (text === undefined) throw raise(vm, 'TypeError', 'module name must be a string');
    if (depth < 0) throw raise(vm, 'ValueError', 'level must be >= 0');
    if (text === '' && depth === 0) throw raise(vm, 'ValueError', 'Empty module name');
    return importName(vm, text, fromList, level);
  },
};
export const IMPORT_NATIVES: NativeTable = { import: IMPORT };
