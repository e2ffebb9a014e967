/**
 * A strategy on a recorded program: its transcript in the oracle's terms, and what it cost.
 * @module
 */
import {
  printCommand,
  type RecordedEvent,
  type Session,
  type Strategy,
  type StrategyProfile,
  stopRecords,
  strategyTool,
} from '../machines/index.ts';
import type { CodeObject, Tool } from '../model/index.ts';
import { type Cost, type Replayed, type ReplayProfile, replay } from './replay.ts';
import type { SessionSpec, SessionStop, StopReason, Transcript } from './session.ts';
import { deriveStepTrace, type StepItem, type StepTrace } from './step-trace.ts';

/** A program's run, recorded once, judged often. */
export interface Recording {
  readonly source?: string;
  readonly module: CodeObject;
  readonly events: readonly RecordedEvent[];
  readonly trace: StepTrace;
  /** The item that each event belongs to: LINE and INSTRUCTION of one place share one. */
  readonly itemOf: ReadonlyMap<number, StepItem>;
}

/** Makes a recording of recorded events. */
export function recording(
  events: readonly RecordedEvent[],
  module: CodeObject,
  exception?: string,
  source?: string,
): Recording {
  const trace = deriveStepTrace(events, module, exception);
  const itemOf = new Map<number, StepItem>();
  for (const item of trace.items) {
    itemOf.set(item.at, item);
    if (item.kind !== 'place' || !item.fires) continue;
    let next = item.at + 1;
    while (
      next < events.length &&
      (events[next]!.thread !== item.thread || (events[next]!.frame === item.frame && events[next]!.event === 'LINE'))
    )
      next++;
    const follower = events[next];
    if (follower?.event === 'INSTRUCTION' && follower.frame === item.frame && follower.offset === item.offset)
      itemOf.set(next, item);
  }
  return { module, events, trace, itemOf, ...(source === undefined ? {} : { source }) };
}

/** What each profile allows a tool. */
export const REPLAY_PROFILES: Readonly<Record<StrategyProfile, ReplayProfile>> = {
  any: { localUnwind: false, frameEvents: false, breakpointOpcode: false },
  '3.15': { localUnwind: true, frameEvents: false, breakpointOpcode: false },
  'frame-events': { localUnwind: true, frameEvents: true, breakpointOpcode: false },
  'breakpoint-opcode': { localUnwind: true, frameEvents: true, breakpointOpcode: true },
};

/** A strategy's session. */
export interface StrategyRun {
  readonly transcript: Transcript;
  readonly cost: Cost;
  readonly delivered: readonly number[];
  readonly calls: Replayed<unknown>['calls'];
}

function transcriptOf(run: Recording, spec: SessionSpec, session: Session, replayed: Replayed<unknown>): Transcript {
  const stops = stopRecords(session).map((record, n): SessionStop => {
    const at = replayed.stops[n]?.event ?? -1;
    const item = run.itemOf.get(at);
    return {
      reasons: record.reasons as readonly StopReason[],
      breakpoints: record.breakpoints,
      event: item?.at ?? at,
      code: record.code.qualname,
      line: record.line,
      depth: item?.depth ?? 0,
      thread: record.thread,
      frame: record.frame,
      offset: record.offset,
      value: record.value,
      exception: undefined,
      command: record.command,
    };
  });
  const over = session.phase === 'detached' || session.phase === 'quit' ? session.phase : undefined;
  return {
    stops,
    refusals: session.refusals,
    end: over ?? (run.trace.exception === undefined ? 'program-end' : 'exception'),
    unusedCommands: spec.script.slice(session.used).map((e) => printCommand(e.command)),
  };
}

/** Anything that debugs: its state must show its session. */
export interface Debugger<S> {
  readonly tool: Tool<S>;
  readonly session: (state: S) => Session;
  readonly profile: ReplayProfile;
}

/** Runs a debugger over a recording. */
export function runDebugger<S>(
  run: Recording,
  spec: SessionSpec,
  debugged: Debugger<S>,
  keepDelivered = false,
): StrategyRun {
  const replayed = replay(run.events, debugged.tool, {
    profile: debugged.profile,
    keepDelivered,
    from: spec.attach,
  });
  const transcript = transcriptOf(run, spec, debugged.session(replayed.state), replayed);
  return { transcript, cost: replayed.cost, delivered: replayed.delivered, calls: replayed.calls };
}

/** Runs a strategy with frame identity over a recording. */
export function runStrategy(run: Recording, spec: SessionSpec, strategy: Strategy, keepDelivered = false): StrategyRun {
  const { script, policy, filter } = spec;
  const config = { module: run.module, script, policy, filter };
  return runDebugger(
    run,
    spec,
    {
      tool: strategyTool(strategy, config),
      session: (state) => state.stepper.session,
      profile: REPLAY_PROFILES[strategy.profile],
    },
    keepDelivered,
  );
}
