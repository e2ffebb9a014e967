/**
 * `eval`, `exec`, `compile`: text is compiled by the world, and runs as a file of its own beside the program (Python/bltinmodule.c).
 * @module
 */
import { loadCode, moduleFunction } from '../load-code.ts';
import type { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import { between, bindArguments } from '../objects/arguments.ts';
import { initException, newBare } from '../objects/exception-init.ts';
import { chainContext, exceptionData, raise, setMember } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { EXCEPTION_TYPES, type ExceptionName } from '../objects/type-table.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { codeValue, frameLocals } from '../protocol/runtime-members.ts';
import type { PlainArgument, TextError } from '../state.ts';
import { ModelError, PyRaise, type Ref, type Value } from '../value.ts';

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
  const text = asStr(vm, source);
  if (text === undefined) throw raise(vm, 'TypeError', `${name}() arg 1 must be a string, bytes or code object`);
  return compileText(vm, name === 'eval' ? text.replace(/^[ \t]+/, '') : text, '<string>', name);
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
    const [source, given = null, names = null] = argumentsOf(vm, name, args, keywords) as readonly Value[];
    const machine = vm as Machine;
    const caller = vm.read(vm.callerFrame());
    if (caller.kind !== 'frame') throw new ModelError('no calling frame');
    const globals = given === null ? caller.globals : (given as Ref);
    const namespace = names === null ? (given === null ? frameLocals(vm, vm.callerFrame()) : globals) : (names as Ref);
    if (asKind(vm, globals, 'dict') === undefined) {
      throw raise(vm, 'TypeError', `${name}() globals must be a dict, not ${typeName(vm, globals)}`);
    }
    if (dictGetName(vm, globals, '__builtins__') === undefined) dictSetName(vm, globals, '__builtins__', null);
    const own = dictGetName(vm, globals, '__name__') ?? null;
    const func = moduleFunction(machine, codeOf(machine, name, source as Value), globals, own);
    return vm.native('run_text', [func, namespace], { name });
  };
}

function argumentsOf(
  vm: Operations,
  name: string,
  args: readonly Value[],
  keywords: Keywords | null,
): readonly unknown[] {
  // Names of the parameters are positional only before 3.13.
  if (keywords === null || keywords.size === 0) {
    between(vm, name, args, 1, 3);
    return args;
  }
  return bindArguments(vm, { name, names: ['', 'globals', 'locals'], required: 1 }, args, keywords);
}

const compile: Builtin = (vm, args, keywords) => {
  const names = ['source', 'filename', 'mode', 'flags', 'dont_inherit', 'optimize'];
  const [source, filename, mode] = bindArguments(vm, { name: 'compile', names, required: 3 }, args, keywords);
  const text = asStr(vm, source);
  const kind = asStr(vm, mode);
  if (text === undefined) throw new ModelError('compile() of anything but text is not modelled');
  if (kind !== 'exec' && kind !== 'eval' && kind !== 'single')
    throw raise(vm, 'ValueError', "compile() mode must be 'exec', 'eval' or 'single'");
  const code = compileText(vm as Machine, text, asStr(vm, filename) ?? '<string>', kind);
  return codeValue(code);
};

export const TEXT_BUILTINS: BuiltinTable = { compile, eval: runner('eval'), exec: runner('exec') };
export const TEXT_NATIVES: NativeTable = { run_text: RUN_TEXT };
