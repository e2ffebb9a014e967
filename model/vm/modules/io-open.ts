/**
 * `open` (`_io_open_impl` of Modules/_io/_iomodule.c): a raw file, a buffer on it, text on that.
 * @module
 */
import type { Machine } from '../machine.ts';
import { bindArguments, type Signature } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { callMethod, getAttr, setAttr } from '../protocol/attributes.ts';
import { internal } from '../protocol/bind-special.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { intArgument } from '../protocol/sequences.ts';
import { ModelError, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { fspathAsking } from './paths.ts';
import { warnFromC } from './warnings.ts';

const SIGNATURE: Signature = {
  name: 'open',
  names: ['file', 'mode', 'buffering', 'encoding', 'errors', 'newline', 'closefd', 'opener'],
  required: 1,
};

interface Mode {
  readonly raw: string;
  readonly binary: boolean;
  readonly updating: boolean;
  readonly writing: boolean;
}

/** What the characters of a mode say. */
function modeOf(vm: Operations, mode: string, arguments_: readonly Slot[]): Mode {
  const has = (c: string): boolean => mode.includes(c);
  const bad = [...mode].some((c, i) => !'xrwabt+'.includes(c) || mode.indexOf(c) !== i);
  if (bad) throw raise(vm, 'ValueError', `invalid mode: '${mode}'`);
  const refuse = (text: string): PyRaise => raise(vm, 'ValueError', text);
  if (has('t') && has('b')) throw refuse("can't have text and binary mode at once");
  const kinds = [...'xrwa'].filter(has);
  if (kinds.length > 1) throw refuse('must have exactly one of create/read/write/append mode');
  const names = ['encoding', 'errors', 'newline'];
  if (has('b')) {
    const i = arguments_.findIndex((v) => v !== undefined && v !== null);
    if (i >= 0)
      throw refuse(
        `binary mode doesn't take ${names[i] === 'encoding' || names[i] === 'errors' ? `an ${names[i]}` : 'a newline'} argument`,
      );
  }
  return {
    raw: kinds.join('') + (has('+') ? '+' : ''),
    binary: has('b'),
    updating: has('+'),
    writing: kinds[0] !== 'r',
  };
}

/** A str, or none. */
function checkText(vm: Operations, name: string, v: Slot): void {
  if (v === undefined || v === null || asStr(vm, v) !== undefined) return;
  throw raise(vm, 'TypeError', `open() argument '${name}' must be str or None, not ${typeName(vm, v)}`);
}

/** Warns of what is asked for in vain. */
const WARN: Ref = internal('io.warn');

/** A new object of a type of C, whose making asks nobody. */
function make(vm: Operations, type: ExtensionTypeName, args: readonly Value[]): Ref {
  const { builtins } = (vm as Machine).world;
  const create = builtins.get(`${type}.__new__`) ?? builtins.get('io.new');
  const self = create?.(vm, [TYPES[type]], null);
  if (!(self instanceof Ref)) throw new ModelError(`a ${type} is not made at once`);
  builtins.get(`${type}.__init__`)?.(vm, [self, ...args], null);
  return self;
}

/** Bytes of a buffer that nobody asked for: blocks of the file system, and since 3.14 more of them. */
function bufferSize(vm: Operations, raw: Ref): number {
  const block = Number(getAttr(vm, raw, '_blksize'));
  return ROWS[vm.version].buffersManyBlocks ? Math.max(block, ROWS[vm.version].bufferSize) : block;
}

/** Inputs: the arguments. */
const OPEN: Algorithm = {
  name: 'io_open',
  run: (vm, inputs, _vars, ask) => {
    const [file = null, mode = 'r', buffering, encoding, errors, newline, closefd, opener = null] = inputs;
    const modeText = asStr(vm, mode);
    if (modeText === undefined) {
      const found = mode === null ? 'None' : typeName(vm, mode);
      throw raise(vm, 'TypeError', `open() argument 'mode' must be str, not ${found}`);
    }
    const size = buffering === undefined ? -1 : intArgument(vm, buffering, ask);
    for (const [name, v] of [
      ['encoding', encoding],
      ['errors', errors],
      ['newline', newline],
    ] as const)
      checkText(vm, name, v);
    const closes = closefd === undefined || truthAsking(vm, closefd, ask);
    const path = asInt(vm, file) === undefined ? fspathAsking(vm, file, ask) : file;
    const how = modeOf(vm, modeText, [encoding, errors, newline]);
    if (how.binary && size === 1) ask(WARN, []);
    const rawArguments = [path, how.raw, closes];
    const raw =
      opener === null
        ? make(vm, '_io.FileIO', rawArguments)
        : (ask(TYPES['_io.FileIO'], [...rawArguments, opener]) as Ref);
    return layered(vm, raw, how, modeText, size, [encoding, errors, newline]);
  },
};

/** What stands on the raw file. It is closed where that is not made. */
function layered(
  vm: Operations,
  raw: Ref,
  how: Mode,
  mode: string,
  asked: number,
  textArguments: readonly Slot[],
): Ref {
  let top = raw;
  try {
    const buffering = asked < 0 || (asked === 1 && how.binary) ? bufferSize(vm, raw) : asked;
    if (buffering === 0) {
      if (!how.binary) throw raise(vm, 'ValueError', "can't have unbuffered text I/O");
      return raw;
    }
    const type = how.updating ? 'BufferedRandom' : how.writing ? 'BufferedWriter' : 'BufferedReader';
    const size = asked === 1 ? bufferSize(vm, raw) : buffering;
    top = make(vm, `_io.${type}`, [raw, size]);
    if (how.binary) return top;
    top = make(vm, '_io.TextIOWrapper', [top, ...textArguments.map((v) => v ?? null), asked === 1]);
    setAttr(vm, top, 'mode', mode);
    return top;
  } catch (e) {
    if (e instanceof PyRaise) callMethod(vm, top, 'close', []);
    throw e;
  }
}

const open: Builtin = (vm, args, keywords) => replay(vm, OPEN, bindArguments(vm, SIGNATURE, args, keywords));

/** `io.open_code`. */
export const openCode: Builtin = (vm, args, keywords) => {
  const [path] = bindArguments(vm, { name: 'open_code', names: ['path'], required: 1 }, args, keywords);
  return replay(vm, OPEN, [path, 'rb', undefined, undefined, undefined, undefined, undefined, undefined]);
};

export const IO_OPEN_ALGORITHMS: readonly Algorithm[] = [OPEN];
export const IO_OPEN_BUILTINS: BuiltinTable = {
  open,
  'io.warn': (vm) =>
    warnFromC(
      vm,
      TYPES.RuntimeWarning,
      "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
    ),
};
