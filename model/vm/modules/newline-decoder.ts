/**
 * `_io.IncrementalNewlineDecoder` (Modules/_io/textio.c) as a program makes it. Slots: the decoder, or None for text, and `errors`; numbers: translate, a `\r` is held back, the line ends
 * that were met.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { integerAsking } from '../protocol/sequences.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { recordData } from './extension.ts';
import { bytesValue } from './io-bytes.ts';
import { callOn, type Io, ioMethods } from './io-call.ts';
import { decodeLines, newDecoder, seenLines } from './text-decoder.ts';

const TYPE = '_io.IncrementalNewlineDecoder';
const TRANSLATE = 0;
const HELD = 1;
const SEEN = 2;

function decoderOf(vm: Operations, self: Slot): Value {
  const decoder = recordData(vm, self).slots[0];
  if (decoder === undefined) throw raise(vm, 'ValueError', 'IncrementalNewlineDecoder.__init__() not called');
  return decoder;
}

const number = (vm: Operations, self: Slot, i: number): number => recordData(vm, self).numbers[i] ?? 0;

/** Inputs: self, input, final. */
const DECODE: Algorithm = {
  name: 'newline_decode',
  run: (vm, [self, input = null, final], _vars, ask) => {
    const io: Io = { vm, ask, direct: false };
    const last = final !== undefined && truthAsking(vm, final, ask);
    const decoder = decoderOf(vm, self);
    const output = decoder === null ? input : callOn(io, decoder, 'decode', input, last);
    const text = asStr(vm, output);
    if (text === undefined)
      throw raise(vm, 'TypeError', `decoder should return a string result, not '${typeName(vm, output)}'`);
    const state = { ...newDecoder(), cr: number(vm, self, HELD) === 1, seen: number(vm, self, SEEN) };
    const lines = decodeLines(state, number(vm, self, TRANSLATE) === 1, text, last);
    vm.setNumberAt(self as Ref, 'numbers', HELD, state.cr ? 1 : 0);
    vm.setNumberAt(self as Ref, 'numbers', SEEN, state.seen);
    return lines;
  },
};

function getState(io: Io, self: Ref): Value {
  const { vm } = io;
  const decoder = decoderOf(vm, self);
  const held = number(vm, self, HELD);
  if (decoder === null) return newTuple(vm, [bytesValue(vm, ''), held]);
  const [buffer = null, flags = 0] = asKind(vm, callOn(io, decoder, 'getstate'), 'tuple')?.items ?? [];
  return newTuple(vm, [buffer, Number(integerAsking(vm, flags, io.ask)) * 2 + held]);
}

function setState(io: Io, self: Ref, given: Value): null {
  const { vm } = io;
  const items = asKind(vm, given, 'tuple')?.items;
  if (items === undefined) throw raise(vm, 'TypeError', 'state argument must be a tuple');
  const [buffer = null, flag = 0] = items;
  const flags = Number(integerAsking(vm, flag as Value, io.ask));
  const decoder = decoderOf(vm, self);
  if (decoder !== null) callOn(io, decoder, 'setstate', newTuple(vm, [buffer as Value, Math.floor(flags / 2)]));
  vm.setNumberAt(self, 'numbers', HELD, flags & 1);
  return null;
}

const { algorithm, builtins } = ioMethods(TYPE, {
  getstate: [0, 0, getState],
  setstate: [1, 1, (io, self, [state]) => setState(io, self, state as Value)],
  reset: [
    0,
    0,
    (io, self) => {
      const decoder = decoderOf(io.vm, self);
      if (decoder !== null) callOn(io, decoder, 'reset');
      io.vm.setNumberAt(self, 'numbers', HELD, 0);
      io.vm.setNumberAt(self, 'numbers', SEEN, 0);
      return null;
    },
  ],
});

/** Inputs: self, decoder, translate, errors. */
const INIT: Algorithm = {
  name: 'newline_init',
  run: (vm, [selfSlot, decoder, translate, errors = 'strict'], _vars, ask) => {
    const self = selfSlot as Ref;
    const translates = truthAsking(vm, translate as Value, ask);
    vm.setAt(self, 'slots', 0, decoder);
    vm.setAt(self, 'slots', 1, errors);
    vm.setNumberAt(self, 'numbers', TRANSLATE, translates ? 1 : 0);
    return null;
  },
};

const decode: Builtin = (vm, [self, ...args], keywords) =>
  replay(vm, DECODE, [
    self,
    ...bindArguments(vm, { name: 'decode', names: ['input', 'final'], required: 1 }, args, keywords),
  ]);

export const NEWLINE_ALGORITHMS: readonly Algorithm[] = [algorithm, DECODE, INIT];
export const NEWLINE_BUILTINS: BuiltinTable = {
  ...builtins,
  [`${TYPE}.__init__`]: (vm, [self, ...args], keywords) => {
    const names = ['decoder', 'translate', 'errors'];
    const bound = bindArguments(vm, { name: 'IncrementalNewlineDecoder', names, required: 2 }, args, keywords);
    return replay(vm, INIT, [self, ...bound]);
  },
  [`${TYPE}.decode`]: decode,
  [`${TYPE}.newlines`]: (vm, [self]) => seenLines(vm, number(vm, self, SEEN)),
};
