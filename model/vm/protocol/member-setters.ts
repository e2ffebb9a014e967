/**
 * C-level attributes by `owner.name`, writing side; `undefined` deletes.
 * @module
 */

import { setCode } from '../builtins/code-replace.ts';
import { setFrameObject } from '../legacy-tracing.ts';
import type { Machine } from '../machine.ts';
import { assignClass } from '../objects/assign-class.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { nameOfType, typeData, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { setLine } from '../set-line.ts';
import { type PyRaise, Ref, type Slot } from '../value.ts';
import { setDict } from './descriptors.ts';
import { dictDeleteName, dictSetName } from './dict-table.ts';
import { TEXTS } from './messages.ts';
import { ROWS } from './rows.ts';

type Setter = (vm: Operations, obj: Ref, value: Slot) => void;

/** `__module__` and `__doc__` of a class are set and never deleted; other members may be. */
function inTypeDict(name: string, keeps = false): Setter {
  return (vm, obj, value) => {
    const { dict } = typeData(vm, obj);
    if (value === undefined && keeps) throw undeletable(vm, obj, name);
    if (value === undefined) dictDeleteName(vm, dict, name);
    else dictSetName(vm, dict, name, value);
  };
}

function text(vm: Operations, value: Slot, what: string): string {
  const s = value === undefined ? undefined : asStr(vm, value);
  if (s === undefined) throw raise(vm, 'TypeError', `${what} must be set to a string object`);
  return s;
}

function kindOrNull(vm: Operations, value: Slot, kind: 'tuple' | 'dict', what: string): Ref | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Ref && vm.read(value).kind === kind) return value;
  throw raise(vm, 'TypeError', `${what} must be set to a ${kind} object`);
}

/** `PyObject_GenericSetDict`. */
function setAttributes(vm: Operations, obj: Ref, value: Slot): void {
  if (value === undefined) throw raise(vm, 'TypeError', 'cannot delete __dict__');
  if (asKind(vm, value, 'dict') === undefined)
    throw raise(
      vm,
      'TypeError',
      `__dict__ must be set to a dictionary, not a '${value === null ? 'NoneType' : typeName(vm, value)}'`,
    );
  setDict(vm, obj, value as Ref);
}

function typeParameters(vm: Operations, obj: Ref, value: Slot): void {
  if (asKind(vm, value, 'tuple') === undefined) throw raise(vm, 'TypeError', '__type_params__ must be set to a tuple');
  vm.setRef(obj, 'function', 'typeParams', value as Ref);
}

function undeletable(vm: Operations, obj: Ref, name: string): PyRaise {
  const { name: cls } = typeData(vm, obj);
  return raise(vm, 'TypeError', `cannot delete '${name}' attribute of ${TEXTS[vm.version].undeletableKind} '${cls}'`);
}

function typeText(vm: Operations, obj: Ref, value: Slot, name: string): string {
  const s = value === undefined ? undefined : asStr(vm, value);
  if (s?.includes('\0') && name === '__name__')
    throw raise(vm, 'ValueError', 'type name must not contain null characters');
  if (s !== undefined) return s;
  const { name: cls } = typeData(vm, obj);
  if (value === undefined) throw undeletable(vm, obj, name);
  throw raise(vm, 'TypeError', `can only assign string to ${cls}.${name}, not '${typeName(vm, value)}'`);
}

function bool(vm: Operations, value: Slot): boolean {
  if (typeof value === 'boolean') return value;
  throw raise(vm, 'TypeError', 'attribute value type must be bool');
}

/** `tb_next_set`. */
function setNext(vm: Operations, traceback: Ref, value: Slot): void {
  if (value === undefined) throw raise(vm, 'TypeError', "can't delete tb_next attribute");
  if (value !== null && asKind(vm, value, 'traceback') === undefined)
    throw raise(vm, 'TypeError', `expected traceback object, got '${typeName(vm, value)}'`);
  for (let next: Slot = value; next instanceof Ref; next = asKind(vm, next, 'traceback')?.next ?? null)
    if (next === traceback) throw raise(vm, 'ValueError', 'traceback loop detected');
  vm.setRef(traceback, 'traceback', 'next', value as Ref | null);
}

/** `check_set_special_type_attr`: what types of C modules and builtin types are told stays. */
export function checkSpecial(vm: Operations, obj: Ref, value: Slot, name: string): void {
  const deleting = value === undefined && ROWS[vm.version].deletingTypesComesFirst && !name.startsWith('__anno');
  if (deleting) throw undeletable(vm, obj, name);
  if (obj.id < 0)
    throw raise(vm, 'TypeError', `cannot set '${name}' attribute of immutable type '${nameOfType(vm, obj)}'`);
  if (value === undefined && name === '__bases__') throw undeletable(vm, obj, name);
}

function ofMutable(set: Setter, name: string): Setter {
  return (vm, obj, value) => {
    checkSpecial(vm, obj, value, name);
    set(vm, obj, value);
  };
}

const TYPE_SETTERS = Object.fromEntries(
  Object.entries<Setter>({
    __name__: (vm, obj, value) => vm.setPlain(obj, 'type', 'name', typeText(vm, obj, value, '__name__')),
    __qualname__: (vm, obj, value) => vm.setPlain(obj, 'type', 'qualname', typeText(vm, obj, value, '__qualname__')),
    __module__: inTypeDict('__module__', true),
    __doc__: inTypeDict('__doc__', true),
    __annotations__: inTypeDict('__annotations__'),
    __annotate__: inTypeDict('__annotate_func__'),
    __type_params__: inTypeDict('__type_params__', true),
  }).map(([name, set]) => [`type.${name}`, ofMutable(set, name)]),
);

/** The setters; what is absent is read-only. */
export const SETTERS: Readonly<Record<string, Setter>> = {
  'object.__class__': assignClass,
  'traceback.tb_next': setNext,
  'frame.f_lineno': (vm, frame, value) => setLine(vm as Machine, frame, value),
  'frame.f_trace': (vm, frame, value) => setFrameObject(vm as Machine, frame, { func: value ?? undefined }),
  'frame.f_trace_lines': (vm, frame, value) => {
    if (value === undefined) throw raise(vm, 'TypeError', "can't delete numeric/char attribute");
    setFrameObject(vm as Machine, frame, { lines: bool(vm, value) });
  },
  'frame.f_trace_opcodes': (vm, frame, value) => {
    if (value === undefined && !(vm as Machine).world.quirks.has('frame-deletions-unforeseen'))
      throw raise(vm, 'AttributeError', TEXTS[vm.version].opcodesDeleted);
    setFrameObject(vm as Machine, frame, { opcodes: bool(vm, value) });
  },
  ...TYPE_SETTERS,
  'function.__code__': (vm, obj, value) => setCode(vm, obj, value),
  'function.__name__': (vm, obj, value) => vm.setPlain(obj, 'function', 'name', text(vm, value, '__name__')),
  'function.__qualname__': (vm, obj, value) =>
    vm.setPlain(obj, 'function', 'qualname', text(vm, value, '__qualname__')),
  'function.__doc__': (vm, obj, value) => vm.setRef(obj, 'function', 'doc', value ?? null),
  'function.__module__': (vm, obj, value) => vm.setRef(obj, 'function', 'module', value ?? null),
  'function.__defaults__': (vm, obj, value) =>
    vm.setRef(obj, 'function', 'defaults', kindOrNull(vm, value, 'tuple', '__defaults__')),
  'function.__kwdefaults__': (vm, obj, value) =>
    vm.setRef(obj, 'function', 'kwdefaults', kindOrNull(vm, value, 'dict', '__kwdefaults__')),
  'function.__annotations__': (vm, obj, value) => {
    const dict = kindOrNull(vm, value, 'dict', '__annotations__');
    if (!ROWS[vm.version].lazyAnnotations) return vm.setRef(obj, 'function', 'annotations', dict);
    vm.setRef(obj, 'function', 'annotated', dict);
    vm.setRef(obj, 'function', 'annotations', null);
  },
  'function.__annotate__': (vm, obj, value) => {
    vm.setRef(obj, 'function', 'annotations', value instanceof Ref ? value : null);
  },
  'function.__type_params__': typeParameters,
  'function.__dict__': setAttributes,
  'BaseException.__dict__': setAttributes,
  'functools.partial.__dict__': setAttributes,
  'functools._lru_cache_wrapper.__dict__': setAttributes,
  ...Object.fromEntries(
    ['generator', 'coroutine', 'async_generator'].flatMap((type): [string, Setter][] => [
      [`${type}.__name__`, (vm, obj, value) => vm.setPlain(obj, 'generator', 'name', text(vm, value, '__name__'))],
      [
        `${type}.__qualname__`,
        (vm, obj, value) => vm.setPlain(obj, 'generator', 'qualname', text(vm, value, '__qualname__')),
      ],
    ]),
  ),
  'property.__doc__': (vm, obj, value) => vm.setAt(obj, 'slots', 3, value),
  'property.__name__': (vm, obj, value) => vm.setAt(obj, 'slots', 4, value),
  '_io.TextIOWrapper._CHUNK_SIZE': (vm, obj, value) => {
    if (value === undefined) throw raise(vm, 'AttributeError', 'cannot delete attribute');
    (vm as Machine).world.builtins.get('io.set_chunk_size')?.(vm, [obj, value], null);
  },
  'cell.cell_contents': (vm, obj, value) => vm.setRef(obj, 'cell', 'value', value),
};
