/**
 * Making a VM for a program: its code loaded, its constants allocated, its module's frame pushed.
 * @module
 */

import type { CodeObject } from '../code/code-object.ts';
import { newMonitoring } from '../monitoring/instrumentation.ts';
import { quirksOf } from '../quirks.ts';
import { type RandomSchedule, type Schedule, schedulerOf } from '../threads/schedule.ts';
import { PROFILES } from '../versions.ts';
import { BUILTIN_NAMES, BUILTINS, NATIVES } from './builtins/index.ts';
import type { ToolHost } from './dispatch.ts';
import { NEW_FILES } from './files/file-tree.ts';
import { pushFunctionFrame } from './frame.ts';
import { INSTRUCTIONS } from './instructions/index.ts';
import { VM_NATIVES } from './instructions/natives.ts';
import { loadCode, moduleFunction } from './load-code.ts';
import type { Machine } from './machine.ts';
import { MODULE_NEXTS } from './modules/index.ts';
import { MAX_DIGITS } from './objects/int-text.ts';
import { TYPES } from './objects/types.ts';
import type { BuildFacts } from './operations.ts';
import { dictSetName, newDict } from './protocol/dict-table.ts';
import type { CompileText, FindModule, Proposal, Registers, World } from './state.ts';
import { newThreadState } from './threads.ts';
import { ModelError, type Ref } from './value.ts';

/** How a program is run, beside its code. */
export interface ProgramSetting {
  readonly build: BuildFacts;
  /** `sys.argv` without its first member. */
  readonly argv?: readonly string[];
  readonly stdin?: string;
  readonly recursionLimit?: number;
  /** Proposed interfaces that the interpreter has. */
  readonly proposals?: readonly Proposal[];
  /** The events of the library's code are told too. */
  readonly watchesLibrary?: boolean;
  /** When threads change; without it, only where one blocks or ends. */
  readonly schedule?: Schedule | RandomSchedule;
  /** Modules beside the builtin ones; without it there are none. */
  readonly findModule?: FindModule;
  /** Text to code, for `eval` and `exec`; without it they are not modelled. */
  readonly compileText?: CompileText;
}

const NATIVE_MAP = new Map(Object.entries({ ...NATIVES, ...VM_NATIVES }));
const BUILTIN_MAP = new Map(Object.entries(BUILTINS));
const NEXT_MAP = new Map(Object.entries(MODULE_NEXTS));
const DEFAULT_RECURSION_LIMIT = 1000;

const noCompiler: CompileText = () => {
  throw new ModelError('eval(), exec() and compile() of text need a CPython that compiles it');
};

/** The world of a program of one version. Code is loaded into it by `loadCode`. */
export function newWorld(code: CodeObject, setting: ProgramSetting): World {
  return {
    profile: PROFILES[code.python],
    build: setting.build,
    quirks: quirksOf(setting.build.name.split(' ')[0] ?? ''),
    proposals: new Set(setting.proposals),
    codes: [],
    preparedCodes: 0,
    instructions: INSTRUCTIONS,
    natives: NATIVE_MAP,
    builtins: BUILTIN_MAP,
    builtinNames: BUILTIN_NAMES[code.python],
    nexts: NEXT_MAP,
    recursionLimit: setting.recursionLimit ?? DEFAULT_RECURSION_LIMIT,
    watchesLibrary: setting.watchesLibrary === true,
    findModule: setting.findModule ?? (() => null),
    compileText: setting.compileText ?? noCompiler,
    argv: [code.filename, ...(setting.argv ?? [])],
    stdin: setting.stdin ?? '',
    scheduler: setting.schedule === undefined ? null : schedulerOf(setting.schedule),
  };
}

/** Registers of a VM before its first frame. */
export function newRegisters(): Registers {
  return {
    thread: 0,
    threads: [newThreadState()],
    monitoring: newMonitoring(),
    tools: [],
    out: '',
    nextId: 1,
    nextFrame: 1,
    finalizables: 0,
    deletables: [],
    abcVersion: 0,
    tracking: false,
    modules: {},
    outcome: null,
    ending: 'no',
    mainException: null,
    switchPoints: 0,
    opcodesTraced: false,
    recursionLimit: 0,
    maxDigits: MAX_DIGITS,
    choices: [],
    clock: 0,
    files: NEW_FILES,
    steps: 0,
  };
}

/** A tool host without tools. */
export const NO_TOOLS: ToolHost = { callback: () => false };

/** After a program has ended: pushes the frame of more code in the same namespace. `setUp` is called before: that code is not executing yet. */
export function continueProgram(vm: Machine, code: CodeObject, globals: Ref, setUp: () => void): void {
  vm.registers.outcome = null;
  const loaded = loadCode(vm, code, 'program');
  setUp();
  pushFunctionFrame(vm, moduleFunction(vm, loaded, globals, '__main__'), [], null, true, null);
}

/** Makes `__main__` and pushes the frame of its code. `setUp` is called in between: no code is executing yet. */
export function startProgram(vm: Machine, code: CodeObject, setUp: () => void = () => undefined): Ref {
  const loaded = loadCode(vm, code, 'program');
  setUp();
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
    initializing: false,
    partial: false,
    state: [],
  });
  pushFunctionFrame(vm, moduleFunction(vm, loaded, globals, '__main__'), [], null, true, null);
  return globals;
}
