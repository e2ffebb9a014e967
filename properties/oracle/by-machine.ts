/**
 * The oracle, second writing: the trace is played to the stepping machine, item by item; what the machine knows is the past.
 * @module
 */
import {
  arrive,
  type BreakpointSet,
  COMMAND_EVENTS,
  changeBreakpoints,
  compileTable,
  isBackward,
  isResuming,
  NO_BREAKPOINTS,
  type Policy,
  printCommand,
  type ResumingCommand,
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type SteppingContext,
  type SteppingEvent,
  steppingContext,
  steppingMachine,
  type Table,
} from '../../machines/index.ts';
import type { Refusal, SessionEnd, SessionSpec, SessionStop, StopReason, Transcript } from '../session.ts';
import type { StepItem, StepTrace } from '../step-trace.ts';

export type SteppingTable = Table<SteppingContext, SteppingEvent>;

/** The stepping chart as a table; planted faults bring their own. */
export const STEPPING_TABLE: SteppingTable = compileTable(steppingMachine, STEPPING_GUARDS, STEPPING_UPDATES);

/** One step of a thread. A thread without any is running. */
interface Step {
  thread: number;
  state: number;
  context: SteppingContext;
}

/** Whether steps skip a frame's code. */
type Hidden = (frame: number) => boolean;

const NONE_HIDDEN: Hidden = () => false;

const visible = (frames: readonly number[], hidden: Hidden): readonly number[] =>
  hidden === NONE_HIDDEN ? frames : frames.filter((f) => !hidden(f));

/** A command as the machine hears it. */
function commandEvent(command: ResumingCommand, item: StepItem, hidden: Hidden): SteppingEvent {
  const { frame, line, depth } = item;
  const left = item.kind === 'leave' ? visible(item.older, hidden) : undefined;
  const unwound = item.kind === 'leave' && item.how === 'unwind';
  if (command.kind !== 'until') return { type: COMMAND_EVENTS[command.kind], frame, line, depth, left, unwound };
  const until = command.offset === undefined ? { line: command.line ?? line + 1 } : { offset: command.offset };
  return { type: 'UNTIL', until, frame, line, depth, left, unwound };
}

/** An item of the trace as the machine hears it. */
function itemEvent(item: StepItem, hit: boolean, hidden: Hidden): SteppingEvent {
  const { frame, line, depth, offset } = item;
  switch (item.kind) {
    case 'place':
      return {
        type: 'PLACE',
        frame,
        line,
        depth,
        offset,
        fires: item.fires,
        hit,
        hidden: hidden(frame),
        address: item.address,
      };
    case 'enter':
      return { type: 'ENTER', frame, how: item.how, hidden: hidden(frame) };
    case 'leave':
      return {
        type: 'LEAVE',
        frame,
        how: item.how,
        older: visible(item.older, hidden),
        bottom: item.older.length === 0,
        value: item.value,
        address: item.address,
      };
    case 'incident':
      return {
        type: 'INCIDENT',
        frame,
        what: item.what,
        line,
        depth,
        hidden: hidden(frame),
      };
  }
}

/** Reads a session's script against breakpoints. */
function converse(
  session: { set: BreakpointSet; index: number; used: number; refusals: Refusal[]; stops: SessionStop[] },
  spec: SessionSpec,
  trace: StepTrace,
  item: StepItem,
): ResumingCommand | null {
  const { policy, script } = spec;
  for (;;) {
    const entry = script[session.index];
    if (entry === undefined) return null;
    session.used = session.index + 1;
    if (!entry.repeat) session.index++;
    const { command } = entry;
    const refuse = (message: string) =>
      session.refusals.push({
        stop: session.stops.length,
        entry: session.used - 1,
        command: printCommand(command),
        message,
      });
    if (isResuming(command)) {
      const bare = command.kind === 'until' && command.line === undefined && command.offset === undefined;
      if (!bare || policy.UNTIL_DEFAULT !== 'argument-required') return command;
      refuse('until needs a line');
      if (entry.repeat) return null;
      continue;
    }
    if (isBackward(command)) {
      refuse('the program runs forward here');
      continue;
    }
    const program = { module: trace.module, current: item.code };
    const changed = changeBreakpoints(session.set, command, program, policy.UNMAPPED_BREAKPOINT === 'move');
    if ('refused' in changed) refuse(changed.refused);
    else session.set = changed.set;
  }
}

/** Plays an item to the steps of its thread; a step that waits follows its owner into the thread that resumes it. */
function play(
  table: SteppingTable,
  stopped: number,
  steps: Step[],
  item: StepItem,
  event: SteppingEvent,
): Step | undefined {
  let arrived: Step | undefined;
  for (const step of steps) {
    if (item.kind === 'enter' && item.frame === step.context.owner && table.states[step.state]!.endsWith('.wait'))
      step.thread = item.thread;
    if (step.thread !== item.thread) continue;
    const next = table.step(step.state, step.context, event);
    step.state = next.state;
    step.context = next.context;
    if (step.state === stopped && step.context.byStep) arrived ??= step;
  }
  return arrived;
}

/** The oracle: where the session must stop. */
export function stopsByMachine(trace: StepTrace, spec: SessionSpec, table: SteppingTable = STEPPING_TABLE): Transcript {
  const { policy } = spec;
  const hiddenNames = new Set(policy.FILTER === 'list' ? spec.filter : []);
  const hidden: Hidden =
    hiddenNames.size === 0 ? NONE_HIDDEN : (frame) => hiddenNames.has(trace.codeOf.get(frame)?.qualname ?? '');
  const stopped = table.states.indexOf('stopped');
  const session = { set: NO_BREAKPOINTS, index: 0, used: 0, refusals: [] as Refusal[], stops: [] as SessionStop[] };
  let steps: Step[] = [];
  let end: SessionEnd = trace.exception === undefined ? 'program-end' : 'exception';
  let entered = false;
  const paused = new Set<number>();
  for (const item of trace.items) {
    let reasons: StopReason[] = [];
    let breakpoints: readonly number[] = [];
    let value: string | undefined;
    if (!entered) {
      if (item.kind !== 'place' || !item.fires || hidden(item.frame)) continue;
      entered = true;
      reasons = ['entry'];
    } else {
      if (item.kind === 'place' && session.set.breakpoints.length > 0) {
        const hits = arrive(
          session.set,
          {
            code: item.code,
            offset: item.offset,
            fires: item.fires,
            evaluate: (condition) => item.conditions?.[condition] ?? { error: 'NotEvaluated' },
          },
          policy.CONDITION_ERROR === 'stop',
        );
        session.set = hits.set;
        breakpoints = [...hits.ids, ...hits.errors].sort((a, b) => a - b);
        if (hits.ids.length > 0) reasons.push('breakpoint');
        if (hits.errors.length > 0) reasons.push('condition-error');
      }
      const pauses = item.kind === 'place' && item.fires && !hidden(item.frame) && paused.delete(item.thread);
      // A breakpoint that keeps the step is no hit to it.
      const hit = reasons.length > 0 && policy.BREAKPOINT_DURING_STEP === 'stops-and-ends-step';
      const arrived = steps.length === 0 ? undefined : play(table, stopped, steps, item, itemEvent(item, hit, hidden));
      if (arrived !== undefined) {
        reasons = [item.kind === 'incident' && item.what !== 'jump-back' ? 'exception' : 'step', ...reasons];
        value = arrived.context.value ?? undefined;
      }
      if (pauses) reasons = [...reasons, 'pause'];
      if (reasons.length === 0) continue;
    }
    const command = converse(session, spec, trace, item);
    session.stops.push(stopOf(item, reasons, breakpoints, value, command));
    if (command === null) break;
    if (command.kind === 'detach' || command.kind === 'quit') {
      end = command.kind === 'quit' ? 'quit' : 'detached';
      break;
    }
    if (command.kind === 'thread') paused.add(command.thread);
    steps = resume(table, policy, steps, item, reasons, command, hidden);
  }
  const unusedCommands = spec.script.slice(session.used).map((e) => printCommand(e.command));
  return { stops: session.stops, refusals: session.refusals, end, unusedCommands };
}

function resume(
  table: SteppingTable,
  policy: Policy,
  steps: Step[],
  item: StepItem,
  reasons: readonly StopReason[],
  command: ResumingCommand,
  hidden: Hidden,
): Step[] {
  if (policy.STEP_OF_OTHER_THREADS === 'dropped')
    return resume(table, { ...policy, STEP_OF_OTHER_THREADS: 'kept' }, [], item, reasons, command, hidden);
  const keeps =
    policy.BREAKPOINT_DURING_STEP === 'stops-and-keeps-step' &&
    !reasons.includes('step') &&
    command.kind === 'continue';
  if (keeps) return steps;
  const others = steps.filter((s) => s.thread !== item.thread);
  if (command.kind === 'continue' || command.kind === 'thread') return others;
  const next = table.step(
    table.states.indexOf('stopped'),
    steppingContext(policy),
    commandEvent(command, item, hidden),
  );
  return [...others, { thread: item.thread, ...next }];
}

function stopOf(
  item: StepItem,
  reasons: readonly StopReason[],
  breakpoints: readonly number[],
  carried: string | undefined,
  command: ResumingCommand | null,
): SessionStop {
  const value = carried ?? (item.kind === 'leave' ? item.value : undefined);
  const exception = item.kind === 'incident' || item.kind === 'leave' ? item.exception : undefined;
  return {
    reasons,
    breakpoints,
    event: item.at,
    code: item.code.qualname,
    line: item.line,
    depth: item.depth,
    thread: item.thread,
    frame: item.frame,
    offset: item.offset,
    value,
    exception,
    command: command === null ? null : printCommand(command),
  };
}
