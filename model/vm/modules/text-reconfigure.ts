/**
 * `TextIOWrapper.reconfigure` (`_io_TextIOWrapper_reconfigure_impl` of Modules/_io/textio.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { codecOf } from '../objects/codec-names.ts';
import type { Builtin, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import type { Ref, Slot } from '../value.ts';
import { unsupported } from './io-base.ts';
import { callOn, type Io, isPlainFile } from './io-call.ts';
import { checkNewline, encodingOf, textOrNone } from './text-init.ts';
import { TextState } from './text-state.ts';

const NAMES = ['encoding', 'errors', 'newline', 'line_buffering', 'write_through'];
const TOO_LATE = 'It is not possible to set the encoding or newline of stream after the first read';

/** `convert_optional_bool`. */
function optionalTruth(vm: Operations, v: Slot, kept: number, ask: Ask): number {
  if (v === undefined || v === null) return kept;
  return truthAsking(vm, v, ask) ? 1 : 0;
}

/** Inputs: self, what `NAMES` says. */
const RECONFIGURE: Algorithm = {
  name: 'text_reconfigure',
  run: (vm, [selfSlot, encodingGiven, errorsGiven, newlineGiven, buffers, through], _vars, ask) => {
    const self = selfSlot as Ref;
    const io: Io = { vm, ask, direct: isPlainFile(vm, self) };
    const asked = textOrNone(vm, 'reconfigure', 'encoding', encodingGiven);
    const errors = textOrNone(vm, 'reconfigure', 'errors', errorsGiven);
    const before = new TextState(io, self);
    const changes = asked !== undefined || errors !== undefined || newlineGiven !== undefined;
    if (before.decoded !== undefined && changes) throw unsupported(vm, TOO_LATE);
    const newline = checkNewline(vm, 'reconfigure', newlineGiven);
    const lineBuffering = optionalTruth(vm, buffers, before.n.lineBuffering, ask);
    const writeThrough = optionalTruth(vm, through, before.n.writeThrough, ask);
    callOn(io, self, 'flush');
    const state = new TextState(io, self);
    if (newlineGiven !== undefined) state.newline = newline;
    if (changes) {
      const encoding = asked === undefined ? state.encoding : encodingOf(vm, asked);
      codecOf(vm, encoding);
      state.errors = errors ?? (asked === undefined ? state.errors : 'strict');
      state.encoding = encoding;
      state.resetDecoder();
    }
    state.n.lineBuffering = lineBuffering;
    state.n.writeThrough = writeThrough;
    state.save();
    return null;
  },
};

export const reconfigure: Builtin = (vm, [self, ...args], keywords) =>
  replay(vm, RECONFIGURE, [
    self,
    ...bindArguments(vm, { name: 'reconfigure', names: NAMES, positional: 0 }, args, keywords),
  ]);

export const RECONFIGURE_ALGORITHMS: readonly Algorithm[] = [RECONFIGURE];
