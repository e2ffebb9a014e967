/**
 * Loading code into a VM: constants become values once, and a module's code gets a function.
 * @module
 */
import { type CodeConstant, type CodeObject, isCode } from '../code/code-object.ts';
import type { Constant } from '../code/constant.ts';
import { allCode, type CodePlace, LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { newFrozenSet } from './objects/set.ts';
import { newTuple } from './objects/tuple.ts';
import { Ellipsis, TYPES } from './objects/types.ts';
import { newComplex } from './protocol/complex.ts';
import { normalizeInt, PyFloat, type Ref, type Value } from './value.ts';

/** Loads a code object and those nested in it; constants become values once. */
export function loadCode(vm: Machine, code: CodeObject, place: CodePlace): LoadedCode {
  const { codes, instructions, profile } = vm.world;
  const all = allCode(code).map((nested) => {
    const loaded = new LoadedCode(codes.length, nested, instructions, profile, place, vm.world.watchesLibrary);
    codes.push(loaded);
    return loaded;
  });
  for (const loaded of all) loaded.value = vm.alloc({ kind: 'code', cls: TYPES.code, code: loaded });
  const byCode = new Map(all.map((loaded) => [loaded.code, loaded]));
  for (const loaded of all) {
    for (const constant of loaded.code.consts) loaded.consts.push(constantValue(vm, constant, byCode));
  }
  return all[0] as LoadedCode;
}

function constantValue(vm: Machine, constant: CodeConstant, codes: ReadonlyMap<CodeObject, LoadedCode>): Value {
  if (isCode(constant)) return codes.get(constant)?.value as Ref;
  return plainConstant(vm, constant);
}

function plainConstant(vm: Machine, constant: Constant): Value {
  if (constant === null || typeof constant !== 'object') return constant;
  if ('int' in constant) return normalizeInt(BigInt(constant.int));
  if ('float' in constant) return new PyFloat(floatValue(constant.float));
  if ('tuple' in constant) {
    return newTuple(
      vm,
      constant.tuple.map((item) => plainConstant(vm, item)),
    );
  }
  if ('frozenset' in constant) {
    let set = newFrozenSet(
      vm,
      constant.frozenset.map((item) => plainConstant(vm, item)),
    );
    for (let i = 0; i < vm.world.profile.frozensetRebuilds; i++) set = newFrozenSet(vm, membersOf(vm, set));
    return set;
  }
  if ('bytes' in constant)
    return vm.alloc({ kind: 'bytes', cls: TYPES.bytes, bytes: [...constant.bytes], attrs: null });
  if ('slice' in constant) {
    const slots = constant.slice.map((item) => plainConstant(vm, item));
    return vm.alloc({ kind: 'record', cls: TYPES.slice, type: 'slice', slots, numbers: [], attrs: null });
  }
  if ('ellipsis' in constant) return Ellipsis;
  const [real, imag] = constant.complex;
  return newComplex(vm, floatValue(real), floatValue(imag));
}

/** In table order. */
function membersOf(vm: Machine, set: Ref): Value[] {
  return vm.as(set, 'set').slots.filter((slot) => slot !== undefined);
}

function floatValue(text: string): number {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}

/** A function around a module's code, so that its frame is made like any other. */
export function moduleFunction(
  vm: Machine,
  code: LoadedCode,
  globals: Ref,
  module: Value,
  closure: Ref | null = null,
): Ref {
  return vm.alloc({
    kind: 'function',
    cls: TYPES.function,
    code,
    globals,
    name: code.code.name,
    qualname: code.code.qualname,
    defaults: null,
    kwdefaults: null,
    closure,
    doc: null,
    module,
    annotations: null,
    typeParams: null,
    attrs: null,
  });
}
