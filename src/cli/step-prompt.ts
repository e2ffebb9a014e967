/**
 * The prompt of `steplaw step`: pdb's names, the stack and locals on request, and the way back.
 * @module
 */
import { createInterface } from 'node:readline/promises';
import { COMMAND_NAMES, parseScript, type Script } from '../../machines/index.ts';
import type { SessionStop } from '../../properties/index.ts';
import type { Console } from './console.ts';
import { EXIT, type ExitCode } from './failure.ts';
import { type Ready, renderEnd, renderStop, runSession } from './step-session.ts';

const HELP =
  'Commands: into, over, out, until [LINE], continue, stepi, break PLACE [if EXPR], rinto, rover, rout, rcontinue, where (the stack), locals, list, quit; pdb’s names too.';

/** The prompt: each command makes the session one longer; the program is recorded once and never runs twice for a step back. */
export async function prompt(ready: Ready, console: Console): Promise<ExitCode> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
    completer: (line: string): [string[], string] => [COMMAND_NAMES.filter((n) => n.startsWith(line)), line],
  });
  const taken: string[] = [];
  let previous = '';
  let session = runSession(ready, []);
  const here = () => session.transcript.stops.at(-1);
  const tell = () => {
    const stop = here();
    if (stop !== undefined) console.print(renderStop(stop, ready));
  };
  tell();
  terminal.setPrompt('(steplaw) ');
  terminal.prompt();
  for await (const line of terminal) {
    const text = line.trim() === '' ? previous : line.trim();
    previous = text;
    if (text === 'help' || text === 'h' || text === '?') console.print(HELP);
    else if (text === 'where' || text === 'w' || text === 'bt') showStack(ready, here(), console);
    else if (text === 'locals' || text === 'a' || text === 'args') showLocals(ready, here(), console);
    else if (text === 'list' || text === 'l') listSource(ready, here(), console);
    else if (text !== '') {
      const parsed = parseScript([...taken, text].join('\n'));
      if (!parsed.ok) console.print(parsed.error.message);
      else {
        const before = session.transcript;
        taken.push(text);
        session = runSession(ready, parsed.script);
        for (const r of session.transcript.refusals.slice(before.refusals.length))
          console.print(`${r.command}: ${r.message}`);
        if (session.transcript.end === 'quit' || session.transcript.end === 'detached') break;
        const stops = session.transcript.stops.slice(before.stops.length);
        for (const stop of stops) console.print(renderStop(stop, ready));
        const resumed = here()?.command !== null;
        if (resumed) {
          for (const end of renderEnd(session)) console.print(end);
          taken.pop();
          session = runSession(ready, parsedOrEmpty(taken));
        }
      }
    }
    terminal.prompt();
  }
  terminal.close();
  return EXIT.held;
}

const NOT_IN_THE_MODEL =
  'not known of a run under a schedule; steplaw run FILE --engine model --schedule … --at N shows frames and locals';

/** The frames of the thread, the oldest first as pdb has them. */
function showStack(ready: Ready, stop: SessionStop | undefined, console: Console): void {
  const frames = stop === undefined ? [] : ready.look(stop.event);
  if (frames === null) console.print(NOT_IN_THE_MODEL);
  for (const [n, { code, line }] of [...(frames ?? [])].reverse().entries()) {
    const mark = n === frames!.length - 1 ? '->' : '  ';
    console.print(`${mark} ${code}, line ${line}    ${ready.lines[line - 1]?.trim() ?? ''}`.trimEnd());
  }
}

function showLocals(ready: Ready, stop: SessionStop | undefined, console: Console): void {
  const frames = stop === undefined ? [] : ready.look(stop.event);
  if (frames === null) console.print(NOT_IN_THE_MODEL);
  const locals = frames?.[0]?.locals ?? [];
  const width = Math.max(0, ...locals.map(([name]) => name.length));
  for (const [name, value] of locals) console.print(`  ${name.padEnd(width)} = ${value}`);
  if (frames !== null && locals.length === 0) console.print('  no locals');
}

function parsedOrEmpty(taken: readonly string[]): Script {
  const parsed = parseScript(taken.join('\n'));
  return parsed.ok ? parsed.script : [];
}

function listSource(ready: Ready, stop: SessionStop | undefined, console: Console): void {
  const line = stop?.line ?? 1;
  for (let n = Math.max(1, line - 5); n <= Math.min(ready.lines.length, line + 5); n++)
    console.print(`${n === line ? '->' : '  '} ${String(n).padStart(4)}  ${ready.lines[n - 1]}`);
}
