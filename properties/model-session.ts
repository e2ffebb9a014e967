/**
 * Sessions without any CPython: a program recorded in the model, and a debugger that runs inside the model as a tool among its events.
 * @module
 */
import {
  type RecordedEvent,
  recordedEvents,
  recorder,
  type Session,
  STEPPING_EVENTS,
  type Strategy,
  strategyTool,
} from '../machines/index.ts';
import { type BuildFacts, type CodeObject, type Proposal, runTools, type Tool, type ToolRun } from '../model/index.ts';
import type { SessionSpec } from './session.ts';
import { type Recording, recording } from './strategy-run.ts';

/** How the model runs a program. */
export interface ModelSetting {
  readonly build: BuildFacts;
  /** Deliveries after which a program is no example. */
  readonly fuel: number;
  /** The code of each condition that breakpoints may have, compiled as `eval`. */
  readonly conditions?: ReadonlyMap<string, CodeObject>;
}

/** The interfaces that a strategy's profile needs. */
function proposalsOf(profile: Strategy['profile']): readonly Proposal[] {
  if (profile === 'frame-events') return ['frame-events'];
  return profile === 'breakpoint-opcode' ? ['frame-events', 'breakpoint-opcode'] : [];
}

/** Records a program in the model with all events on; null if the fuel is spent first. */
export function recordInModel(module: CodeObject, setting: ModelSetting): Recording | null {
  const tool = recorder(4, [...(setting.conditions?.keys() ?? [])], STEPPING_EVENTS);
  const run = runTools(module, { ...setting, tools: [tool as Tool<unknown>] });
  if (!run.complete) return null;
  const events: readonly RecordedEvent[] = recordedEvents(run.state(tool));
  return recording(events, module, run.exception?.type);
}

/** A debugger's session inside the model. */
export interface ModelSession {
  readonly session: Session;
  readonly run: ToolRun;
}

/** Runs a strategy as a tool of the model's VM; other tools may run beside it. */
export function sessionInModel(
  module: CodeObject,
  spec: SessionSpec,
  strategy: Strategy,
  setting: ModelSetting,
  others: readonly Tool<unknown>[] = [],
): ModelSession {
  const tool = strategyTool(strategy, { module, script: spec.script, policy: spec.policy });
  const tools = [tool as Tool<unknown>, ...others];
  const run = runTools(module, { ...setting, tools, proposals: proposalsOf(strategy.profile) });
  return { session: run.state(tool).stepper.session, run };
}
