/**
 * The module `_abc` (Modules/_abc.c): abstract methods, virtual subclasses and the caches of `ABCMeta`. The registry and the caches of a class are
 * lists of classes that hold them; CPython's hold them weakly.
 * @module
 */
import type { Machine } from '../machine.ts';
import { storeAbstractMethods } from '../objects/abstract-methods.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { MAPPING_FLAG, patternFlags, SEQUENCE_FLAG, setPatternFlags } from '../objects/pattern-flags.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newFrozenSet } from '../objects/set.ts';
import { isType, NotImplemented, TYPES, typeData, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictDeleteName, dictEntries, dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { lookupType } from '../protocol/lookup.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { builtinFunction, newOf, recordData } from './extension.ts';
import { type NativeModule, nary } from './native-module.ts';

// Slots of `_abc_data`.
const REGISTRY = 0;
const CACHE = 1;
const NEGATIVE = 2;

/** Of `__abc_tpflags__`. */
const PATTERN_FLAGS = SEQUENCE_FLAG | MAPPING_FLAG;

function impl(vm: Operations, cls: Value): Ref {
  const found = isType(vm, cls) ? dictGetName(vm, typeData(vm, cls).dict, '_abc_impl') : undefined;
  if (found instanceof Ref) return found;
  throw raise(vm, 'TypeError', '_abc_impl is set to a wrong type');
}

function members(vm: Operations, data: Ref, which: number): readonly Value[] {
  return asKind(vm, recordData(vm, data).slots[which], 'list')?.items ?? [];
}

function add(vm: Operations, data: Ref, which: number, cls: Value): void {
  const list = recordData(vm, data).slots[which] as Ref;
  const { length } = members(vm, data, which);
  if (!members(vm, data, which).includes(cls)) vm.splice(list, 'items', length, 0, [cls]);
}

const version = (vm: Operations): number => (vm as Machine).registers.abcVersion;

/** The classes known to be no subclasses; forgotten when any class has registered another since. */
function negative(vm: Operations, data: Ref): readonly Value[] {
  return recordData(vm, data).numbers[0] === version(vm) ? members(vm, data, NEGATIVE) : [];
}

function addNegative(vm: Operations, data: Ref, cls: Value): void {
  if (recordData(vm, data).numbers[0] !== version(vm)) {
    vm.setAt(data, 'slots', NEGATIVE, newList(vm, []));
    vm.setNumberAt(data, 'numbers', 0, version(vm));
  }
  add(vm, data, NEGATIVE, cls);
}

/** `_PyObject_IsAbstract`. */
function isAbstract(vm: Operations, v: Value, ask: Ask): boolean {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  if (data.kind === 'builtin' || data.kind === 'tuple' || (data.kind === 'type' && data.cls === TYPES.type))
    return false;
  if (data.kind === 'function') {
    const own = data.attrs === null ? undefined : dictGetName(vm, data.attrs, '__isabstractmethod__');
    return own !== undefined && truthAsking(vm, own, ask);
  }
  return truthAsking(vm, ask(builtinFunction(vm, 'getattr'), [v, '__isabstractmethod__', false]), ask);
}

function abstractNames(vm: Operations, cls: Ref, ask: Ask): string[] {
  const names = new Set<string>();
  const { dict, bases } = typeData(vm, cls);
  for (const [name, value] of dictEntries(vm, dict)) {
    if (typeof name === 'string' && isAbstract(vm, value, ask)) names.add(name);
  }
  for (const base of bases) {
    const inherited = asKind(vm, dictGetName(vm, typeData(vm, base as Ref).dict, '__abstractmethods__'), 'set');
    for (const name of inherited?.slots ?? []) {
      if (typeof name !== 'string') continue;
      const found = lookupType(vm, cls, name);
      const plain = found instanceof Ref && ['function', 'builtin'].includes(vm.read(found).kind);
      const value = plain ? found : ask(builtinFunction(vm, 'getattr'), [cls, name, null]);
      if (isAbstract(vm, value, ask)) names.add(name);
    }
  }
  return [...names];
}

/** `collections.abc.MutableSequence`: the module `array` registers its type with it. */
const isMutableSequence = (vm: Operations, cls: Ref): boolean => {
  const { name, dict } = typeData(vm, cls);
  return name === 'MutableSequence' && dictGetName(vm, dict, '__module__') === 'collections.abc';
};

/** Inputs: the class. */
const INIT: Algorithm = {
  name: '_abc_init',
  run: (vm, [cls], _vars, ask) => {
    const names = abstractNames(vm, cls as Ref, ask);
    const { dict } = typeData(vm, cls as Ref);
    storeAbstractMethods(vm, cls as Ref, newFrozenSet(vm, names), names.length > 0);
    const lists = [newList(vm, []), newList(vm, []), newList(vm, [])];
    const impl = newOf(vm, '_abc._abc_data', lists, [version(vm)]);
    dictSetName(vm, dict, '_abc_impl', impl);
    if (isMutableSequence(vm, cls as Ref)) add(vm, impl, REGISTRY, TYPES['array.array']);
    const flags = asInt(vm, dictGetName(vm, dict, '__abc_tpflags__'));
    if (flags !== undefined) {
      const pattern = Number(flags) & PATTERN_FLAGS;
      if (pattern === PATTERN_FLAGS) {
        const text = '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING';
        throw raise(vm, 'TypeError', text);
      }
      vm.setPlain(cls as Ref, 'type', 'pattern', pattern);
      dictDeleteName(vm, dict, '__abc_tpflags__');
    }
    return null;
  },
};

/** Inputs: the class, the one to register. */
const REGISTER: Algorithm = {
  name: '_abc_register',
  run: (vm, inputs, _vars, ask) => {
    const [self, cls] = inputs as readonly [Ref, Value];
    if (!isType(vm, cls)) throw raise(vm, 'TypeError', 'Can only register classes');
    const isSubclass = builtinFunction(vm, 'issubclass');
    if (truthAsking(vm, ask(isSubclass, [cls, self]), ask)) return cls;
    if (truthAsking(vm, ask(isSubclass, [self, cls]), ask))
      throw raise(vm, 'RuntimeError', 'Refusing to create an inheritance cycle');
    add(vm, impl(vm, self), REGISTRY, cls);
    (vm as Machine).registers.abcVersion++;
    const flags = patternFlags(vm, self);
    if (flags !== 0) setPatternFlags(vm, cls, flags);
    return cls;
  },
};

function known(vm: Operations, data: Ref, cls: Value): boolean | undefined {
  if (members(vm, data, CACHE).includes(cls)) return true;
  return negative(vm, data).includes(cls) ? false : undefined;
}

/** Inputs: the class, the instance. */
const INSTANCE_CHECK: Algorithm = {
  name: '_abc_instancecheck',
  run: (vm, inputs, _vars, ask) => {
    const [self, instance] = inputs as readonly [Ref, Value];
    const data = impl(vm, self);
    const cls = ask(builtinFunction(vm, 'getattr'), [instance, '__class__']);
    if (members(vm, data, CACHE).includes(cls)) return true;
    const type = typeOf(vm, instance);
    const check = (c: Value): boolean =>
      truthAsking(vm, ask(ask(builtinFunction(vm, 'getattr'), [self, '__subclasscheck__']), [c]), ask);
    if (type === cls) return negative(vm, data).includes(type) ? false : check(cls);
    return check(cls) || check(type);
  },
};

/** Inputs: the class, the one asked about. */
const SUBCLASS_CHECK: Algorithm = {
  name: '_abc_subclasscheck',
  run: (vm, inputs, _vars, ask) => {
    const [self, cls] = inputs as readonly [Ref, Value];
    if (!isType(vm, cls)) throw raise(vm, 'TypeError', 'issubclass() arg 1 must be a class');
    const data = impl(vm, self);
    const already = known(vm, data, cls);
    if (already !== undefined) return already;
    const hook = ask(ask(builtinFunction(vm, 'getattr'), [self, '__subclasshook__']), [cls]);
    if (hook !== NotImplemented) {
      if (hook === true) add(vm, data, CACHE, cls);
      else if (hook === false) addNegative(vm, data, cls);
      else throw raise(vm, 'AssertionError', '__subclasshook__ must return either False, True, or NotImplemented');
      return hook;
    }
    if (typeData(vm, cls).mro.includes(self)) {
      add(vm, data, CACHE, cls);
      return true;
    }
    // What is registered itself is not kept among the known (`subclasscheck_check_registry`).
    if (members(vm, data, REGISTRY).includes(cls)) return true;
    const isSubclass = builtinFunction(vm, 'issubclass');
    for (const other of [...members(vm, data, REGISTRY), ...subclasses(vm, self)]) {
      if (truthAsking(vm, ask(isSubclass, [cls, other]), ask)) {
        add(vm, data, CACHE, cls);
        return true;
      }
    }
    addNegative(vm, data, cls);
    return false;
  },
};

function subclasses(vm: Operations, cls: Ref): readonly Value[] {
  return typeData(vm, cls).subclasses ?? [];
}

function forget(which: readonly number[]): ReturnType<typeof nary> {
  return nary('_abc', '_abc', 1, 1, (vm, [cls]) => {
    const data = impl(vm, cls as Value);
    for (const i of which) vm.setAt(data, 'slots', i, newList(vm, []));
    return null;
  });
}

export const ABC_MODULE: NativeModule = {
  whole: true,
  functions: {
    get_cache_token: nary('get_cache_token', 'get_cache_token', 0, 0, (vm) => version(vm)),
    _abc_init: nary('_abc_init', '_abc_init', 1, 1, (vm, args) => replay(vm, INIT, args)),
    _abc_register: nary('_abc_register', '_abc_register', 2, 2, (vm, args) => replay(vm, REGISTER, args)),
    _abc_instancecheck: nary('_abc_instancecheck', '_abc_instancecheck', 2, 2, (vm, args) =>
      replay(vm, INSTANCE_CHECK, args),
    ),
    _abc_subclasscheck: nary('_abc_subclasscheck', '_abc_subclasscheck', 2, 2, (vm, args) =>
      replay(vm, SUBCLASS_CHECK, args),
    ),
    _reset_registry: forget([REGISTRY]),
    _reset_caches: forget([CACHE, NEGATIVE]),
    _get_dump: nary('_get_dump', '_get_dump', 1, 1, (vm, [cls]) => {
      const data = impl(vm, cls as Value);
      return vm.alloc({
        kind: 'tuple',
        cls: TYPES.tuple,
        items: [...(recordData(vm, data).slots as Value[]), recordData(vm, data).numbers[0] ?? 0],
        attrs: null,
      });
    }),
  },
};

/** What an attribute `__isabstractmethod__` of property, classmethod and staticmethod answers: whether what they wrap is abstract. */
export const WRAPPED_ABSTRACT: Algorithm = {
  name: 'wrapped_abstract',
  run: (vm, [wrapper], _vars, ask) => {
    const data = recordData(vm, wrapper as Slot);
    const wrapped = data.type === 'property' ? data.slots.slice(0, 3) : data.slots.slice(0, 1);
    return wrapped.some((v) => v !== undefined && isAbstract(vm, v, ask));
  },
};

export const ABC_ALGORITHMS: readonly Algorithm[] = [INIT, REGISTER, INSTANCE_CHECK, SUBCLASS_CHECK, WRAPPED_ABSTRACT];
