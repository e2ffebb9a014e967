/**
 * A tool that wraps one function: its arguments at entry, then its result or its exception (claim C1).
 * @module
 */
import type {
  CodeObject,
  EventName,
  FrameId,
  MonitoringCall,
  Tool,
  ToolEvent,
  ToolId,
  ToolStep,
  ToolView,
} from '../../model/index.ts';

/** How exits by an exception are seen: not at all, or by PY_UNWIND set globally for good, globally while a call is active, locally (3.15). */
export type WrapWay = 'returns-only' | 'unwind-always' | 'unwind-while-active' | 'unwind-local';
export const WRAP_WAYS: readonly WrapWay[] = ['returns-only', 'unwind-always', 'unwind-while-active', 'unwind-local'];

/** One call of the function. */
export interface WrappedCall {
  readonly frame: FrameId;
  readonly locals: Readonly<Record<string, string>>;
  readonly exit: { readonly value: string } | { readonly exception: string } | null;
}

export interface WrapState {
  readonly calls: readonly WrappedCall[];
  /** Frames entered and not seen to exit. */
  readonly active: readonly FrameId[];
}

const LOCAL: readonly EventName[] = ['PY_START', 'PY_RETURN'];

/** Makes the tool for one function. */
export function wrapFunction(code: CodeObject, way: WrapWay, tool: ToolId = 2): Tool<WrapState> {
  const unwind = (on: boolean): MonitoringCall => ({ call: 'set_events', tool, events: on ? ['PY_UNWIND'] : [] });
  const leave = (state: WrapState, frame: FrameId, exit: NonNullable<WrappedCall['exit']>): ToolStep<WrapState> => {
    if (!state.active.includes(frame)) return { state };
    const active = state.active.filter((f) => f !== frame);
    const calls = state.calls.map((c) => (c.frame === frame ? { ...c, exit } : c));
    const off = way === 'unwind-while-active' && active.length === 0 ? [unwind(false)] : [];
    return { state: { calls, active }, calls: off };
  };
  return {
    name: `wrap-function ${way}`,
    id: tool,
    callbacks: [...LOCAL, 'PY_UNWIND'],
    start() {
      const local: MonitoringCall = {
        call: 'set_local_events',
        tool,
        code,
        events: way === 'unwind-local' ? [...LOCAL, 'PY_UNWIND'] : LOCAL,
      };
      const state: WrapState = { calls: [], active: [] };
      return { state, calls: way === 'unwind-always' ? [local, unwind(true)] : [local] };
    },
    callback(state: WrapState, event: ToolEvent, view: ToolView): ToolStep<WrapState> {
      const { frame } = view;
      switch (event.event) {
        case 'PY_START': {
          const call: WrappedCall = { frame: frame.id, locals: frame.locals(), exit: null };
          const next = { calls: [...state.calls, call], active: [...state.active, frame.id] };
          const on = way === 'unwind-while-active' && state.active.length === 0 ? [unwind(true)] : [];
          return { state: next, calls: on };
        }
        case 'PY_RETURN':
          return leave(state, frame.id, { value: event.value ?? '' });
        case 'PY_UNWIND':
          return leave(state, frame.id, { exception: event.exception ?? '' });
        default:
          return { state };
      }
    },
  };
}
