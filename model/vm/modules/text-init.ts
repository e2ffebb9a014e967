/**
 * `TextIOWrapper(…)` (`_io_TextIOWrapper___init___impl` of Modules/_io/textio.c): what is asked of the buffer, and with what text is encoded.
 * @module
 */
import { codecOf } from '../objects/codec-names.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { lookupAttribute } from '../protocol/attributes.ts';
import { truthAsking } from '../protocol/compare.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { callOn, type Io, isPlainFile } from './io-call.ts';
import { TextState } from './text-state.ts';

/** Bytes that are read or written at a time. */
const CHUNK = 8192;

/** What a file is encoded with that is told no encoding. */
function localeEncoding(vm: Operations): string {
  return vm.build.bits === 64 ? 'utf-8' : ROWS[vm.version].localeEncoding;
}

/** The encoding that a name says; without one, or by the name of `locale`, the locale's. */
export const encodingOf = (vm: Operations, asked: string | undefined): string =>
  asked === undefined || asked === 'locale' ? localeEncoding(vm) : asked;

export function checkNewline(vm: Operations, func: string, newline: Slot): string | null {
  if (newline === undefined || newline === null) return null;
  const text = asStr(vm, newline);
  if (text === undefined)
    throw raise(vm, 'TypeError', `${func}() argument 'newline' must be str or None, not ${typeName(vm, newline)}`);
  if (!['', '\n', '\r', '\r\n'].includes(text)) throw raise(vm, 'ValueError', `illegal newline value: ${text}`);
  return text;
}

export function textOrNone(vm: Operations, func: string, name: string, v: Slot): string | undefined {
  if (v === undefined || v === null) return undefined;
  const text = asStr(vm, v);
  if (text === undefined)
    throw raise(vm, 'TypeError', `${func}() argument '${name}' must be str or None, not ${typeName(vm, v)}`);
  return text;
}

/** Parameters of the type. */
export const TEXT_ARGUMENTS = ['buffer', 'encoding', 'errors', 'newline', 'line_buffering', 'write_through'];

/** Inputs: self, the arguments. */
export const TEXT_INIT: Algorithm = {
  name: 'text_init',
  run: (vm, [selfSlot, buffer = null, encodingGiven, errorsGiven, newlineGiven, buffers, through], _vars, ask) => {
    const io: Io = { vm, ask, direct: isPlainFile(vm, buffer) };
    const self = selfSlot as Ref;
    const truth = (v: Slot): number => (v !== undefined && truthAsking(vm, v, ask) ? 1 : 0);
    const lineBuffering = truth(buffers);
    const writeThrough = truth(through);
    const asked = textOrNone(vm, 'TextIOWrapper', 'encoding', encodingGiven);
    const errors = textOrNone(vm, 'TextIOWrapper', 'errors', errorsGiven) ?? 'strict';
    const newline = checkNewline(vm, 'TextIOWrapper', newlineGiven);
    const encoding = encodingOf(vm, asked);
    const codec = codecOf(vm, encoding);
    const decodes = truthAsking(vm, callOn(io, buffer, 'readable'), ask);
    const encodes = truthAsking(vm, callOn(io, buffer, 'writable'), ask);
    const seekable = truthAsking(vm, callOn(io, buffer, 'seekable'), ask);
    const marks = codec === 'utf-16' || codec === 'utf-32';
    const atStart = encodes && marks && (!seekable || Number(callOn(io, buffer, 'tell')) === 0);
    const state = new TextState(io, self);
    Object.assign(state, { buffer, encoding, errors, newline, pending: '' });
    state.forgetDecoded();
    state.snapshot = undefined;
    state.resetDecoder();
    Object.assign(state.n, {
      ok: 1,
      detached: 0,
      lineBuffering,
      writeThrough,
      seekable: seekable ? 1 : 0,
      telling: seekable ? 1 : 0,
      decodes: decodes ? 1 : 0,
      encodes: encodes ? 1 : 0,
      atStart: atStart ? 1 : 0,
      chunk: CHUNK,
      hasRead1: lookupAttribute(vm, buffer as Value, 'read1', false) === undefined ? 0 : 1,
    });
    state.save();
    return null;
  },
};
