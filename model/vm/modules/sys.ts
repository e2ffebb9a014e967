/**
 * The module `sys`, as far as programs ask for it (Python/sysmodule.c), and the streams in it.
 * @module
 */

import { recursionLimit } from '../frame.ts';
import type { Machine } from '../machine.ts';
import { bindArguments, strArgument } from '../objects/arguments.ts';
import { chainContext, raise } from '../objects/exceptions.ts';
import { LEAST_MAX_DIGITS, MAX_DIGITS } from '../objects/int-text.ts';
import { newList } from '../objects/list.ts';
import { newNamespace } from '../objects/namespace.ts';
import { asInt } from '../objects/payload.ts';
import { newFrozenSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { isType, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, normalizeInt, PyFloat, PyRaise, Ref, type Value } from '../value.ts';
import { ASYNCGEN_FUNCTIONS } from './asyncgen-hooks.ts';
import { newMonitoringModule } from './monitoring.ts';
import { type NativeModule, nary, noArguments, unary } from './native-module.ts';
import { newOutput, newStringStream } from './own-streams.ts';
import { stdlibModuleNames } from './stdlib-names.ts';
import { TRACING_FUNCTIONS } from './tracing.ts';

const exit = nary('sys.exit', 'exit', 0, 1, (vm, [status = null]) => {
  const data = status instanceof Ref ? vm.read(status) : null;
  const args = data?.kind === 'tuple' ? data.items : status === null ? [] : [status];
  const exception = vm.call(TYPES.SystemExit, args) as Ref;
  chainContext(vm, exception);
  throw new PyRaise(exception);
});

/** The Python frame `depth` below the running one. */
function frameAt(vm: Operations, depth: number): Ref | null {
  let ref: Ref | null = vm.callerFrame();
  let left = depth;
  while (ref !== null) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && left-- === 0) return ref;
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  return null;
}

function intArgument(vm: Operations, v: Value): number {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  return Number(n);
}

const depthOf = (vm: Operations, v: Value): number => Math.max(0, intArgument(vm, v));

const getFrame = nary('sys._getframe', '_getframe', 0, 1, (vm, [depth = 0]) => {
  const found = frameAt(vm, depthOf(vm, depth));
  if (found === null) throw raise(vm, 'ValueError', 'call stack is not deep enough');
  return found;
});

const getFrameModuleName: Builtin = (vm, args, keywords) => {
  const frame = frameAt(vm, depthOf(vm, args[0] ?? keywords?.get('depth') ?? 0));
  const data = frame === null ? null : vm.read(frame);
  const func = data?.kind === 'frame' && data.func !== null ? vm.read(data.func) : null;
  return func?.kind === 'function' ? func.module : null;
};

const exceptionInfo = noArguments('sys.exc_info', (vm) => {
  const handled = vm.handled();
  if (handled === null) return newTuple(vm, [null, null, null]);
  const data = vm.read(handled);
  return newTuple(vm, [data.cls, handled, data.kind === 'exception' ? data.traceback : null]);
});

const setRecursionLimit = unary('sys.setrecursionlimit', (vm, v) => {
  const { world, registers } = vm as Machine;
  const limit = depthOf(vm, v);
  if (limit < 1) throw raise(vm, 'ValueError', 'recursion limit must be greater or equal than 1');
  // Of the frames of the lane nothing is known here, which count as well.
  if (limit < world.recursionLimit) throw new ModelError('a recursion limit below that of the run is not modelled');
  registers.recursionLimit = limit;
  return null;
});

/** `_PySys_SetFlagObj`. */
function setFlag(vm: Operations, name: string, value: Value): void {
  const sys = (vm as Machine).registers.modules['sys'];
  const module = sys === undefined ? undefined : vm.read(sys);
  const flags = module?.kind === 'module' ? dictGetName(vm, module.dict, 'flags') : undefined;
  const data = flags instanceof Ref ? vm.read(flags) : undefined;
  if (data?.kind === 'record' && data.type === 'sys.flags') dictSetName(vm, data.attrs as Ref, name, value);
}

const setMaxDigits: Builtin = (vm, args, keywords) => {
  const signature = { name: 'set_int_max_str_digits', names: ['maxdigits'], required: 1 };
  const digits = intArgument(vm, bindArguments(vm, signature, args, keywords)[0] as Value);
  if (digits !== 0 && digits < LEAST_MAX_DIGITS) throw raise(vm, 'ValueError', TEXTS[vm.version].leastDigits);
  (vm as Machine).registers.maxDigits = digits;
  if (ROWS[vm.version].flagsFollowDigits) setFlag(vm, 'int_max_str_digits', digits);
  return null;
};

/** What `dataclasses` takes away from a class that it makes again with slots. */
function clearTypeDescriptors(vm: Operations, v: Value): null {
  if (!isType(vm, v)) {
    const text = `_clear_type_descriptors() argument 1 must be type, not ${typeName(vm, v)}`;
    throw raise(vm, 'TypeError', text);
  }
  if (v.id < 0) throw raise(vm, 'TypeError', 'argument is immutable');
  for (const name of ['__dict__', '__weakref__']) dictDeleteName(vm, typeData(vm, v).dict, name);
  vm.typesChanged();
  return null;
}

const FUNCTIONS: BuiltinTable = {
  excepthook: nary('sys.excepthook', 'excepthook', 3, 3, (vm, [, value = null]) => vm.native('thread.report', [value])),
  exit,
  intern: unary('sys.intern', (vm, v) => {
    strArgument(vm, 'intern', v);
    return v;
  }),
  exc_info: exceptionInfo,
  exception: noArguments('sys.exception', (vm) => vm.handled()),
  setrecursionlimit: setRecursionLimit,
  getrecursionlimit: noArguments('sys.getrecursionlimit', (vm) => recursionLimit(vm as Machine)),
  get_int_max_str_digits: noArguments('sys.get_int_max_str_digits', (vm) => (vm as Machine).registers.maxDigits),
  set_int_max_str_digits: setMaxDigits,
  getdefaultencoding: noArguments('sys.getdefaultencoding', () => 'utf-8'),
  getfilesystemencoding: noArguments('sys.getfilesystemencoding', () => 'utf-8'),
  getfilesystemencodeerrors: noArguments('sys.getfilesystemencodeerrors', () => 'surrogateescape'),
  _getframe: getFrame,
  _clear_type_descriptors: unary('sys._clear_type_descriptors', clearTypeDescriptors),
  _getframemodulename: getFrameModuleName,
  ...TRACING_FUNCTIONS,
  ...ASYNCGEN_FUNCTIONS,
  // Nobody listens.
  audit: () => null,
  is_finalizing: noArguments('sys.is_finalizing', () => false),
};

function versionInfo(vm: Machine): Ref {
  const release = vm.world.build.name.split(' ')[0] ?? '';
  const [, major, minor, micro, level, serial] = /^(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?/.exec(release) ?? [];
  const levels: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', rc: 'candidate' };
  const items = [
    Number(major),
    Number(minor),
    Number(micro),
    level === undefined ? 'final' : (levels[level] ?? level),
    Number(serial ?? 0),
  ];
  return vm.alloc({ kind: 'tuple', cls: TYPES['sys.version_info'], items, attrs: null });
}

/** `sys.hash_info`. */
function hashInfo(vm: Machine): Ref {
  const { bits, hashModulus, stringHash } = vm.world.build;
  const items: Value[] = [
    bits,
    normalizeInt(hashModulus),
    314159,
    0,
    1000003,
    stringHash,
    bits,
    bits === 64 ? 128 : 64,
    0,
  ];
  return vm.alloc({ kind: 'tuple', cls: TYPES['sys.hash_info'], items, attrs: null });
}

/** `sys.float_info`: IEEE 754 doubles. */
function floatInfo(vm: Machine): Ref {
  const f = (n: number): Value => new PyFloat(n);
  const items = [f(Number.MAX_VALUE), 1024, 308, f(2 ** -1022), -1021, -307, 15, 53, f(Number.EPSILON), 2, 1];
  return vm.alloc({ kind: 'tuple', cls: TYPES['sys.float_info'], items, attrs: null });
}

/** `sys.int_info`: digits of 30 bits. */
function intInfo(vm: Machine): Ref {
  return vm.alloc({ kind: 'tuple', cls: TYPES['sys.int_info'], items: [30, 4, 4300, 640], attrs: null });
}

/** `sys.implementation`: a namespace. */
function implementation(vm: Machine): Ref {
  return newNamespace(vm, [
    ['name', 'cpython'],
    ['version', versionInfo(vm)],
  ]);
}

const FLAGS = [
  'debug',
  'inspect',
  'interactive',
  'optimize',
  'dont_write_bytecode',
  'no_user_site',
  'no_site',
  'ignore_environment',
  'verbose',
  'bytes_warning',
  'quiet',
  'hash_randomization',
  'isolated',
  'utf8_mode',
  'warn_default_encoding',
] as const;

function flags(vm: Machine): Ref {
  const attrs = newDict(vm);
  for (const name of FLAGS) dictSetName(vm, attrs, name, 0);
  dictSetName(vm, attrs, 'dev_mode', false);
  dictSetName(vm, attrs, 'safe_path', false);
  dictSetName(vm, attrs, 'int_max_str_digits', MAX_DIGITS);
  if (ROWS[vm.version].threadsInheritContext) {
    dictSetName(vm, attrs, 'thread_inherit_context', 0);
    dictSetName(vm, attrs, 'context_aware_warnings', 0);
  }
  return vm.alloc({ kind: 'record', cls: TYPES['sys.flags'], type: 'sys.flags', slots: [], numbers: [], attrs });
}

export const SYS_MODULE: NativeModule = {
  functions: FUNCTIONS,
  since: { _clear_type_descriptors: '3.14' },
  values(vm) {
    const modules = newDict(vm);
    for (const [name, module] of Object.entries(vm.registers.modules)) dictSetName(vm, modules, name, module);
    const { argv, build } = vm.world;
    return {
      argv: newList(vm, [...argv]),
      modules,
      monitoring: newMonitoringModule(vm),
      maxsize: build.maxsize,
      maxunicode: 0x10ffff,
      byteorder: 'little',
      platform: build.name.endsWith('native') ? 'linux' : 'emscripten',
      version_info: versionInfo(vm),
      hash_info: hashInfo(vm),
      float_info: floatInfo(vm),
      int_info: intInfo(vm),
      float_repr_style: 'short',
      implementation: implementation(vm),
      flags: flags(vm),
      warnoptions: newList(vm, []),
      stdlib_module_names: newFrozenSet(vm, stdlibModuleNames(vm.version)),
      builtin_module_names: newRecord(vm, 'hollow', ['sys.builtin_module_names']),
      stdout: newOutput(vm),
      stderr: newStringStream(vm, ''),
      stdin: newStringStream(vm, vm.world.stdin),
    };
  },
};

/** A stream of `sys` as the program has it now; undefined where it was deleted. */
export function currentStream(vm: Operations, name: 'stdout' | 'stdin'): Value | undefined {
  const sys = vm.module('sys');
  const data = sys === null ? null : vm.read(sys);
  return data?.kind === 'module' ? dictGetName(vm, data.dict, name) : undefined;
}
