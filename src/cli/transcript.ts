/**
 * A trace as a person reads it: depth as indentation, event, function, line, source text.
 * @module
 */
import type { Trace, TraceEvent } from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';
import type { OpcodeAt } from '../report/opcode-at.ts';

const WIDTH = 36;
const EXACT_WIDTH = 52;

/** One line an event; a line's source text stands where the line changes. At the exact level with the offset and its opcode. */
export function renderEvents(
  events: readonly TraceEvent[],
  lines: readonly string[],
  level: Level,
  opcode: OpcodeAt = () => undefined,
): string[] {
  let shown = '';
  let thread = 0;
  const threads = events.some((event) => event.thread !== 0);
  return events.flatMap((event) => {
    const change = threads && event.thread !== thread ? [`— thread ${event.thread} —`] : [];
    thread = event.thread;
    const indent = '  '.repeat(Math.min(event.depth, 20) - 1);
    const name = event.tool === undefined ? event.event : `[${event.tool}] ${event.event}`;
    const text = lines[event.line - 1]?.trim() ?? '';
    const place = `${event.frame}:${event.line}`;
    const source = place === shown || text === '' ? '' : `  ${text}`;
    shown = place;
    const left = `${indent}${name}${details(event, level, opcode)}`;
    const width = level === 'exact' ? EXACT_WIDTH : WIDTH;
    const row = `${left.padEnd(width)} ${event.code.padEnd(20)} ${String(event.line).padStart(5)}${source}`.trimEnd();
    return [...change, row];
  });
}

function details(event: TraceEvent, level: Level, opcode: OpcodeAt): string {
  const parts: string[] = [];
  if (event.event === 'BRANCH' && event.direction !== undefined) parts.push(event.direction);
  if (level === 'exact') {
    if (event.offset !== undefined) parts.push(`@${event.offset}`);
    const op = opcode(event);
    if (op !== undefined) parts.push(op);
    if (event.dest !== undefined) parts.push(`→${event.dest}`);
    if (event.callable !== undefined)
      parts.push(`${event.callable}(${event.arg0 === 'MISSING' ? '' : (event.arg0 ?? '')})`);
    if (event.exception !== undefined) parts.push(event.exception);
  }
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}

/** How the run ended, and what it printed. */
export function renderEnd(trace: Trace, shownEvents: number, interrupted = false): string[] {
  const rows: string[] = [];
  if (trace.stdout !== '')
    rows.push(
      '',
      'output:',
      ...trace.stdout
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `  ${line}`),
    );
  if (trace.exception !== undefined) {
    const { type, message, traceback } = trace.exception;
    rows.push('', `ended by ${type}${message === '' ? '' : `: ${message}`}`);
    const few = traceback.length > 12 ? [...traceback.slice(0, 6), undefined, ...traceback.slice(-6)] : traceback;
    for (const entry of few)
      rows.push(entry === undefined ? `  … ${traceback.length - 12} more` : `  ${entry[0]}, line ${entry[1]}`);
  }
  rows.push('', `${shownEvents} events${shownEvents === trace.events.length ? '' : ` of ${trace.events.length}`}`);
  if (interrupted) rows.push('interrupted there');
  else if (trace.end === 'deadlock') rows.push('deadlock: every thread that has not ended waits for ever');
  else if (trace.end === 'fuel')
    rows.push('cut off there: the program did not end by itself (--fuel N lets it run longer)');
  return rows;
}
