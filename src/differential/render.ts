/**
 * A divergence as text that a person can read.
 * @module
 */
import type { Trace, TraceEvent } from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';
import type { Divergence } from './compare.ts';

/** What is shown with a divergence. */
export interface RenderOptions {
  readonly source: string;
  readonly level: Level;
  /** Headings of the two sides. */
  readonly expectedName: string;
  readonly observedName: string;
  /** Equal events shown before the first difference, and events shown from it on. */
  readonly before?: number;
  readonly after?: number;
}

const WIDTH = 44;

/** Both sides with the first difference marked: events beside each other with their source lines, texts line by line. */
export function renderDivergence(
  expected: Trace,
  observed: Trace,
  divergence: Divergence,
  options: RenderOptions,
): string {
  const heading = `    ${options.expectedName.padEnd(WIDTH)}  ${options.observedName}`;
  if (divergence.in !== 'events') {
    const rows = besides(divergence.expected.split('\n'), divergence.observed.split('\n'));
    return [`First difference: ${divergence.in}`, heading, ...rows].join('\n');
  }
  const { before = 6, after = 6 } = options;
  const source = options.source.split(/\r\n|\r|\n/);
  const rows: string[] = [];
  for (let i = Math.max(0, divergence.index - before); i < divergence.index + after; i++) {
    const a = expected.events[i];
    const b = observed.events[i];
    if (a === undefined && b === undefined) break;
    const mark = i === divergence.index ? '►' : ' ';
    const line = source[(a ?? b)!.line - 1]?.trim() ?? '';
    rows.push(
      `${mark}${String(i).padStart(5)} ${eventText(a, options.level).padEnd(WIDTH)} ${eventText(b, options.level).padEnd(WIDTH)} │ ${line}`,
    );
  }
  return [`First difference: event ${divergence.index}`, heading, ...rows].join('\n');
}

/** An event on one line: name, function, line, and at the exact level offset, destination and names. */
export function eventText(event: TraceEvent | undefined, level: Level): string {
  if (event === undefined) return '(nothing more)';
  const parts = [event.event, event.code, `line ${event.line}`];
  if (event.direction !== undefined && event.event === 'BRANCH') parts.push(event.direction);
  if (event.tool !== undefined) parts.unshift(`[${event.tool}]`);
  if (level === 'exact') {
    if (event.offset !== undefined) parts.push(`@${event.offset}`);
    if (event.dest !== undefined) parts.push(`→${event.dest}`);
    if (event.callable !== undefined) parts.push(`${event.callable}(${event.arg0 ?? ''})`);
    if (event.exception !== undefined) parts.push(event.exception);
  }
  parts.push(`d${event.depth}#${event.frame}`);
  return parts.join(' ');
}

function besides(left: readonly string[], right: readonly string[]): string[] {
  const rows: string[] = [];
  let marked = false;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const differs = left[i] !== right[i];
    const mark = differs && !marked ? '►' : ' ';
    marked ||= differs;
    rows.push(`${mark}   ${(left[i] ?? '').padEnd(WIDTH)}  ${right[i] ?? ''}`.trimEnd());
  }
  return rows;
}
