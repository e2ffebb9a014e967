/**
 * `print`, `input`.
 * @module
 */
import type { Machine } from '../machine.ts';
import { isOwnOutput } from '../modules/own-streams.ts';
import { nextLine } from '../modules/string-io.ts';
import { currentStream } from '../modules/sys.ts';
import { between, noKeywords, unexpectedKeyword } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { isQuestion, noAnswers } from '../protocol/replay.ts';
import { str, strAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Value } from '../value.ts';
import { ensureNative } from './import.ts';

const KEYWORDS: ReadonlySet<string> = new Set(['sep', 'end', 'file', 'flush']);

function separator(vm: Operations, name: string, v: Value | undefined, missing: string): string {
  if (v === undefined || v === null) return missing;
  const s = asStr(vm, v);
  if (s !== undefined) return s;
  throw raise(vm, 'TypeError', `${name} must be None or a string, not ${typeName(vm, v)}`);
}

const print: Builtin = (vm, args, keywords) => {
  for (const key of keywords?.keys() ?? []) {
    if (!KEYWORDS.has(key)) throw unexpectedKeyword(vm, 'print', key, [...KEYWORDS]);
  }
  const file = keywords?.get('file') ?? currentStream(vm, 'stdout') ?? null;
  const sep = separator(vm, 'sep', keywords?.get('sep'), ' ');
  const end = separator(vm, 'end', keywords?.get('end'), '\n');
  if (file !== null && !isOwnOutput(vm, file)) {
    const flush = keywords?.get('flush') ?? false;
    return vm.native('print_to', [file, ...args, flush], { sep, end, next: 0 });
  }
  for (let i = 0; i < args.length; i++) {
    const text = textAtOnce(vm, args[i] as Value);
    if (text === undefined) return vm.native('print', [...args.slice(i)], { sep, end, first: i === 0, next: 0 });
    vm.write(i === 0 ? text : sep + text);
  }
  vm.write(end);
  return null;
};

function textAtOnce(vm: Operations, v: Value): string | undefined {
  try {
    return strAsking(vm, v, noAnswers);
  } catch (e) {
    if (isQuestion(e)) return undefined;
    throw e;
  }
}

/** To stdout. Slots: the arguments left. Vars: sep, end, first (nothing was written before), next. */
const PRINT: Native = {
  start: printNext,
  phases: {
    text: (vm, self, value) => {
      vm.write(given(value) as string);
      self.setVars({ ...self.vars, next: Number(self.vars['next']) + 1 });
      return printNext(vm, self);
    },
  },
};

function printNext(vm: Operations, self: NativeSelf): NativeStep {
  const i = Number(self.vars['next']);
  if (i >= self.slots.length) {
    vm.write(String(self.vars['end']));
    return { done: null };
  }
  if (i > 0 || self.vars['first'] !== true) vm.write(String(self.vars['sep']));
  return wait(str(vm, self.slots[i] as Value), 'text');
}

/** To another file: `file.write` is looked up and called for each piece. Slots: file, arguments, flush. Vars: sep, end, next (piece). */
const PRINT_TO: Native = {
  start: pieceNext,
  phases: {
    text: (vm, self, value) => {
      self.setVars({ ...self.vars, text: given(value) as string });
      return wait(getAttr(vm, self.slots[0] as Value, 'write'), 'writer');
    },
    writer: (vm, self, value) => wait(vm.call(given(value), [String(self.vars['text'])]), 'written'),
    written: (vm, self) => {
      self.setVars({ ...self.vars, next: Number(self.vars['next']) + 1 });
      return pieceNext(vm, self);
    },
    flushes: (vm, self, value) =>
      value === true ? wait(callMethod(vm, self.slots[0] as Value, 'flush', []), 'flushed') : { done: null },
    flushed: () => ({ done: null }),
  },
};

function pieceNext(vm: Operations, self: NativeSelf): NativeStep {
  const i = Number(self.vars['next']);
  const count = self.slots.length - 2;
  const pieces = Math.max(0, 2 * count - 1);
  if (i > pieces) return wait(isTrue(vm, self.slots[count + 1] as Value), 'flushes');
  if (i === pieces) return wait(String(self.vars['end']), 'text');
  if (i % 2 === 1) return wait(String(self.vars['sep']), 'text');
  return wait(str(vm, self.slots[1 + i / 2] as Value), 'text');
}

/** `input`: the prompt to standard output, a line from what `sys.stdin` reads. */
const input: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'input', keywords);
  between(vm, 'input', args, 0, 1);
  const prompt = args[0];
  const text = prompt === undefined ? '' : textAtOnce(vm, prompt);
  if (text === undefined) return vm.native('input', [prompt]);
  return lineAfter(vm, text);
};

function lineAfter(vm: Operations, prompt: string): Value {
  ensureNative(vm as Machine, 'sys');
  const stdin = currentStream(vm, 'stdin');
  const own = asKind(vm, stdin, 'record');
  if (own?.cls !== TYPES['_io.StringIO'] || !isOwnOutput(vm, currentStream(vm, 'stdout')))
    throw new ModelError('input() with streams of the program is not modelled');
  vm.write(prompt);
  const line = nextLine(vm, stdin as Ref);
  if (line === '') throw raise(vm, 'EOFError', 'EOF when reading a line');
  return line.endsWith('\n') ? line.slice(0, -1) : line;
}

/** A prompt whose text Python code makes. Slots: the prompt. */
const INPUT: Native = {
  start: (vm, self) => wait(str(vm, self.slots[0] as Value), 'text'),
  phases: { text: (vm, _self, value) => ({ done: lineAfter(vm, given(value) as string) }) },
};

export const PRINT_BUILTINS: BuiltinTable = { print, input };
export const PRINT_NATIVES: NativeTable = { print: PRINT, print_to: PRINT_TO, input: INPUT };
