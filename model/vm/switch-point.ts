/**
 * Where a thread may give way: before an instruction of the program, by the schedule's granularity. What decides is heard by the scheduler's tool, so that a
 * real CPython can be driven likewise.
 * @module
 */
import { C_RETURN, type EventIndex, eventMask, JUMP, PY_RESUME, PY_START } from '../monitoring/event-set.ts';
import { LINES, PER_INSTRUCTION } from '../monitoring/instrumentation.ts';
import { type Granularity, SCHEDULER_TOOL } from '../threads/schedule.ts';
import { lineIsNew } from './fire.ts';
import type { Machine } from './machine.ts';
import type { BoundInstruction } from './operations.ts';

/** What the scheduler's tool asks for. */
function schedulerEvents(granularity: Granularity): number {
  if (granularity === 'line') return eventMask(['LINE']);
  if (granularity === 'instruction') return eventMask(['LINE', 'INSTRUCTION']);
  return eventMask(['LINE', 'INSTRUCTION', 'PY_START', 'PY_RESUME', 'JUMP', 'CALL', 'C_RETURN', 'C_RAISE']);
}

/** The scheduler's tool asks for its events. */
export function useScheduler(vm: Machine, granularity: Granularity): void {
  const events = schedulerEvents(granularity);
  const monitoring = vm.ownMonitoring();
  monitoring.names[SCHEDULER_TOOL] = 'steplaw';
  monitoring.callbacks[SCHEDULER_TOOL] = events;
  // C_RETURN and C_RAISE come with CALL.
  const asked = events & ~eventMask(['C_RETURN', 'C_RAISE']);
  for (let event = 0; event < monitoring.global.length; event++) {
    if ((asked >> event) & 1) (monitoring.global[event] as number) |= 1 << SCHEDULER_TOOL;
  }
  monitoring.version++;
}

/** Whether the instruction that is next is a switch point that the running thread has not passed yet. */
export function isSwitchPoint(
  vm: Machine,
  granularity: Granularity,
  instruction: BoundInstruction,
  previous: number,
): boolean {
  if (vm.f.code.foreign) return false;
  const mark = (vm.marks as number[])[instruction.index] as number;
  if (granularity === 'line') {
    if (!(mark & LINES) || !lineIsNew(vm, instruction, previous)) return false;
  } else if (!(mark & PER_INSTRUCTION)) return false;
  const { thread } = vm;
  const isPoint = !thread.resumed && (granularity !== 'switch-points' || thread.looked);
  thread.resumed = false;
  thread.looked = false;
  return isPoint;
}

/** A RESUME's location, and the lowest of those (behind `yield from` and `await`) that do not look. */
const LOCATION = 3;
const AFTER_YIELD_FROM = 2;

/** The scheduler's tool hears an event: CPython looks at `eval_breaker` in a RESUME, in a backward jump, and when a call of C code has returned. */
export function hearForScheduler(vm: Machine, event: EventIndex, i: number, dest: number): void {
  if (vm.f.code.foreign) return;
  const looks =
    event === C_RETURN ||
    (event === JUMP && dest < i) ||
    ((event === PY_START || event === PY_RESUME) &&
      ((vm.f.code.instructions[i] as BoundInstruction).arg & LOCATION) < AFTER_YIELD_FROM);
  if (looks) vm.thread.looked = true;
}
