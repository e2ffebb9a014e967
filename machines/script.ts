/**
 * The script grammar: commands separated by `;` or newlines, `*` after a command repeats it to the end. pdb's and gdb's names
 * are accepted.
 * @module
 */
import type { BreakpointPlace, DebuggerCommand, Script, ScriptEntry } from './debugger-command.ts';
import { isResuming } from './debugger-command.ts';

/** A script that cannot be read. `column` counts characters from 1 in that line. */
export interface ScriptError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ParsedScript =
  | { readonly ok: true; readonly script: Script }
  | { readonly ok: false; readonly error: ScriptError };

type Parsed = DebuggerCommand | { readonly error: string };

/** Names of other debuggers, and the short forms of pdb and gdb. */
const ALIASES: Readonly<Record<string, string>> = {
  step: 'into',
  s: 'into',
  next: 'over',
  n: 'over',
  return: 'out',
  r: 'out',
  finish: 'out',
  fin: 'out',
  unt: 'until',
  u: 'until',
  advance: 'until',
  c: 'continue',
  cont: 'continue',
  si: 'stepi',
  b: 'break',
  br: 'break',
  tb: 'tbreak',
  cl: 'clear',
  delete: 'clear',
  d: 'clear',
  q: 'quit',
  exit: 'quit',
  kill: 'quit',
  'reverse-step': 'rinto',
  'reverse-next': 'rover',
  'reverse-finish': 'rout',
  'reverse-continue': 'rcontinue',
  rs: 'rinto',
  rn: 'rover',
  rc: 'rcontinue',
};

/** Every command name that the parser knows, aliases included; for completion and for messages. */
export const COMMAND_NAMES: readonly string[] = [
  'into',
  'over',
  'out',
  'until',
  'continue',
  'stepi',
  'break',
  'tbreak',
  'enable',
  'disable',
  'condition',
  'ignore',
  'clear',
  'thread',
  'detach',
  'quit',
  'rinto',
  'rover',
  'rout',
  'rcontinue',
  ...Object.keys(ALIASES),
];

/** Splits at `;` and newlines outside string literals; each piece with its place in the text. */
function pieces(text: string): { text: string; line: number; column: number }[] {
  const out: { text: string; line: number; column: number }[] = [];
  let quote = '';
  let start = 0;
  let line = 1;
  let lineStart = 0;
  const push = (end: number) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    if (raw.trim() !== '') out.push({ text: raw.trim(), line, column: start + lead - lineStart + 1 });
    start = end + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote || c === '\n') quote = '';
    } else if (c === '"' || c === "'") quote = c;
    if (c === '\n' || (c === ';' && quote === '')) {
      push(i);
      if (c === '\n') {
        line++;
        lineStart = i + 1;
      }
    }
  }
  push(text.length);
  return out;
}

/** A whole number from 0, or undefined. */
function natural(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function parsePlace(text: string): BreakpointPlace | { readonly error: string } {
  let m = /^(\d+)$/.exec(text);
  if (m) return Number(m[1]) >= 1 ? { kind: 'line', line: Number(m[1]) } : { error: 'lines count from 1' };
  m = /^@(\d+)$/.exec(text);
  if (m) return { kind: 'offset', offset: Number(m[1]) };
  m = /^(\d+):(\d+)$/.exec(text);
  if (m) return { kind: 'column', line: Number(m[1]), column: Number(m[2]) };
  m = /^(\d+):(\d+)-(\d+):(\d+)$/.exec(text);
  if (m)
    return {
      kind: 'span',
      line: Number(m[1]),
      column: Number(m[2]),
      endLine: Number(m[3]),
      endColumn: Number(m[4]),
    };
  m = /^(.+):(\d+)$/.exec(text);
  if (m) return { kind: 'line', file: m[1]!, line: Number(m[2]) };
  if (/^[^\s:@*0-9][^\s:@*]*$/u.test(text)) return { kind: 'function', name: text };
  return { error: `\`${text}\` is no place: write 12, f, @34, 12:5, 12:5-12:9 or FILE:12` };
}

function parseBreak(rest: string, temporary: boolean): Parsed {
  const m = /^(\S+)(?:\s+(if|ignore)\s+(.*))?$/s.exec(rest);
  if (m === null)
    return { error: rest === '' ? 'break needs a place' : `cannot read \`${rest}\`: write PLACE [if EXPR | ignore N]` };
  const place = parsePlace(m[1]!);
  if ('error' in place) return place;
  if (m[2] === 'ignore') {
    const ignore = natural(m[3]!.trim());
    return ignore === undefined ? { error: 'ignore needs a number' } : { kind: 'break', place, temporary, ignore };
  }
  if (m[2] === 'if') {
    // `break 12 if n == 2 ignore 3` has both.
    const tail = /^(.*)\s+ignore\s+(\d+)$/s.exec(m[3]!);
    const condition = (tail ? tail[1]! : m[3]!).trim();
    return { kind: 'break', place, temporary, condition, ignore: tail ? Number(tail[2]) : 0 };
  }
  return { kind: 'break', place, temporary, ignore: 0 };
}

function parseUntil(rest: string): Parsed {
  if (rest === '') return { kind: 'until' };
  const offset = /^@(\d+)$/.exec(rest);
  if (offset) return { kind: 'until', offset: Number(offset[1]) };
  const line = natural(rest);
  return line === undefined || line < 1 ? { error: 'until takes a line or @offset' } : { kind: 'until', line };
}

function parseCommand(text: string): Parsed {
  const m = /^(\S+)\s*(.*)$/s.exec(text)!;
  const word = m[1]!;
  const rest = m[2]!.trim();
  const name = Object.hasOwn(ALIASES, word) ? ALIASES[word]! : word;
  switch (name) {
    case 'into':
    case 'over':
    case 'out':
    case 'continue':
    case 'stepi':
    case 'detach':
    case 'quit':
    case 'rinto':
    case 'rover':
    case 'rout':
    case 'rcontinue':
      return rest === '' ? { kind: name } : { error: `${word} takes no argument` };
    case 'until':
      return parseUntil(rest);
    case 'break':
      return parseBreak(rest, false);
    case 'tbreak':
      return parseBreak(rest, true);
    case 'enable':
    case 'disable':
    case 'clear': {
      const id = natural(rest);
      return id === undefined ? { error: `${word} needs a breakpoint's number` } : { kind: name, id };
    }
    case 'condition': {
      const c = /^(\d+)(?:\s+(.*))?$/s.exec(rest);
      if (c === null) return { error: "condition needs a breakpoint's number and an expression" };
      return c[2] === undefined
        ? { kind: 'condition', id: Number(c[1]) }
        : { kind: 'condition', id: Number(c[1]), condition: c[2].trim() };
    }
    case 'ignore': {
      const c = /^(\d+)\s+(\d+)$/.exec(rest);
      return c === null
        ? { error: "ignore needs a breakpoint's number and a count" }
        : { kind: 'ignore', id: Number(c[1]), count: Number(c[2]) };
    }
    case 'thread': {
      const thread = natural(rest);
      return thread === undefined ? { error: "thread needs a thread's number" } : { kind: 'thread', thread };
    }
    default:
      return { error: `unknown command \`${word}\`; there are ${COMMAND_NAMES.join(', ')}` };
  }
}

/** Reads a script. The first error ends the reading and is returned with its place. */
export function parseScript(text: string): ParsedScript {
  const script: ScriptEntry[] = [];
  for (const piece of pieces(text)) {
    const star = /\s*\*$/.exec(piece.text);
    const body = star ? piece.text.slice(0, star.index) : piece.text;
    const fail = (message: string): ParsedScript => ({
      ok: false,
      error: { line: piece.line, column: piece.column, message },
    });
    if (body === '') return fail('`*` follows a command');
    const command = parseCommand(body);
    if ('error' in command) return fail(command.error);
    if (star && !isResuming(command)) return fail('`*` needs a command that resumes');
    script.push({ command, repeat: star !== null, text: body });
  }
  return { ok: true, script };
}

function printPlace(place: BreakpointPlace): string {
  switch (place.kind) {
    case 'line':
      return place.file === undefined ? `${place.line}` : `${place.file}:${place.line}`;
    case 'function':
      return place.name;
    case 'offset':
      return `@${place.offset}`;
    case 'column':
      return `${place.line}:${place.column}`;
    case 'span':
      return `${place.line}:${place.column}-${place.endLine}:${place.endColumn}`;
  }
}

/** A command in the grammar's words; reading it gives the command back. */
export function printCommand(command: DebuggerCommand): string {
  switch (command.kind) {
    case 'until':
      if (command.line !== undefined) return `until ${command.line}`;
      return command.offset === undefined ? 'until' : `until @${command.offset}`;
    case 'break': {
      const condition = command.condition === undefined ? '' : ` if ${command.condition}`;
      const ignore = command.ignore === 0 ? '' : ` ignore ${command.ignore}`;
      return `${command.temporary ? 'tbreak' : 'break'} ${printPlace(command.place)}${condition}${ignore}`;
    }
    case 'enable':
    case 'disable':
    case 'clear':
      return `${command.kind} ${command.id}`;
    case 'condition':
      return `condition ${command.id}${command.condition === undefined ? '' : ` ${command.condition}`}`;
    case 'ignore':
      return `ignore ${command.id} ${command.count}`;
    case 'thread':
      return `thread ${command.thread}`;
    default:
      return command.kind;
  }
}

/** A script in one line; reading it gives the script back. */
export function printScript(script: Script): string {
  return script.map((e) => printCommand(e.command) + (e.repeat ? ' *' : '')).join('; ');
}

/** Commands as a script, none repeated. */
export function scriptOf(commands: readonly DebuggerCommand[]): Script {
  return commands.map((command) => ({ command, repeat: false, text: printCommand(command) }));
}
