/**
 * `eval`, `exec`, `compile`: text is compiled by the world, and runs as a file of its own beside the program (Python/bltinmodule.c).
 * @module
 */

import { CO_FAST_FREE } from '../../code/code-object.ts';
import { loadCode, moduleFunction } from '../load-code.ts';
import type { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import { between, bindArguments, noKeywords } from '../objects/arguments.ts';
import { bytesIn } from '../objects/buffer.ts';
import { isMapping } from '../objects/class-build.ts';
import { decodeBytes } from '../objects/codecs.ts';
import { initException, newBare } from '../objects/exception-init.ts';
import { chainContext, exceptionData, raise, setMember } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { EXCEPTION_TYPES, type ExceptionName } from '../objects/type-table.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { builtinsOf } from '../protocol/builtins-namespace.ts';
import { dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { codeValue, frameLocals } from '../protocol/runtime-members.ts';
import type { PlainArgument, TextError } from '../state.ts';
import { ModelError, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { ensureNative } from './import.ts';

type Mode = 'exec' | 'eval' | 'single';

/** The exception that CPython's compiler raised, made anew. */
function compileError(vm: Operations, { type, args, members }: TextError): PyRaise {
  const cls = TYPES[type in EXCEPTION_TYPES ? (type as ExceptionName) : 'SyntaxError'];
  const exception = newBare(
    vm,
    cls,
    args.map((arg) => argumentValue(vm, arg)),
  );
  initException(vm, exception, exceptionData(vm, exception).args as readonly Value[], null);
  for (const [name, value] of Object.entries(members)) setMember(vm, exception, name, argumentValue(vm, value));
  chainContext(vm, exception);
  return new PyRaise(exception);
}

function argumentValue(vm: Operations, arg: PlainArgument): Value {
  return arg === null || typeof arg !== 'object'
    ? arg
    : newTuple(
        vm,
        arg.map((item) => argumentValue(vm, item)),
      );
}

function compileText(vm: Machine, text: string, filename: string, mode: Mode): LoadedCode {
  const compiled = vm.world.compileText(text, filename, mode);
  if ('error' in compiled) throw compileError(vm, compiled);
  const caller = vm.read(vm.callerFrame());
  const library = caller.kind === 'frame' && caller.code.place === 'library';
  return loadCode(vm, compiled, library ? 'library' : 'beside');
}

function codeOf(vm: Machine, name: 'eval' | 'exec', source: Value): LoadedCode {
  const code = asKind(vm, source, 'code');
  if (code !== undefined) return code.code;
  const text = sourceText(vm, source);
  if (text === undefined) throw raise(vm, 'TypeError', `${name}() arg 1 must be a string, bytes or code object`);
  return compileText(vm, name === 'eval' ? text.replace(/^[ \t]+/, '') : text, '<string>', name);
}

/** Source given as text or as bytes of UTF-8; undefined for anything else. */
function sourceText(vm: Operations, source: Slot): string | undefined {
  const bytes = bytesIn(vm, source);
  if (bytes === undefined) return asStr(vm, source);
  const text = decodeBytes(vm, source as Ref, bytes, 'utf-8', 'replace');
  if (/coding[:=]|\ufffd/.test(text)) throw new ModelError('source as bytes of another encoding is not modelled');
  return text.replace(/^\ufeff/, '');
}

/** `globals` must be a dict and `locals` a mapping, in the order in which each function looks. */
function checkNamespaces(vm: Operations, name: 'eval' | 'exec', globals: Value, names: Value): void {
  const plain = asKind(vm, globals, 'dict') !== undefined;
  const kinds = TEXTS[vm.version].globalsKinds;
  const type = (v: Value): string => (v === null ? 'NoneType' : typeName(vm, v));
  if (name === 'exec') {
    if (!plain) throw raise(vm, 'TypeError', `exec() globals must be ${kinds}, not ${type(globals)}`);
    if (!isMapping(vm, names)) throw raise(vm, 'TypeError', `locals must be a mapping or None, not ${type(names)}`);
    return;
  }
  if (names !== globals && !isMapping(vm, names)) throw raise(vm, 'TypeError', 'locals must be a mapping');
  if (plain) return;
  const hint = isMapping(vm, globals) ? '; try eval(expr, {}, mapping)' : '';
  throw raise(vm, 'TypeError', `globals must be ${hint === '' ? kinds : kinds.replace('dict', 'real dict')}${hint}`);
}

/** Runs code; `eval` gives what it returns, `exec` None. Slots: function, namespace. Vars: name. */
const RUN_TEXT: Native = {
  start: (vm, { slots }) => ({ result: vm.runCode(slots[0] as Ref, slots[1] as Ref), then: 'returned' }),
  phases: {
    returned: (_vm, { vars }, value) => ({ done: vars['name'] === 'exec' ? null : (value as Value) }),
  },
};

function runner(name: 'eval' | 'exec'): Builtin {
  return (vm, args, keywords) => {
    const [source, given = null, names = null, cells] = argumentsOf(vm, name, args, keywords);
    const machine = vm as Machine;
    const caller = vm.read(vm.callerFrame());
    if (caller.kind !== 'frame') throw new ModelError('no calling frame');
    const globals = given === null ? caller.globals : (given as Ref);
    const namespace = names === null ? (given === null ? frameLocals(vm, vm.callerFrame()) : globals) : (names as Ref);
    checkNamespaces(vm, name, globals, namespace);
    const closure = closureOf(vm, name, source as Value, cells);
    if (dictGetName(vm, globals, '__builtins__') === undefined)
      dictSetName(vm, globals, '__builtins__', builtinsOf(machine, caller.globals, ensureNative(machine, 'builtins')));
    const own = dictGetName(vm, globals, '__name__') ?? null;
    const func = moduleFunction(machine, codeOf(machine, name, source as Value), globals, own, closure);
    return vm.native('run_text', [func, namespace], { name });
  };
}

function argumentsOf(
  vm: Operations,
  name: 'eval' | 'exec',
  args: readonly Value[],
  keywords: Keywords | null,
): readonly Slot[] {
  const { namespacesByName } = ROWS[vm.version];
  const names = namespacesByName ? ['', 'globals', 'locals'] : ['', '', ''];
  if (name === 'exec')
    return bindArguments(vm, { name, names: [...names, 'closure'], positional: 3, required: 1 }, args, keywords);
  if (namespacesByName) return bindArguments(vm, { name, names, required: 1 }, args, keywords);
  noKeywords(vm, name, keywords);
  between(vm, name, args, 1, 3);
  return args;
}

/** The cells that code with free variables is given; `exec` alone takes them. */
function closureOf(vm: Operations, name: 'eval' | 'exec', source: Value, closure: Slot): Ref | null {
  const code = asKind(vm, source, 'code')?.code.code;
  const given = closure ?? null;
  if (code === undefined) {
    if (given !== null) throw raise(vm, 'TypeError', 'closure can only be used when source is a code object');
    return null;
  }
  const free = code.localspluskinds.filter((kind) => (kind & CO_FAST_FREE) !== 0).length;
  if (name === 'eval') {
    if (free === 0) return null;
    throw raise(vm, 'TypeError', 'code object passed to eval() may not contain free variables');
  }
  if (free === 0) {
    if (given !== null) throw raise(vm, 'TypeError', 'cannot use a closure with this code object');
    return null;
  }
  const cells = given instanceof Ref && vm.read(given).cls === TYPES.tuple ? asKind(vm, given, 'tuple')?.items : [];
  if (cells?.length !== free || !cells.every((cell) => asKind(vm, cell, 'cell') !== undefined))
    throw raise(vm, 'TypeError', `code object requires a closure of exactly length ${free}`);
  return given as Ref;
}

const compile: Builtin = (vm, args, keywords) => {
  const names = ['source', 'filename', 'mode', 'flags', 'dont_inherit', 'optimize'];
  const [source, filename, mode] = bindArguments(vm, { name: 'compile', names, required: 3 }, args, keywords);
  const file = asStr(vm, filename);
  if (file === undefined) {
    if (asKind(vm, filename, 'bytes') !== undefined || lookupSpecial(vm, filename as Value, '__fspath__') !== undefined)
      throw new ModelError('compile() with a filename that is no text is not modelled');
    const type = filename === null ? 'NoneType' : typeName(vm, filename as Value);
    throw raise(vm, 'TypeError', `expected str, bytes or os.PathLike object, not ${type}`);
  }
  const kind = asStr(vm, mode);
  if (kind !== 'exec' && kind !== 'eval' && kind !== 'single')
    throw raise(vm, 'ValueError', "compile() mode must be 'exec', 'eval' or 'single'");
  const text = sourceText(vm, source);
  if (text === undefined) throw raise(vm, 'TypeError', 'compile() arg 1 must be a string, bytes or AST object');
  const code = compileText(vm as Machine, text, file, kind);
  return codeValue(code);
};

export const TEXT_BUILTINS: BuiltinTable = { compile, eval: runner('eval'), exec: runner('exec') };
export const TEXT_NATIVES: NativeTable = { run_text: RUN_TEXT };
