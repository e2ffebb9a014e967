/**
 * Classes, functions and other globals in pickles: by the module and the name under which they are found (`save_global`, `whichmodule` of Modules/_pickle.c).
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import { dictEntries, dictFind, dictGetName } from '../protocol/dict-table.ts';
import { wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { builtinFunction, recordData } from './extension.ts';
import {
  FIX_IMPORTS,
  little,
  memoize,
  number,
  PERSISTENT,
  protocolOf,
  utf8Text,
  write,
  writeKnown,
  writeText,
} from './pickle-output.ts';
import { COMPATIBILITY, EXTENSIONS, pickleState, picklingError, reduceAs, save } from './pickle-save.ts';

/** Slots: pickler, object, where the path leads so far, what holds that. Vars: name, module, at: names done. */
const GLOBAL: Native = {
  start(vm, self) {
    if (self.vars['name'] !== null) return located(vm, self);
    return wait(getOptionalAttr(vm, self.slots[1] as Value, '__qualname__'), 'qualified');
  },
  phases: {
    qualified(vm, self, value) {
      if (value === EXHAUSTED) return wait(getAttr(vm, self.slots[1] as Value, '__name__'), 'qualified');
      self.setVars({ ...self.vars, name: asStr(vm, value) ?? '' });
      return located(vm, self);
    },
    module(vm, self, value) {
      const known = value === EXHAUSTED ? undefined : asStr(vm, value);
      const name = known ?? searched(vm as Machine, self.slots[1] as Value, path(self)) ?? '__main__';
      self.setVars({ ...self.vars, module: name });
      if (vm.module(name) !== null) return walk(vm, self);
      self.setVars({ ...self.vars, importing: true });
      return wait(vm.native('import', [null], { name, at: 0, relative: false, from: 0 }), 'imported');
    },
    imported(vm, self) {
      self.setVars({ ...self.vars, importing: false });
      return walk(vm, self);
    },
    step(vm, self, value) {
      const { at } = self.vars;
      if (value === EXHAUSTED) return notFound(vm, self);
      vm.splice(self.ref, 'slots', 2, self.slots.length - 2, [value, self.slots[2]]);
      self.setVars({ ...self.vars, at: Number(at) + 1 });
      return advance(vm, self);
    },
    moduleSaved: (vm, self) => wait(save(vm, self.slots[0] as Ref, String(self.vars['name'])), 'nameSaved'),
    nameSaved(vm, self) {
      write(vm, self.slots[0] as Ref, '\x93');
      memoize(vm, self.slots[0] as Ref, self.slots[1] as Value);
      return { done: null };
    },
    nested(vm, self) {
      memoize(vm, self.slots[0] as Ref, self.slots[1] as Value);
      return { done: null };
    },
    failed: () => ({ done: null }),
  },
  caught(vm, self, exception) {
    const { module, importing } = self.vars;
    if (importing !== true) return undefined;
    self.setVars({ ...self.vars, importing: false });
    if (ROWS[vm.version].picklesTellMore) {
      const { args } = asKind(vm, exception, 'exception') ?? {};
      const text = asStr(vm, args?.[0]) ?? '';
      return fail(vm, self, `Can't pickle %: ${text}`, exception);
    }
    return fail(vm, self, `Can't pickle %: import of module '${String(module)}' failed`);
  },
};

const path = (self: NativeSelf): string[] => String(self.vars['name']).split('.');

function located(vm: Operations, self: NativeSelf): NativeStep {
  if (path(self).includes('<locals>')) {
    if (ROWS[vm.version].picklesTellMore) return fail(vm, self, "Can't pickle local object %");
    throw raise(
      vm,
      'AttributeError',
      `Can't ${ROWS[vm.version].picklesGetLocals} local object '${String(self.vars['name'])}'`,
    );
  }
  return wait(getOptionalAttr(vm, self.slots[1] as Value, '__module__'), 'module');
}

/** The first module of `sys.modules` that holds the object under its name. */
function searched(vm: Machine, obj: Value, names: readonly string[]): string | undefined {
  const [name = ''] = names;
  for (const [module, ref] of Object.entries(vm.registers.modules)) {
    const dict = asKind(vm, ref, 'module')?.dict;
    if (module !== '__main__' && names.length === 1 && dict !== undefined && dictGetName(vm, dict, name) === obj)
      return module;
  }
  return undefined;
}

function walk(vm: Operations, self: NativeSelf): NativeStep {
  const module = vm.module(String(self.vars['module']));
  vm.splice(self.ref, 'slots', 2, self.slots.length - 2, [module, null]);
  self.setVars({ ...self.vars, at: 0 });
  return advance(vm, self);
}

function advance(vm: Operations, self: NativeSelf): NativeStep {
  const name = path(self)[Number(self.vars['at'])];
  return name === undefined ? found(vm, self) : wait(getOptionalAttr(vm, self.slots[2] as Value, name), 'step');
}

function fail(vm: Operations, self: NativeSelf, text: string, context?: Ref): NativeStep {
  return wait(vm.native('pickle.fail', [context, self.slots[1]], { text }), 'failed');
}

function notFound(vm: Operations, self: NativeSelf): NativeStep {
  const { name, module } = self.vars;
  const now = `Can't pickle %: it's not found as ${String(module)}.${String(name)}`;
  const before = `Can't pickle %: attribute lookup ${String(name)} on ${String(module)} failed`;
  if (!ROWS[vm.version].picklesTellMore) return fail(vm, self, before);
  const missing = path(self)[Number(self.vars['at'])] ?? '';
  return fail(
    vm,
    self,
    now,
    raise(vm, 'AttributeError', `module '${String(module)}' has no attribute '${missing}'`).exception,
  );
}

function found(vm: Operations, self: NativeSelf): NativeStep {
  const [p, obj, last, parent] = self.slots as [Ref, Value, Value, Value];
  const [module, name] = [String(self.vars['module']), String(self.vars['name'])];
  if (last !== obj) return fail(vm, self, `Can't pickle %: it's not the same object as ${module}.${name}`);
  const protocol = protocolOf(vm, p);
  const code = protocol >= 2 ? extensionOf(vm, module, name) : undefined;
  if (code !== undefined) {
    write(
      vm,
      p,
      code < 256 ? `\x82${little(code, 1)}` : code < 65536 ? `\x83${little(code, 2)}` : `\x84${little(code, 4)}`,
    );
    return { done: null };
  }
  const names = path(self);
  if (protocol >= 4) return wait(saveModule(vm, p, obj, module), 'moduleSaved');
  if (names.length > 1 && ROWS[vm.version].picklesNestedNames)
    return wait(vm.native('pickle.attributes', [p, obj], { module, name, at: 0 }), 'failed');
  if (names.length > 1) {
    const reached = newTuple(vm, [parent, names.at(-1) as string]);
    return wait(reduceAs(vm, p, undefined, [builtinFunction(vm, 'getattr'), reached]), 'nested');
  }
  writeGlobal(vm, p, module, name);
  memoize(vm, p, obj);
  return { done: null };
}

/** The functions of a C module share a text for its name that is none of the interned ones. */
function saveModule(vm: Operations, p: Ref, obj: Value, module: string): Result {
  const data = asKind(vm, obj, 'builtin');
  if (data?.cls !== TYPES.builtin_function_or_method || recordData(vm, p).slots[PERSISTENT] !== null)
    return save(vm, p, module);
  const key = `\0${module}`;
  if (!writeKnown(vm, p, key)) writeText(vm, p, module, key);
  return null;
}

function extensionOf(vm: Operations, module: string, name: string): number | undefined {
  const table = pickleState(vm, EXTENSIONS) as Ref;
  if (dictEntries(vm, table).length === 0) return undefined;
  const at = dictFind(vm, table, newTuple(vm, [module, name])) ?? -1;
  const code = at < 0 ? undefined : asInt(vm, asKind(vm, table, 'dict')?.values[at]);
  return code === undefined ? undefined : Number(code);
}

/** A mapping of `_compat_pickle`. */
export function compatible(vm: Operations, mapping: string, key: Value): Slot {
  const module = asKind(vm, pickleState(vm, COMPATIBILITY), 'module');
  const table = module === undefined ? undefined : dictGetName(vm, module.dict, mapping);
  const at = dictFind(vm, table as Ref, key) ?? -1;
  return at < 0 ? undefined : asKind(vm, table, 'dict')?.values[at];
}

/** A pair of names as another version of Python has them. */
export function renamed(vm: Operations, module: string, name: string, way: 'REVERSE_' | ''): readonly [string, string] {
  const [other, own] =
    asKind(vm, compatible(vm, `${way}NAME_MAPPING`, newTuple(vm, [module, name])), 'tuple')?.items ?? [];
  if (typeof other === 'string' && typeof own === 'string') return [other, own];
  return [asStr(vm, compatible(vm, `${way}IMPORT_MAPPING`, module)) ?? module, name];
}

function writeGlobal(vm: Operations, p: Ref, module: string, name: string): void {
  const protocol = protocolOf(vm, p);
  const fixes = protocol < 3 && number(vm, p, FIX_IMPORTS) === 1;
  const [there, named] = fixes ? renamed(vm, module, name, 'REVERSE_') : [module, name];
  for (const [what, text] of [
    ['module', there],
    ['global', named],
  ] as const) {
    if (protocol < 3 && /[^\0-\x7f]/.test(text))
      throw picklingError(vm, `can't pickle ${what} identifier '${text}' using pickle protocol ${protocol}`);
  }
  write(vm, p, `c${utf8Text(there)}\n${utf8Text(named)}\n`);
}

/** `getattr(getattr(…, name), name)` in protocols without STACK_GLOBAL. Slots: pickler, object. Vars: module, name, at: what is done. */
const ATTRIBUTES: Native = {
  start: (vm, self) => outer(vm, self),
  phases: {
    opened(vm, self) {
      const p = self.slots[0] as Ref;
      if (protocolOf(vm, p) < 2) write(vm, p, '(');
      return outer(vm, self);
    },
    named(vm, self) {
      const p = self.slots[0] as Ref;
      write(vm, p, protocolOf(vm, p) < 2 ? 'tR' : '\x86R');
      return inner(vm, self);
    },
  },
};

function outer(vm: Operations, self: NativeSelf): NativeStep {
  const [p] = self.slots as [Ref];
  const names = path(self);
  const at = Number(self.vars['at']) + 1;
  self.setVars({ ...self.vars, at });
  if (at < names.length) return wait(save(vm, p, builtinFunction(vm, 'getattr')), 'opened');
  writeGlobal(vm, p, String(self.vars['module']), names[0] as string);
  self.setVars({ ...self.vars, at: 0 });
  return inner(vm, self);
}

function inner(vm: Operations, self: NativeSelf): NativeStep {
  const [p, obj] = self.slots as [Ref, Value];
  const at = Number(self.vars['at']) + 1;
  const name = path(self)[at];
  self.setVars({ ...self.vars, at });
  if (name !== undefined) return wait(save(vm, p, name), 'named');
  memoize(vm, p, obj);
  return { done: null };
}

export const PICKLE_GLOBAL_NATIVES: NativeTable = { 'pickle.global': GLOBAL, 'pickle.attributes': ATTRIBUTES };
