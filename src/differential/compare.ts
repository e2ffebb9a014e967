/**
 * When two traces of one program are equal, and where they first differ.
 * @module
 */
import type { Trace, TraceEvent, TraceException } from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';

/** Where two traces part: the first thing that differs. */
export type Divergence =
  | {
      readonly in: 'events';
      /** Place of the first differing event; one side is undefined where its trace ends before. */
      readonly index: number;
      readonly expected: TraceEvent | undefined;
      readonly observed: TraceEvent | undefined;
    }
  | {
      readonly in: 'stdout' | 'globals' | 'exception';
      readonly expected: string;
      readonly observed: string;
    };

/**
 * The first difference, or undefined where the traces are equal: events in order, then stdout, globals, exception.
 * A run that was cut off says nothing about what would have come: it is compared as far as it went.
 */
export function compareTraces(expected: Trace, observed: Trace, level: Level): Divergence | undefined {
  const a = expected.events;
  const b = observed.events;
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    if (!sameEvent(a[i]!, b[i]!, level)) return { in: 'events', index: i, expected: a[i], observed: b[i] };
  }
  const shorter = a.length < b.length ? expected : b.length < a.length ? observed : undefined;
  if (shorter !== undefined && shorter.end !== 'fuel') {
    return { in: 'events', index: common, expected: a[common], observed: b[common] };
  }
  if (expected.end === 'fuel' || observed.end === 'fuel') return undefined;
  return (
    compareTexts('stdout', expected.stdout, observed.stdout) ??
    compareTexts('globals', textOfGlobals(expected), textOfGlobals(observed)) ??
    compareTexts('exception', textOfEnd(expected), textOfEnd(observed))
  );
}

function sameEvent(a: TraceEvent, b: TraceEvent, level: Level): boolean {
  return (
    a.event === b.event &&
    a.line === b.line &&
    a.code === b.code &&
    a.direction === b.direction &&
    a.depth === b.depth &&
    a.frame === b.frame &&
    a.thread === b.thread &&
    a.tool === b.tool &&
    (level === 'semantic' || sameDetails(a, b))
  );
}

function sameDetails(a: TraceEvent, b: TraceEvent): boolean {
  return (
    // LINE's callback gets no offset: a trace may go without it.
    (a.offset === b.offset || (a.event === 'LINE' && (a.offset === undefined || b.offset === undefined))) &&
    a.dest === b.dest &&
    a.callable === b.callable &&
    a.arg0 === b.arg0 &&
    a.exception === b.exception
  );
}

function compareTexts(
  where: 'stdout' | 'globals' | 'exception',
  expected: string,
  observed: string,
): Divergence | undefined {
  return expected === observed ? undefined : { in: where, expected, observed };
}

function textOfGlobals(trace: Trace): string {
  return trace.globals.map(([name, repr]) => `${name} = ${repr}\n`).join('');
}

function textOfEnd(trace: Trace): string {
  return textOfException(trace.exception) + (trace.end === 'deadlock' ? 'deadlock\n' : '');
}

/** An exception with its chain as lines; a RecursionError by its type and depth alone. */
function textOfException(exception: TraceException | undefined, role = ''): string {
  if (exception === undefined) return role === '' ? 'none\n' : '';
  const { type, message, traceback, cause, context } = exception;
  const own =
    type === 'RecursionError'
      ? `${role}${type} through ${traceback.length} frames\n`
      : `${role}${type}: ${message}\n${traceback.map(([code, line]) => `  ${code}, line ${line}\n`).join('')}`;
  return own + textOfException(cause, `${role}cause: `) + textOfException(context, `${role}context: `);
}
