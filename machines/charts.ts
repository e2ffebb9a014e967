/**
 * Every chart by its name, and its drawing as data: states, transitions, guards.
 * @module
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { BREAKPOINT_ALPHABET, breakpointMachine } from './breakpoint.machine.ts';
import { DEBUGGER_ALPHABET, debuggerMachine } from './debugger.machine.ts';
import { eventMaskMachine, MASK_ALPHABET } from './event-mask.machine.ts';
import { FRAME_ALPHABET, frameLifecycleMachine } from './frame-lifecycle.machine.ts';
import { STEPPING_ALPHABET, steppingMachine } from './stepping.machine.ts';
import { THREAD_ALPHABET, threadMachine } from './thread.machine.ts';

export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly machine: AnyStateMachine;
  readonly alphabet: readonly string[];
}

export const CHARTS: readonly Chart[] = [
  { name: 'stepping', title: 'stepping of one thread', machine: steppingMachine, alphabet: STEPPING_ALPHABET },
  { name: 'frame', title: 'life of a frame', machine: frameLifecycleMachine, alphabet: FRAME_ALPHABET },
  { name: 'mask', title: 'one event of one tool at one site', machine: eventMaskMachine, alphabet: MASK_ALPHABET },
  { name: 'breakpoint', title: 'one breakpoint', machine: breakpointMachine, alphabet: BREAKPOINT_ALPHABET },
  { name: 'thread', title: 'one thread', machine: threadMachine, alphabet: THREAD_ALPHABET },
  { name: 'debugger', title: 'the debugger', machine: debuggerMachine, alphabet: DEBUGGER_ALPHABET },
];

export interface DrawnState {
  /** Dotted path; the root is the chart's name. */
  readonly id: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final';
  readonly initial?: string;
  readonly states: readonly DrawnState[];
  readonly transitions: readonly DrawnTransition[];
}

export interface DrawnTransition {
  readonly event: string;
  readonly guard?: string;
  /** Absent: the event is taken note of and ignored. */
  readonly target?: string;
  readonly actions: readonly string[];
  readonly description?: string;
}

function nameOf(thing: unknown): string {
  if (typeof thing === 'string') return thing;
  return typeof thing === 'object' && thing !== null && 'type' in thing ? String(thing.type) : 'function';
}

function idOf(node: AnyStateNode): string {
  return [node.machine.id, ...node.path].join('.');
}

function drawState(node: AnyStateNode): DrawnState {
  const transitions = [...node.transitions].flatMap(([event, candidates]) =>
    candidates.map((t): DrawnTransition => {
      const target = t.target?.[0];
      return {
        event,
        actions: t.actions.map(nameOf),
        ...(t.guard === undefined ? {} : { guard: nameOf(t.guard) }),
        ...(target === undefined ? {} : { target: idOf(target) }),
        ...(t.description === undefined ? {} : { description: t.description }),
      };
    }),
  );
  const initial = node.type === 'compound' ? node.initial?.target?.[0] : undefined;
  const children: AnyStateNode[] = Object.values(node.states);
  return {
    id: idOf(node),
    kind: node.type === 'history' ? 'atomic' : node.type,
    states: children.map(drawState),
    transitions,
    ...(initial === undefined ? {} : { initial: idOf(initial) }),
  };
}

/** A chart as data. */
export function drawChart(chart: Chart): DrawnState {
  return drawState(chart.machine.root);
}
