/**
 * `getattr`, `hasattr`, `setattr` and `delattr` where Python code runs, `dir`.
 * @module
 */
import { between, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isExtension, isInstance, isType, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { delAttr, getAttr, getOptionalAttr, mayRunCode, setAttr } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { compareStrings } from '../protocol/compare.ts';
import { instanceDict } from '../protocol/descriptors.ts';
import { dictEntries, dictGetName } from '../protocol/dict-table.ts';
import { lookupSpecial, membersOf, override } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { frameLocals } from '../protocol/runtime-members.ts';
import { EXHAUSTED, PENDING, Ref, type Result, type Value } from '../value.ts';
import { attributeName, positional } from './functions.ts';

const getattr: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'getattr', keywords);
  between(vm, 'getattr', args, 2, 3);
  const [obj, nameValue, otherwise] = args as readonly [Value, Value, Value | undefined];
  const name = attributeName(vm, nameValue);
  return otherwise === undefined ? getAttr(vm, obj, name) : vm.native('getattr_default', [obj, name, otherwise]);
};

/** Slots: object, name, default. */
const GETATTR_DEFAULT: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[0] as Value, self.slots[1] as string), 'got'),
  phases: { got: (_vm, self, value) => ({ done: value === EXHAUSTED ? (self.slots[2] as Value) : value }) },
};

const HASATTR: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[0] as Value, self.slots[1] as string), 'got'),
  phases: { got: (_vm, _self, value) => ({ done: value !== EXHAUSTED }) },
};

/** setattr, or delattr without a value; answers None. Slots: object, name, value. */
const SET_ATTRIBUTE: Native = {
  start: (vm, self) => {
    const [obj, name, value] = self.slots as readonly [Value, string, Value | undefined];
    return wait(value === undefined ? delAttr(vm, obj, name) : setAttr(vm, obj, name, value), 'done');
  },
  phases: { done: () => ({ done: null }) },
};

function typeNames(vm: Operations, type: Ref, names: Set<string>): void {
  for (const base of typeData(vm, type).mro) {
    // The module of a static type is told by its name: no entry of its dict says it.
    const isStatic = (base as Ref).id < 0 && !isExtension(base as Ref);
    const members = isStatic ? membersOf(vm, base as Ref) : dictEntries(vm, typeData(vm, base as Ref).dict);
    for (const [key] of members) if (typeof key === 'string' && !(isStatic && key === '__module__')) names.add(key);
  }
}

/** `dir()` of a value without its own `__dir__`: names sorted. */
export function namesOf(vm: Operations, v: Value): string[] {
  const names = new Set<string>();
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind === 'record' && data.type === 'GenericAlias') aliasNames(vm, data.slots[0] as Value, names);
  else if (data?.kind === 'type') typeNames(vm, v as Ref, names);
  else {
    const dict = v instanceof Ref ? instanceDict(vm, v) : null;
    if (dict !== null) for (const [key] of dictEntries(vm, dict)) if (typeof key === 'string') names.add(key);
    if (data?.kind !== 'module') typeNames(vm, data === null ? builtinType(vm, v) : data.cls, names);
  }
  return [...names].sort(compareStrings);
}

/** `ga_dir`. */
function aliasNames(vm: Operations, origin: Value, names: Set<string>): void {
  for (const name of [...namesOf(vm, origin), ...ROWS[vm.version].aliasNames.split(' ')]) names.add(name);
}

function builtinType(vm: Operations, v: Value): Ref {
  return TYPES[typeName(vm, v) as 'int'];
}

const newList = (vm: Operations, items: Value[]): Ref =>
  vm.alloc({ kind: 'list', cls: TYPES.list, items, attrs: null });

function dir(vm: Operations, args: readonly Value[]): ReturnType<Builtin> {
  if (args.length === 0) {
    const data = vm.read(vm.callerFrame());
    if (data.kind !== 'frame') throw raise(vm, 'SystemError', 'frame does not exist');
    const keys = dictEntries(vm, frameLocals(vm, vm.callerFrame())).map(([key]) => key);
    return newList(
      vm,
      keys.sort((a, b) => compareStrings(String(a), String(b))),
    );
  }
  const v = args[0] as Value;
  return listsInCode(vm, v)
    ? vm.native('dir_sorted', [v, lookupSpecial(vm, v, '__dir__')])
    : newList(vm, namesOf(vm, v));
}

/** Whether `dir()` of a value runs code. */
function listsInCode(vm: Operations, v: Value): boolean {
  const origin = aliasOrigin(vm, v);
  return (
    override(vm, v, '__dir__') !== undefined || runsCode(vm, v) || (origin !== undefined && listsInCode(vm, origin))
  );
}

/** What an alias is of. */
function aliasOrigin(vm: Operations, v: Value): Value | undefined {
  const data = asKind(vm, v, 'record');
  return data?.type === 'GenericAlias' ? (data.slots[0] as Value) : undefined;
}

/** Whether the builtin `__dir__` of a value runs code: a `__dict__` or `__class__` that is computed, a module's own `__dir__`. */
function runsCode(vm: Operations, v: Value): boolean {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data === null || data.kind === 'type') return false;
  if (data.kind === 'module' && dictGetName(vm, data.dict, '__dir__') !== undefined) return true;
  return mayRunCode(vm, v as Ref, '__dict__') || mayRunCode(vm, v as Ref, '__class__');
}

/** `object.__dir__`, `module.__dir__`. */
export function listNames(vm: Operations, v: Value): Result {
  const origin = aliasOrigin(vm, v);
  if (origin !== undefined && listsInCode(vm, origin)) return vm.native('dir.alias', [origin]);
  return runsCode(vm, v) ? vm.native('dir.names', [v, null]) : newList(vm, namesOf(vm, v));
}

/** Slots: object, its `__dict__`. */
const DIR_NAMES: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[0] as Value, '__dict__'), 'dict'),
  phases: {
    dict(vm, self, value) {
      const dict = value === EXHAUSTED ? null : value;
      const isDict = asKind(vm, dict, 'dict') !== undefined;
      self.set(1, isDict ? dict : null);
      if (!isInstance(vm, self.slots[0] as Value, TYPES.module))
        return wait(getOptionalAttr(vm, self.slots[0] as Value, '__class__'), 'class');
      if (!isDict) throw raise(vm, 'TypeError', '<module>.__dict__ is not a dictionary');
      const own = dictGetName(vm, dict as Ref, '__dir__');
      if (own !== undefined) return wait(vm.call(own, []), 'listed');
      return { done: newList(vm, keysOf(vm, dict as Ref)) };
    },
    class(vm, self, value) {
      const names = new Set<string>();
      const dict = self.slots[1] as Ref | null;
      if (dict !== null) for (const key of keysOf(vm, dict)) if (typeof key === 'string') names.add(key);
      if (value !== EXHAUSTED && !isType(vm, value)) return wait(getOptionalAttr(vm, value, '__dict__'), 'classDict');
      if (value !== EXHAUSTED) typeNames(vm, value, names);
      return { done: newList(vm, [...names]) };
    },
    // `merge_class_dict` of what is no class.
    classDict(vm, { slots }, value) {
      const dicts = [slots[1], value].filter((dict) => asKind(vm, dict as Value | undefined, 'dict') !== undefined);
      return { done: newList(vm, [...new Set(dicts.flatMap((dict) => keysOf(vm, dict as Ref)))]) };
    },
    listed: (_vm, _self, value) => ({ done: value }),
  },
};

/** `ga_dir` of an origin that lists itself in code. Slots: the origin. */
const DIR_ALIAS: Native = {
  start: (vm, { slots }) => wait(dir(vm, slots as Value[]), 'listed'),
  phases: {
    listed(vm, _self, value) {
      const names = asKind(vm, given(value), 'list')?.items ?? [];
      return { done: newList(vm, [...new Set([...names, ...ROWS[vm.version].aliasNames.split(' ')])]) };
    },
  },
};

const keysOf = (vm: Operations, dict: Ref): Value[] => dictEntries(vm, dict).map(([key]) => key);

/** `__dir__`'s answer, sorted. Slots: object, method. */
const DIR_SORTED: Native = {
  start: (vm, self) => wait(vm.call(...bindSpecial(vm, self.slots[1] as Value, self.slots[0] as Value, [])), 'listed'),
  phases: {
    listed: (vm, _self, value) => {
      const sorted = vm.native('sorted', [given(value), null], { reverse: false });
      return wait(sorted === PENDING ? PENDING : sorted, 'sorted');
    },
    sorted: (_vm, _self, value) => ({ done: value }),
  },
};

export const ATTRIBUTE_FUNCTIONS: BuiltinTable = {
  getattr,
  hasattr: positional('hasattr', 2, 2, (vm, [obj, name]) =>
    vm.native('hasattr', [obj as Value, attributeName(vm, name as Value)]),
  ),
  dir: positional('dir', 0, 1, dir),
};
export const ATTRIBUTE_FUNCTION_NATIVES: NativeTable = {
  getattr_default: GETATTR_DEFAULT,
  hasattr: HASATTR,
  set_attribute: SET_ATTRIBUTE,
  dir_sorted: DIR_SORTED,
  'dir.names': DIR_NAMES,
  'dir.alias': DIR_ALIAS,
};
