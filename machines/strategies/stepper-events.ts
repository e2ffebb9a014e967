/**
 * What events and commands mean to the stepping machine.
 * @module
 */
import type { FrameId, FrameView, ToolEvent, ToolView } from '../../model/index.ts';
import { isSuspendable, suspendsAtAwait } from '../code-facts.ts';
import type { ResumingCommand } from '../debugger-command.ts';
import { COMMAND_EVENTS, type SteppingEvent } from '../stepping-rules.ts';
import { isHidden, type SessionConfig } from './session-state.ts';

/** How far a strategy looks down the stack at an exit: all older frames, or those that can execute next. */
export type Reach = 'all' | 'heads';

/**
 * The frames older than an exiting one. The heads are its `f_back` and, while that is a generator or coroutine, the next: a
 * `throw()` returns past those to whoever called it. Nor does the look end at a frame that steps skip.
 */
export function olderThan(frame: FrameView, reach: Reach, config: SessionConfig): FrameView[] {
  const out: FrameView[] = [];
  for (let f = frame.back; f !== null; f = f.back) {
    out.push(f);
    if (reach === 'heads' && !isSuspendable(f.code) && !isHidden(config, f.code)) break;
  }
  return out;
}

/** A command given at a stop, as the stepping machine hears it. */
export function commandEvent(command: ResumingCommand, frame: FrameView, line: number): SteppingEvent {
  const { id } = frame;
  if (command.kind !== 'until')
    return { type: COMMAND_EVENTS[command.kind], frame: id, line, depth: 0, left: undefined, unwound: false };
  const until = command.offset === undefined ? { line: command.line ?? line + 1 } : { offset: command.offset };
  return { type: 'UNTIL', until, frame: id, line, depth: 0, left: undefined, unwound: false };
}

/** Events at which a frame stops running. */
export const EXITS: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_YIELD', 'PY_UNWIND']);

/** What an event means to the stepping machine; undefined: nothing. */
export function meaning(
  event: ToolEvent,
  view: ToolView,
  line: number,
  hit: boolean,
  older: readonly FrameView[],
  config: SessionConfig,
): SteppingEvent | undefined {
  const { frame } = view;
  const hidden = isHidden(config, event.code);
  switch (event.event) {
    case 'LINE':
    case 'INSTRUCTION':
    case 'BREAKPOINT': {
      const fires = event.event === 'LINE';
      return {
        type: 'PLACE',
        frame: frame.id,
        line,
        depth: 0,
        offset: frame.lasti,
        fires,
        hit,
        hidden,
        address: undefined,
      };
    }
    case 'PY_START':
      return { type: 'ENTER', frame: frame.id, how: 'start', hidden };
    case 'PY_RESUME':
      return { type: 'ENTER', frame: frame.id, how: 'resume', hidden };
    case 'PY_THROW':
      return { type: 'ENTER', frame: frame.id, how: 'throw', hidden };
    case 'PY_RETURN':
    case 'PY_YIELD':
    case 'PY_UNWIND': {
      const yields = suspendsAtAwait(event.code, frame.lasti) ? 'await' : 'yield';
      const how = event.event === 'PY_RETURN' ? 'return' : event.event === 'PY_UNWIND' ? 'unwind' : yields;
      return {
        type: 'LEAVE',
        frame: frame.id,
        how,
        older: visibleIds(older, config),
        bottom: older.length === 0,
        value: event.value,
        address: undefined,
      };
    }
    default:
      return undefined;
  }
}

/** Of these frames, those whose code steps do not skip. */
export function visibleIds(frames: readonly FrameView[], config: SessionConfig): FrameId[] {
  return frames.filter((f) => !isHidden(config, f.code)).map((f) => f.id);
}
