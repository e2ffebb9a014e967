/**
 * A state at an event as text and as JSON.
 * @module
 */
import type { EventMoment, EventSetView, Trace } from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';
import { SCHEMA_VERSION } from './schemas.ts';

/** The document of `run --at`. */
export function momentJson({ index, event, view }: EventMoment, python: Trace['python'], level: Level): object {
  const { steps, frames, events, stdout } = view;
  return {
    steplaw: SCHEMA_VERSION,
    command: 'run',
    python,
    engine: 'model',
    level,
    at: index,
    event,
    steps,
    frames,
    events,
    stdout,
  };
}

/** The same for people; `lines` are the program's. */
export function renderMoment({ index, event, view }: EventMoment, lines: readonly string[]): string[] {
  const rows = [
    `event ${index}: ${event.event} in ${event.code}, line ${event.line}, after ${view.steps} instructions`,
  ];
  for (const { code, line, offset, op, locals, stack, events } of view.frames) {
    const text = lines[line - 1]?.trim() ?? '';
    rows.push('', `${code}, line ${line}${text === '' ? '' : `: ${text}`}`, `  at      @${offset} ${op}`);
    if (locals.length > 0) {
      const width = Math.max(...locals.map(([name]) => name.length));
      for (const [i, [name, value]] of locals.entries())
        rows.push(`  ${i === 0 ? 'locals' : '      '}  ${name.padEnd(width)} = ${value}`);
    }
    if (stack.length > 0) rows.push(`  stack   ${stack.join('  ')}`);
    rows.push(...events.map((set) => `  events  ${setText(set)}`));
  }
  rows.push('', ...view.events.map((set) => `global events  ${setText(set)}`));
  if (view.stdout !== '')
    rows.push(
      'output until then:',
      ...view.stdout
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `  ${line}`),
    );
  return rows;
}

function setText({ tool, events }: EventSetView): string {
  return `tool ${tool}: ${events.join(' ')}`;
}
