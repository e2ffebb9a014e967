/**
 * The oracle, first writing: where a session must stop, as a function of the full trace. It searches; it has no machine.
 * @module
 */
import type { BackwardCommand, DebuggerCommand, ResumingCommand, Script, ScriptEntry } from '../../machines/index.ts';
import type { Refusal, SessionEnd, SessionSpec, SessionStop, StopReason, Transcript } from '../session.ts';
import type { Place, StepItem, StepTrace } from '../step-trace.ts';
import { goBack } from './backward.ts';
import { commandText } from './command-text.ts';
import { coverage } from './coverage.ts';
import { type StepFate, stepFate } from './search.ts';

interface Breakpoint {
  readonly id: number;
  readonly covers: (place: Place) => boolean;
  readonly temporary: boolean;
  condition: string | undefined;
  ignore: number;
  enabled: boolean;
}

/** What stops at one place because of breakpoints. */
interface Hits {
  readonly ids: number[];
  readonly errors: number[];
}

/** Visits a place: which breakpoints are hit; ignore counts run down. */
function visit(breakpoints: readonly Breakpoint[], place: Place, onError: 'stop' | 'ignore'): Hits {
  const hits: Hits = { ids: [], errors: [] };
  for (const b of breakpoints) {
    if (!b.enabled || !b.covers(place)) continue;
    const value = b.condition === undefined ? true : (place.conditions?.[b.condition] ?? { error: 'NotEvaluated' });
    if (typeof value === 'object') {
      if (onError === 'stop') hits.errors.push(b.id);
    } else if (value && b.ignore > 0) b.ignore--;
    else if (value) hits.ids.push(b.id);
  }
  return hits;
}

const BACKWARD: ReadonlySet<string> = new Set(['rinto', 'rover', 'rout', 'rcontinue']);

function goesBack(command: ResumingCommand | BackwardCommand): command is BackwardCommand {
  return BACKWARD.has(command.kind);
}

/** The thread that a step belongs to at an item. */
function threadAt(fate: StepFate, at: number): number {
  let thread = fate.threads[0]![1];
  for (const [from, t] of fate.threads) if (from <= at) thread = t;
  return thread;
}

/** The position in a script; a repeated command stays. */
class Reader {
  private index = 0;
  private used = 0;
  private readonly script: Script;
  constructor(script: Script) {
    this.script = script;
  }
  next(): ScriptEntry | undefined {
    const entry = this.script[this.index];
    if (entry === undefined) return undefined;
    this.used = this.index + 1;
    if (!entry.repeat) this.index++;
    return entry;
  }
  /** Index of what was read last. */
  get at(): number {
    return this.used - 1;
  }
  rest(): readonly string[] {
    return this.script.slice(this.used).map((e) => commandText(e.command));
  }
}

/** What the oracle is made of; planted faults bring their own. */
export interface OracleParts {
  /** Where a step stops, breakpoints left aside. */
  readonly fate: typeof stepFate;
  /** Which places a breakpoint covers. */
  readonly coverage: typeof coverage;
}

const SOUND: OracleParts = { fate: stepFate, coverage };

/** The oracle: where the session must stop. */
export function stopsByTrace(trace: StepTrace, spec: SessionSpec, parts: OracleParts = SOUND): Transcript {
  const { policy } = spec;
  const { items } = trace;
  const hiddenNames = policy.FILTER === 'list' ? (spec.filter ?? []) : [];
  const hidden = (frame: number) => hiddenNames.includes(trace.codeOf.get(frame)?.qualname ?? '');
  const reader = new Reader(spec.script);
  const stops: SessionStop[] = [];
  const refusals: Refusal[] = [];
  let breakpoints: Breakpoint[] = [];
  let steps: StepFate[] = [];
  const pauses = new Set<number>();
  let ids = 0;
  let end: SessionEnd = trace.exception === undefined ? 'program-end' : 'exception';

  const refuse = (command: DebuggerCommand, message: string) =>
    refusals.push({ stop: stops.length, entry: reader.at, command: commandText(command), message });

  /** Commands up to the next one that resumes; undefined when the script is over. */
  const converse = (item: StepItem): ResumingCommand | BackwardCommand | undefined => {
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const { command } = entry;
      switch (command.kind) {
        case 'break': {
          const covers = parts.coverage(command.place, trace, item.code, policy.UNMAPPED_BREAKPOINT === 'move');
          if (typeof covers !== 'function') refuse(command, covers.refused);
          else
            breakpoints.push({
              id: ++ids,
              covers,
              temporary: command.temporary,
              condition: command.condition,
              ignore: command.ignore,
              enabled: true,
            });
          break;
        }
        case 'enable':
        case 'disable':
        case 'clear':
        case 'condition':
        case 'ignore': {
          const b = breakpoints.find((x) => x.id === command.id);
          if (b === undefined) refuse(command, `no breakpoint ${command.id}`);
          else if (command.kind === 'clear') breakpoints = breakpoints.filter((x) => x !== b);
          else if (command.kind === 'condition') b.condition = command.condition;
          else if (command.kind === 'ignore') b.ignore = command.count;
          else b.enabled = command.kind === 'enable';
          break;
        }
        case 'rinto':
        case 'rover':
        case 'rout':
        case 'rcontinue':
          if (spec.backward === true) return command;
          refuse(command, 'the program runs forward here');
          break;
        case 'until':
          if (
            command.line === undefined &&
            command.offset === undefined &&
            policy.UNTIL_DEFAULT === 'argument-required'
          ) {
            refuse(command, 'until needs a line');
            if (entry.repeat) return undefined;
            break;
          }
          return command;
        default:
          return command;
      }
    }
    return undefined;
  };

  const stop = (at: number, reasons: readonly StopReason[], hits: readonly number[], value?: string): boolean => {
    const item = items[at]!;
    const command = converse(item);
    const { code, line, depth, thread, frame, offset } = item;
    const exception = item.kind === 'incident' || item.kind === 'leave' ? item.exception : undefined;
    const shown = value ?? (item.kind === 'leave' ? item.value : undefined);
    stops.push({
      reasons,
      breakpoints: hits,
      event: item.at,
      code: code.qualname,
      line,
      depth,
      thread,
      frame,
      offset,
      value: shown,
      exception,
      command: command === undefined ? null : commandText(command),
    });
    if (command === undefined) return false;
    if (command.kind === 'detach' || command.kind === 'quit') {
      end = command.kind === 'quit' ? 'quit' : 'detached';
      return false;
    }
    if (goesBack(command)) {
      steps = [];
      const hit = (p: Place) =>
        visit(
          breakpoints.map((b) => ({ ...b, ignore: 0 })),
          p,
          'ignore',
        ).ids.length > 0;
      back = goBack(trace, command, at, entry, hit);
      return true;
    }
    if (policy.STEP_OF_OTHER_THREADS === 'dropped') steps = [];
    const keeps = policy.BREAKPOINT_DURING_STEP === 'stops-and-keeps-step' && !reasons.includes('step');
    if (!(keeps && command.kind === 'continue')) steps = steps.filter((f) => threadAt(f, at) !== thread);
    if (command.kind === 'thread') pauses.add(command.thread);
    else if (command.kind !== 'continue') steps.push(parts.fate(trace, policy, hidden, command, at));
    return true;
  };

  let back: number | null = null;
  const entry = items.findIndex((i) => i.kind === 'place' && i.fires && !hidden(i.frame));
  let alive = entry >= 0 && stop(entry, ['entry'], []);
  for (let at = entry + 1; alive && at < items.length; at++) {
    while (alive && back !== null) {
      at = back;
      back = null;
      alive = stop(at, [at === entry ? 'entry' : 'step'], []);
      if (back === null) at++;
    }
    const item = items[at];
    if (!alive || item === undefined) break;
    const hits = item.kind === 'place' ? visit(breakpoints, item, policy.CONDITION_ERROR) : { ids: [], errors: [] };
    breakpoints = breakpoints.filter((b) => !(b.temporary && hits.ids.includes(b.id)));
    const arrived = steps.find((f) => f.stop === at);
    const reasons: StopReason[] = [];
    if (arrived !== undefined)
      reasons.push(item.kind === 'incident' && item.what !== 'jump-back' ? 'exception' : 'step');
    if (hits.ids.length > 0) reasons.push('breakpoint');
    if (hits.errors.length > 0) reasons.push('condition-error');
    if (item.kind === 'place' && item.fires && !hidden(item.frame) && pauses.delete(item.thread)) reasons.push('pause');
    if (reasons.length === 0) continue;
    alive = stop(
      at,
      reasons,
      [...hits.ids, ...hits.errors].sort((a, b) => a - b),
      arrived?.value,
    );
  }
  return { stops, refusals, end, unusedCommands: reader.rest() };
}
