/**
 * Smaller sessions out of a session that shows something: program, breakpoints and commands shrink together, and lines in
 * commands follow the program's.
 * @module
 */
import type { BreakpointPlace, DebuggerCommand, Script, ScriptEntry } from '../machines/index.ts';
import { printCommand } from '../machines/index.ts';
import { type Module, print } from '../model/index.ts';
import { shrinkModule } from './arbitraries/shrink/shrink.ts';

/** A program with what its user says. */
export interface SessionSubject {
  readonly module: Module;
  readonly source: string;
  readonly script: Script;
}

/** Tells which of several sessions still show it; they may have programs that do not run. */
export type StillShows = (candidates: readonly SessionSubject[]) => readonly boolean[];

/** Programs that are tried at once: recording several costs little more than one. */
const BATCH = 12;

function entry(command: DebuggerCommand, repeat: boolean): ScriptEntry {
  return { command, repeat, text: printCommand(command) };
}

/** Where lines of one text are in another that differs in one place; lines of that place become its first line. */
function lineMap(before: string, after: string): (line: number) => number {
  const old = before.split('\n');
  const now = after.split('\n');
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return (line) => {
    if (line <= head) return line;
    if (line > old.length - tail) return line + now.length - old.length;
    return Math.min(head + 1, Math.max(1, now.length));
  };
}

function movePlace(place: BreakpointPlace, map: (line: number) => number): BreakpointPlace {
  switch (place.kind) {
    case 'line':
    case 'column':
      return { ...place, line: map(place.line) };
    case 'span':
      return { ...place, line: map(place.line), endLine: map(place.endLine) };
    default:
      return place;
  }
}

/** The script for a changed program. */
function moved(script: Script, map: (line: number) => number): Script {
  return script.map(({ command, repeat }) => {
    if (command.kind === 'break') return entry({ ...command, place: movePlace(command.place, map) }, repeat);
    if (command.kind === 'until' && command.line !== undefined)
      return entry({ ...command, line: map(command.line) }, repeat);
    return entry(command, repeat);
  });
}

/** Simpler forms of one command. */
function* simpler(command: DebuggerCommand): Generator<DebuggerCommand> {
  if (command.kind === 'break') {
    const { condition: _, ...unconditional } = command;
    if (command.condition !== undefined) yield unconditional;
    if (command.ignore > 0) yield { ...command, ignore: 0 };
    if (command.temporary) yield { ...command, temporary: false };
    if (command.place.kind !== 'line' && command.place.kind !== 'function' && 'line' in command.place)
      yield { ...command, place: { kind: 'line', line: command.place.line } };
  }
  if (command.kind === 'until') yield { kind: 'over' };
}

/** Scripts with less in them, the shortest first. */
function* smallerScripts(script: Script, lines: number): Generator<Script> {
  for (let length = 1; length < script.length; length++) yield script.slice(0, length);
  for (let i = script.length - 1; i >= 0; i--) yield [...script.slice(0, i), ...script.slice(i + 1)];
  for (const [i, { command, repeat }] of script.entries()) {
    const others = (one: ScriptEntry) => [...script.slice(0, i), one, ...script.slice(i + 1)];
    if (repeat) yield others(entry(command, false));
    for (const less of simpler(command)) yield others(entry(less, repeat));
  }
  // A walk to a place becomes a breakpoint there.
  const walk = script.findLastIndex((e, i) => i < script.length - 1 && e.command.kind !== 'break');
  if (walk >= 2)
    for (let line = 1; line <= lines; line++) {
      const place = { kind: 'line', line } as const;
      yield [
        entry({ kind: 'break', place, temporary: false, ignore: 0 }, false),
        entry({ kind: 'continue' }, false),
        ...script.slice(walk + 1),
      ];
    }
}

function subject(module: Module, script: Script): SessionSubject {
  return { module, script, source: print(module).source };
}

/** Goes down until no smaller session shows it, or `tries` candidates were judged. */
export function shrinkSession(start: SessionSubject, shows: StillShows, tries = 4000): SessionSubject {
  let best = start;
  let left = tries;
  /** Place of the candidate that showed it last: what came before it was too much to cut, and is tried again at the end. */
  const firstOf = (
    candidates: Iterable<SessionSubject>,
    from: number,
  ): { found: SessionSubject; at: number } | null => {
    let batch: { candidate: SessionSubject; at: number }[] = [];
    const judge = (): { found: SessionSubject; at: number } | null => {
      left -= batch.length;
      const answers = batch.length === 0 ? [] : shows(batch.map((b) => b.candidate));
      const hit = batch[answers.indexOf(true)];
      batch = [];
      return hit === undefined ? null : { found: hit.candidate, at: hit.at };
    };
    const passed: { candidate: SessionSubject; at: number }[] = [];
    let at = 0;
    for (const candidate of candidates) {
      if (left <= 0) return null;
      const one = { candidate, at: at++ };
      if (one.at < from) {
        passed.push(one);
        continue;
      }
      if (batch.push(one) < BATCH) continue;
      const hit = judge();
      if (hit !== null) return hit;
    }
    for (const one of passed) {
      if (left <= 0) return null;
      if (batch.push(one) < BATCH) continue;
      const hit = judge();
      if (hit !== null) return hit;
    }
    return judge();
  };
  function* scripts(): Generator<SessionSubject> {
    const { module, script, source } = best;
    for (const less of smallerScripts(script, source.trimEnd().split('\n').length))
      yield { module, source, script: less };
  }
  function* programs(): Generator<SessionSubject> {
    const { module, script, source } = best;
    for (const candidate of shrinkModule(module, true)) {
      const now = subject(candidate, script);
      yield { ...now, script: moved(script, lineMap(source, now.source)) };
    }
  }
  const descend = (smaller: () => Iterable<SessionSubject>): boolean => {
    let any = false;
    for (let hit = firstOf(smaller(), 0); hit !== null; hit = firstOf(smaller(), hit.at)) {
      best = hit.found;
      any = true;
    }
    return any;
  };
  do descend(scripts);
  while (descend(programs));
  return best;
}
