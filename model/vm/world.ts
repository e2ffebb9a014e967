/**
 * Making a VM for a program: its code loaded, its constants allocated, its module's frame pushed.
 * @module
 */
import { type CodeConstant, type CodeObject, isCode } from '../code/code-object.ts';
import type { Constant } from '../code/constant.ts';
import { newMonitoring } from '../monitoring/instrumentation.ts';
import { quirksOf } from '../quirks.ts';
import { PROFILES } from '../versions.ts';
import { BUILTIN_NAMES, BUILTINS, NATIVES } from './builtins/index.ts';
import type { ToolHost } from './dispatch.ts';
import { pushFunctionFrame } from './frame.ts';
import { INSTRUCTIONS } from './instructions/index.ts';
import { VM_NATIVES } from './instructions/natives.ts';
import { allCode, LoadedCode } from './loaded-code.ts';
import type { Machine, Registers, World } from './machine.ts';
import { newFrozenSet } from './objects/set.ts';
import { newTuple } from './objects/tuple.ts';
import { Ellipsis, TYPES } from './objects/types.ts';
import type { BuildFacts } from './operations.ts';
import { newComplex } from './protocol/complex.ts';
import { dictSetName, newDict } from './protocol/dict-table.ts';
import { normalizeInt, PyFloat, type Ref, type Value } from './value.ts';

/** How a program is run, beside its code. */
export interface ProgramSetting {
  readonly build: BuildFacts;
  /** `sys.argv` without its first member. */
  readonly argv?: readonly string[];
  readonly stdin?: string;
  readonly recursionLimit?: number;
  readonly importCode?: (name: string) => CodeObject | null;
}

const NATIVE_MAP = new Map(Object.entries({ ...NATIVES, ...VM_NATIVES }));
const BUILTIN_MAP = new Map(Object.entries(BUILTINS));
const DEFAULT_RECURSION_LIMIT = 1000;

/** The world of a program of one version. Code is loaded into it by `loadCode`. */
export function newWorld(code: CodeObject, setting: ProgramSetting): World {
  return {
    profile: PROFILES[code.python],
    build: setting.build,
    quirks: quirksOf(setting.build.name.split(' ')[0] ?? ''),
    codes: [],
    instructions: INSTRUCTIONS,
    natives: NATIVE_MAP,
    builtins: BUILTIN_MAP,
    builtinNames: BUILTIN_NAMES[code.python],
    recursionLimit: setting.recursionLimit ?? DEFAULT_RECURSION_LIMIT,
    importCode: setting.importCode ?? (() => null),
    argv: [code.filename, ...(setting.argv ?? [])],
    stdin: setting.stdin ?? '',
  };
}

/** Registers of a VM before its first frame. */
export function newRegisters(): Registers {
  return {
    thread: 0,
    threads: [{ top: null, handled: null, generators: [], depth: 0 }],
    monitoring: newMonitoring(),
    tools: [],
    out: '',
    nextId: 1,
    nextFrame: 1,
    finalizables: 0,
    tracking: false,
    modules: {},
    outcome: null,
    steps: 0,
  };
}

/** A tool host without tools. */
export const NO_TOOLS: ToolHost = { callback: () => false };

/** Loads a code object and those nested in it; constants become values once. */
export function loadCode(vm: Machine, code: CodeObject): LoadedCode {
  const { codes, instructions, profile } = vm.world;
  const all = allCode(code).map((nested) => {
    const loaded = new LoadedCode(codes.length, nested, instructions, profile);
    codes.push(loaded);
    return loaded;
  });
  const byCode = new Map(all.map((loaded) => [loaded.code, loaded]));
  for (const loaded of all) {
    for (const constant of loaded.code.consts) loaded.consts.push(constantValue(vm, constant, byCode));
  }
  return all[0] as LoadedCode;
}

function constantValue(vm: Machine, constant: CodeConstant, codes: ReadonlyMap<CodeObject, LoadedCode>): Value {
  if (isCode(constant)) return vm.alloc({ kind: 'code', cls: TYPES.code, code: codes.get(constant) as LoadedCode });
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

/** Makes `__main__` and pushes the frame of its code. */
export function startProgram(vm: Machine, code: CodeObject): Ref {
  const loaded = loadCode(vm, code);
  const globals = newDict(vm);
  dictSetName(vm, globals, '__name__', '__main__');
  dictSetName(vm, globals, '__doc__', null);
  dictSetName(vm, globals, '__package__', null);
  dictSetName(vm, globals, '__loader__', null);
  dictSetName(vm, globals, '__spec__', null);
  dictSetName(vm, globals, '__builtins__', null);
  dictSetName(vm, globals, '__file__', code.filename);
  vm.registers.modules['__main__'] = vm.alloc({
    kind: 'module',
    cls: TYPES.module,
    name: '__main__',
    dict: globals,
  });
  pushFunctionFrame(vm, moduleFunction(vm, loaded, globals), [], null, true, null);
  return globals;
}

/** A function around a module's code, so that its frame is made like any other. */
export function moduleFunction(vm: Machine, code: LoadedCode, globals: Ref): Ref {
  return vm.alloc({
    kind: 'function',
    cls: TYPES.function,
    code,
    globals,
    name: code.code.name,
    qualname: code.code.qualname,
    defaults: null,
    kwdefaults: null,
    closure: null,
    doc: null,
    module: '__main__',
    annotations: null,
    typeParams: null,
    attrs: null,
  });
}
