/**
 * Attributes: `getAttr`, `setAttr`, `delAttr` (`PyObject_GetAttr`, `_PyObject_GenericGetAttrWithDict`, `type_getattro`, `module_getattro`),
 * and special methods as the interpreter looks them up.
 * @module
 */
import type { HeapData, ModuleData } from '../heap.ts';
import { isExactFuture } from '../modules/async-future.ts';
import { SIGNAL_DICTS } from '../modules/decimal-slots.ts';
import { afterInit, enterLocal } from '../modules/thread-local.ts';
import { exceptionMatches, raise, raiseWith } from '../objects/exceptions.ts';
import { EXTENSION_TYPES_WITH_GETATTRO } from '../objects/extension-types.ts';
import { asStr } from '../objects/payload.ts';
import { isParameter } from '../objects/type-parameters.ts';
import { isType, nameOfType, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import {
  EXHAUSTED,
  type Exhausted,
  ModelError,
  PENDING,
  type Pending,
  PyRaise,
  Ref,
  type Result,
  type Slot,
  type Value,
} from '../value.ts';
import { type Absence, bindSpecial, bindsByCode, boundBy } from './bind-special.ts';
import {
  type Descriptor,
  descriptorKind,
  ensureDict,
  type Found,
  getFromClass,
  getFromInstance,
  instanceDict,
  isData,
  reads,
  setDict,
  setThrough,
} from './descriptors.ts';
import { dictDeleteName, dictGetName, dictSetName } from './dict-table.ts';
import { newRecord } from './iteration.ts';
import { lookupSpecial, lookupType, override } from './lookup.ts';
import { TEXTS } from './messages.ts';
import { hasInlineValue, notThere } from './not-there.ts';
import { ROWS } from './rows.ts';
import { superAttribute } from './super.ts';
import { setTypeAttribute } from './type-attributes.ts';

export type { Found } from './descriptors.ts';
export { lookupSpecial } from './lookup.ts';

/** Attributes of `sys` that are missing until somebody sets them, and of `os` that the platform lacks; `pathlib` asks for these. */
const MISSING_NAMES: ReadonlySet<string> = new Set([
  'tracebacklimit',
  'ps1',
  'ps2',
  'last_exc',
  'last_type',
  'last_value',
  'last_traceback',
  '_fcopyfile',
  'copy_file_range',
  'sendfile',
  'listxattr',
  'pidfd_open',
]);

/** The generic look-up, `__getattribute__` and `__getattr__` overrides aside; undefined: there is none. */
export function genericAttribute(
  vm: Operations,
  obj: Value,
  name: string,
  asMethod: boolean,
): Found | Pending | undefined {
  if (!(obj instanceof Ref)) {
    const type = typeOf(vm, obj);
    const attribute = lookupType(vm, type, name);
    return attribute === undefined
      ? undefined
      : getFromInstance(vm, descriptorKind(vm, attribute), attribute, obj, type, asMethod);
  }
  const data = vm.read(obj);
  if (data.kind === 'type') return typeAttribute(vm, obj, name);
  // `method_getattro`: what the type does not have, the function may.
  if (data.kind === 'method' && lookupType(vm, data.cls, name) === undefined)
    return genericAttribute(vm, data.func, name, false);
  if (data.kind === 'record' && data.type === 'super') {
    const found = superAttribute(vm, data, name);
    if (found !== undefined) return found;
  }
  if (data.kind === 'record') {
    if (data.type === 'GenericAlias' && !isAliasOwn(vm, name))
      return lookupAttribute(vm, data.slots[0] as Value, name, false);
    if (data.type === 'hollow' && !(name.startsWith('__') && name.endsWith('__')))
      return hollowAttribute(vm, data.slots[0], name);
    if (data.type === 'decimal.Context' && Object.hasOwn(SIGNAL_DICTS, name))
      return { func: data.slots[SIGNAL_DICTS[name] as number] as Value, self: undefined };
    if (data.type === '_thread._local' && !enterLocal(vm, obj)) return result(afterInit(vm, obj, name, 'get'));
  }
  return instanceAttribute(vm, obj, data, name, asMethod);
}

/** `_PyObject_GenericGetAttrWithDict`, of any object. */
function instanceAttribute(
  vm: Operations,
  obj: Ref,
  data: Readonly<HeapData>,
  name: string,
  asMethod: boolean,
): Found | Pending | undefined {
  const type = data.cls;
  const attribute = lookupType(vm, type, name);
  let kind: Descriptor = 'plain';
  if (attribute !== undefined) {
    kind = descriptorKind(vm, attribute);
    if (isData(kind) && reads(vm, kind, attribute)) return getFromInstance(vm, kind, attribute, obj, type, asMethod);
  }
  const dict = data.kind === 'module' || data.kind === 'type' ? data.dict : 'attrs' in data ? data.attrs : null;
  if (dict !== null) {
    const value = dictGetName(vm, dict, name);
    if (value !== undefined) return { func: value, self: undefined };
  }
  if (attribute !== undefined) return getFromInstance(vm, kind, attribute, obj, type, asMethod);
  if (name === '__dict__' && typeData(vm, type).hasDict && !(isParameter(vm, obj) || isExactFuture(vm, obj)))
    return { func: ensureDict(vm, obj), self: undefined };
  if (data.kind === 'module' && data.partial && !name.startsWith('__') && !MISSING_NAMES.has(name)) {
    throw new ModelError(`${data.name}.${name} is not modelled`);
  }
  return undefined;
}

const isAliasOwn = (vm: Operations, name: string): boolean =>
  ALIAS_OWN.has(name) || (name === '__bases__' && ROWS[vm.version].aliasesKeepBases);

/** What `ga_getattro` does not hand to the alias's origin (`attr_exceptions`). */
const ALIAS_OWN: ReadonlySet<string> = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]);

/** An attribute of something hollow is hollow. */
function hollowAttribute(vm: Operations, owner: Slot, name: string): Found {
  return { func: newRecord(vm, 'hollow', [`${String(owner)}.${name}`]), self: undefined };
}

/** `type_getattro`. */
function typeAttribute(vm: Operations, cls: Ref, name: string): Found | Pending | undefined {
  const meta = typeOf(vm, cls);
  const metaAttribute = lookupType(vm, meta, name);
  const metaKind = metaAttribute === undefined ? 'plain' : descriptorKind(vm, metaAttribute);
  if (metaAttribute !== undefined && isData(metaKind) && reads(vm, metaKind, metaAttribute)) {
    const found = getFromInstance(vm, metaKind, metaAttribute, cls, meta, false);
    if (found !== undefined) return found;
  }
  const attribute = lookupType(vm, cls, name);
  if (attribute !== undefined) return getFromClass(vm, descriptorKind(vm, attribute), attribute, cls);
  if (metaAttribute !== undefined) return getFromInstance(vm, metaKind, metaAttribute, cls, meta, false);
  return undefined;
}

/** Whether Python code takes part in reading any attribute of the value. */
export function hooks(vm: Operations, obj: Value): { getattribute: Slot; getattr: Slot } | undefined {
  if (!(obj instanceof Ref)) return undefined;
  const data = vm.read(obj);
  const ofModule = data.kind === 'module' ? dictGetName(vm, data.dict, '__getattr__') : undefined;
  if (data.cls.id >= 0 || (data.kind === 'record' && EXTENSION_TYPES_WITH_GETATTRO.has(data.type))) {
    const getattribute = override(vm, obj, '__getattribute__');
    const getattr = override(vm, obj, '__getattr__');
    // A module's own `__getattr__` is asked by `module.__getattribute__`, before that of its class.
    if (getattr !== undefined && ofModule !== undefined)
      return { getattribute: lookupType(vm, data.cls, '__getattribute__'), getattr };
    if (getattribute !== undefined || getattr !== undefined) return { getattribute, getattr };
  }
  return ofModule === undefined ? undefined : { getattribute: undefined, getattr: ofModule };
}

/** `object.__getattribute__`, of whatever object. */
export function objectGetAttribute(vm: Operations, obj: Value, name: string): Result {
  if (!(obj instanceof Ref)) return builtinGetAttribute(vm, obj, name);
  const found = instanceAttribute(vm, obj, vm.read(obj), name, false);
  if (found === undefined) throw lacks(vm, obj, name, `'${typeName(vm, obj)}' object has no attribute '${name}'`);
  return found === PENDING ? PENDING : found.func;
}

/** `type.__getattribute__`, `module.__getattribute__` …, whatever the class defines. */
export function builtinGetAttribute(vm: Operations, obj: Value, name: string): Result {
  const data = obj instanceof Ref ? vm.read(obj) : null;
  const ofModule = data?.kind === 'module' ? dictGetName(vm, data.dict, '__getattr__') : undefined;
  if (ofModule !== undefined) return vm.native('getattr_hook', [obj, name, ofModule, undefined]);
  const found = genericAttribute(vm, obj, name, false);
  if (found === undefined) throw noAttribute(vm, obj, name);
  return found === PENDING ? PENDING : found.func;
}

/** The attribute; undefined where it is missing and no Python code had to be asked. */
export function lookupAttribute(
  vm: Operations,
  obj: Value,
  name: string,
  asMethod: boolean,
): Found | Pending | undefined {
  const hook = hooks(vm, obj);
  if (hook === undefined) return genericAttribute(vm, obj, name, asMethod);
  const { getattribute, getattr } = hook;
  if (getattr === undefined) return result(vm.call(...bindSpecial(vm, getattribute as Value, obj, [name])));
  if (getattribute !== undefined || mayRunPython(vm, obj as Ref, name)) {
    return result(vm.native('getattr_hook', [obj, name, getattr, getattribute]));
  }
  const found = genericAttribute(vm, obj, name, asMethod);
  return found ?? result(callGetattr(vm, obj, name, getattr));
}

/** Calls the `__getattr__` of a class or a module. */
export function callGetattr(vm: Operations, obj: Value, name: string, getattr: Value): Result {
  const data = obj instanceof Ref ? vm.read(obj) : null;
  const ofModule = data?.kind === 'module' && dictGetName(vm, data.dict, '__getattr__') === getattr;
  return ofModule ? vm.call(getattr, [name]) : vm.call(...bindSpecial(vm, getattr, obj, [name]));
}

/** Whether reading an attribute may run code. */
export const mayRunCode = (vm: Operations, obj: Ref, name: string): boolean =>
  hooks(vm, obj) !== undefined || mayRunPython(vm, obj, name);

function mayRunPython(vm: Operations, obj: Ref, name: string): boolean {
  const { cls, kind } = vm.read(obj);
  const how = kindOf(vm, cls, name);
  if (how === 'property' || how === 'super' || bindsAnyhow(vm, how)) return true;
  return kind === 'type' && bindsAnyhow(vm, kindOf(vm, obj, name));
}

function kindOf(vm: Operations, cls: Ref, name: string): Descriptor | undefined {
  const attribute = lookupType(vm, cls, name);
  return attribute === undefined ? undefined : descriptorKind(vm, attribute);
}

/** Whether code gives what is read, of an object or of its class. */
const bindsAnyhow = (vm: Operations, kind: Descriptor | undefined): boolean =>
  kind === 'python' || kind === 'pythondata' || (kind === 'class' && ROWS[vm.version].classMethodsChain);

const result = (r: Result): Found | Pending => (r === PENDING ? PENDING : { func: r, self: undefined });

/** `'X' object has no attribute 'y'`. */
export function noAttribute(vm: Operations, obj: Value, name: string): PyRaise {
  const data = obj instanceof Ref ? vm.read(obj) : null;
  if (data?.kind === 'method') return noAttribute(vm, data.func, name);
  if (data?.kind === 'record' && data.type === 'GenericAlias' && !isAliasOwn(vm, name))
    return noAttribute(vm, data.slots[0] as Value, name);
  const text =
    data?.kind === 'type'
      ? `type object '${nameOfType(vm, obj as Ref)}' has no attribute '${name}'`
      : data?.kind === 'module'
        ? moduleLacks(vm, data, name)
        : `'${typeName(vm, obj)}' object has no attribute '${name}'`;
  return lacks(vm, obj, name, text);
}

const lacks = (vm: Operations, obj: Value, name: string, text: string): PyRaise =>
  raiseWith(vm, 'AttributeError', text, { name, obj });

function moduleLacks(vm: Operations, { dict, initializing }: Readonly<ModuleData>, name: string): string {
  const own = asStr(vm, dictGetName(vm, dict, '__name__'));
  if (own === undefined) return `module has no attribute '${name}'`;
  return initializing
    ? `partially initialized module '${own}' has no attribute '${name}' (most likely due to a circular import)`
    : `module '${own}' has no attribute '${name}'`;
}

/** `obj.name`. */
export function getAttr(vm: Operations, obj: Value, name: string): Result {
  const found = lookupAttribute(vm, obj, name, false);
  if (found === PENDING) return PENDING;
  if (found === undefined) throw noAttribute(vm, obj, name);
  return found.func;
}

/** `PyObject_GetOptionalAttr`: EXHAUSTED where AttributeError would be raised. */
export function getOptionalAttr(vm: Operations, obj: Value, name: string): Value | Exhausted | Pending {
  if (obj instanceof Ref && mayRunCode(vm, obj, name)) {
    return vm.native('optional_attribute', [obj, name]);
  }
  try {
    const found = genericAttribute(vm, obj, name, false);
    if (found === undefined) return EXHAUSTED;
    return found === PENDING ? PENDING : found.func;
  } catch (error) {
    // A getter in C may say that there is none.
    if (error instanceof PyRaise && exceptionMatches(vm, error.exception, TYPES.AttributeError)) return EXHAUSTED;
    throw error;
  }
}

/** Kinds of records whose type has a `tp_getattro` of its own. */
const OWN_GETATTRO: ReadonlySet<string> = new Set([
  'super',
  'GenericAlias',
  'UnionType',
  '_thread._local',
  'decimal.Context',
]);

function hasOwnGetattro(data: Readonly<HeapData>): boolean {
  return data.kind === 'record' ? OWN_GETATTRO.has(data.type) : data.kind === 'module' || data.kind === 'method';
}

/** Whether attributes of an object are read by `PyObject_GenericGetAttr` alone. */
export function isGeneric(vm: Operations, obj: Value): boolean {
  return !(obj instanceof Ref) || !(hasOwnGetattro(vm.read(obj)) || isType(vm, obj) || hooks(vm, obj) !== undefined);
}

/** `obj.name` as LOAD_ATTR's method form reads it. PENDING delivers the attribute (there is no self then). */
export function loadMethod(vm: Operations, obj: Value, name: string): Found | Pending {
  // `_PyObject_GetMethod`: a type with an attribute hook of its own gives the bound method.
  if (obj instanceof Ref && (hasOwnGetattro(vm.read(obj)) || lookupSpecial(vm, obj, '__getattr__') !== undefined)) {
    const func = getAttr(vm, obj, name);
    return func === PENDING ? PENDING : { func, self: undefined };
  }
  const found = lookupAttribute(vm, obj, name, true);
  if (found === undefined) throw noAttribute(vm, obj, name);
  return found;
}

/** `obj.name(*args)`. */
export function callMethod(vm: Operations, obj: Value, name: string, args: readonly Value[]): Result {
  if (obj instanceof Ref && mayRunCode(vm, obj, name)) {
    return vm.native('call_attribute', [obj, ...args], { name });
  }
  const found = genericAttribute(vm, obj, name, true);
  if (found === undefined) throw noAttribute(vm, obj, name);
  if (found === PENDING) throw new ModelError('an attribute that should be there at once');
  return vm.call(found.func, found.self === undefined ? args : [found.self, ...args]);
}

/** A special method ready to call (`LOAD_SPECIAL`): the callable, and self where it is to be passed. PENDING delivers the callable alone. */
export function lookupSpecialMethod(vm: Operations, obj: Value, name: string): Found | Pending | undefined {
  const method = lookupSpecial(vm, obj, name);
  if (method === undefined) return undefined;
  if (bindsByCode(vm, method)) {
    const callable = boundBy(vm, method, obj);
    return callable === PENDING ? PENDING : { func: callable, self: undefined };
  }
  const [func, args] = bindSpecial(vm, method, obj, []);
  return { func, self: args[0] };
}

/** Calls a special method with arguments; undefined if the type has none. */
export function callSpecial(
  vm: Operations,
  obj: Value,
  name: string,
  args: readonly Value[],
  absence?: Absence,
): Result | undefined {
  const method = lookupSpecial(vm, obj, name);
  return method === undefined ? undefined : vm.call(...bindSpecial(vm, method, obj, args, absence));
}

/** `obj.name = value`. PENDING delivers something to drop. */
export function setAttr(vm: Operations, obj: Value, name: string, value: Value): Result {
  const method = override(vm, obj, '__setattr__');
  if (method !== undefined) return vm.call(...bindSpecial(vm, method, obj, [name, value]));
  return genericSetAttribute(vm, obj, name, value);
}

/** `del obj.name`. PENDING delivers something to drop. */
export function delAttr(vm: Operations, obj: Value, name: string): Result {
  const method = override(vm, obj, '__delattr__');
  if (method !== undefined) return vm.call(...bindSpecial(vm, method, obj, [name]));
  return genericSetAttribute(vm, obj, name, undefined);
}

/** Instances of a class share the names of their attributes. */
function shareKey(vm: Operations, type: Ref, name: string): void {
  const { sharedKeys } = typeData(vm, type);
  if (sharedKeys === null || sharedKeys.includes(name)) return;
  vm.setPlain(type, 'type', 'sharedKeys', [...sharedKeys, name]);
}

/** `object.__setattr__` and, for undefined, `object.__delattr__`. */
export function genericSetAttribute(vm: Operations, obj: Value, name: string, value: Slot): Result {
  const data = obj instanceof Ref ? vm.read(obj) : null;
  if (data?.kind === 'record' && data.type === '_thread._local' && !enterLocal(vm, obj as Ref))
    return value === undefined
      ? afterInit(vm, obj as Ref, name, 'delete')
      : afterInit(vm, obj as Ref, name, 'set', value);
  const type = typeOf(vm, obj);
  const attribute = lookupType(vm, type, name);
  if (data?.kind === 'type') return setTypeAttribute(vm, obj as Ref, data, attribute, name, value);
  if (attribute !== undefined) {
    const done = setThrough(vm, descriptorKind(vm, attribute), attribute, obj, value);
    if (done !== undefined) return done;
  }
  const hasDict = data !== null && (data.kind === 'module' || typeData(vm, type).hasDict);
  if (!hasDict) {
    if (attribute !== undefined)
      throw raise(vm, 'AttributeError', `'${typeName(vm, obj)}' object attribute '${name}' is read-only`);
    // Only of types that set attributes as any object does.
    const setsOtherwise = override(vm, obj, '__setattr__') !== undefined;
    throw notThere(
      vm,
      obj,
      name,
      `'${typeName(vm, obj)}' object has no attribute '${name}'${setsOtherwise ? '' : TEXTS[vm.version].noDict}`,
    );
  }
  const ref = obj as Ref;
  if (name === '__dict__' && value instanceof Ref && vm.read(value).kind === 'dict') {
    setDict(vm, ref, value);
    return null;
  }
  if (value !== undefined) {
    shareKey(vm, type, name);
    dictSetName(vm, ensureDict(vm, ref), name, value);
    return null;
  }
  const dict = instanceDict(vm, ref);
  if (dict !== null && dictDeleteName(vm, dict, name)) return null;
  const text = `'${typeName(vm, obj)}' object has no attribute '${name}'`;
  throw hasInlineValue(vm, type, dict) ? raise(vm, 'AttributeError', text) : notThere(vm, obj, name, text);
}
