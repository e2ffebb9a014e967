/**
 * Known-wrong machines: one fault each, planted in an instruction, in the machine or in an event. The comparison with a sound machine must
 * find every one of them, and shrink its program to a few lines.
 * @module
 */
import type { EventName, InstructionSemantics, Machine, Trace, TraceEvent, World } from '../../model/index.ts';

export interface VmMutant {
  readonly id: string;
  /** The instruction family or the event kind that it spoils. */
  readonly family: string;
  /** Its smallest program has a class or a chain of calls: more than six lines. */
  readonly longProgram?: true;
  readonly plant?: (world: World) => World;
  /** What the fault makes of the events. */
  readonly distort?: (events: readonly TraceEvent[]) => readonly TraceEvent[];
}

type Execute = InstructionSemantics['execute'];

/** Replaces an instruction's semantics; `sound` is what it should do. */
function instead(op: string, wrong: (sound: Execute) => Execute): (world: World) => World {
  return (world) => {
    const sound = world.instructions.get(op) as InstructionSemantics;
    return { ...world, instructions: new Map(world.instructions).set(op, { ...sound, execute: wrong(sound.execute) }) };
  };
}

const machine = (vm: Parameters<Execute>[0]): Machine => vm as Machine;

function swapTop(vm: Machine): void {
  const top = vm.pop();
  const below = vm.pop();
  vm.push(top);
  vm.push(below);
}

const operandsSwapped = instead('BINARY_OP', (sound) => (vm, i) => {
  if (i.arg !== SUBSCRIPT) swapTop(machine(vm));
  sound(vm, i);
});
const SUBSCRIPT = 26;

/** The oparg of one operator is read as another's. */
const misread = (op: string, from: (arg: number) => boolean, to: (arg: number) => number): ((world: World) => World) =>
  instead(op, (sound) => (vm, i) => sound(vm, from(i.arg) ? { ...i, arg: to(i.arg) } : i));

const without =
  (event: EventName) =>
  (events: readonly TraceEvent[]): readonly TraceEvent[] =>
    events.filter((e) => e.event !== event);

const renamed =
  (from: EventName, to: EventName) =>
  (events: readonly TraceEvent[]): readonly TraceEvent[] =>
    events.map((e) => (e.event === from ? { ...e, event: to } : e));

const doubled =
  (event: EventName) =>
  (events: readonly TraceEvent[]): readonly TraceEvent[] =>
    events.flatMap((e) => (e.event === event ? [e, e] : [e]));

const lost: readonly EventName[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
];

export const VM_MUTANTS: readonly VmMutant[] = [
  { id: 'operands-swapped', family: 'BINARY_OP', plant: operandsSwapped },
  {
    id: 'less-is-less-equal',
    family: 'COMPARE_OP',
    plant: misread(
      'COMPARE_OP',
      (a) => a >> 5 === 0,
      (a) => a + 32,
    ),
  },
  {
    id: 'in-is-not-in',
    family: 'CONTAINS_OP',
    plant: misread(
      'CONTAINS_OP',
      () => true,
      (a) => a ^ 1,
    ),
  },
  {
    id: 'negative-stays',
    family: 'UNARY',
    plant: instead('UNARY_NEGATIVE', () => () => undefined),
  },
  {
    id: 'jump-if-false-never',
    family: 'POP_JUMP',
    plant: instead('POP_JUMP_IF_FALSE', () => (vm) => machine(vm).drop(1)),
  },
  {
    id: 'unpack-backwards',
    family: 'UNPACK',
    plant: instead('UNPACK_SEQUENCE', (sound) => (vm, i) => {
      sound(vm, i);
      if (i.arg === 2 && machine(vm).f.lasti === i.index) swapTop(machine(vm));
    }),
  },
  {
    id: 'append-twice',
    family: 'LIST_APPEND',
    plant: instead('LIST_APPEND', (sound) => (vm, i) => {
      const value = machine(vm).peek(1);
      sound(vm, i);
      machine(vm).push(value);
      sound(vm, i);
    }),
  },
  {
    id: 'defaults-forgotten',
    family: 'SET_FUNCTION_ATTRIBUTE',
    plant: instead('SET_FUNCTION_ATTRIBUTE', (sound) => (vm, i) => {
      if (i.arg !== 1) return sound(vm, i);
      const func = machine(vm).pop();
      machine(vm).pop();
      machine(vm).push(func);
    }),
  },
  {
    id: 'handled-exception-stays',
    family: 'POP_EXCEPT',
    plant: instead('POP_EXCEPT', () => (vm) => machine(vm).drop(1)),
  },
  {
    id: 'with-exit-ignored',
    family: 'WITH_EXCEPT_START',
    longProgram: true,
    plant: instead('WITH_EXCEPT_START', () => (vm) => machine(vm).push(null)),
  },
  {
    id: 'recursion-limit-too-low',
    family: 'frames',
    longProgram: true,
    plant: (world) => ({ ...world, recursionLimit: 4 }),
  },
  ...lost.map((event): VmMutant => ({ id: `lost-${event}`, family: event, distort: without(event) })),
  { id: 'reraise-as-raise', family: 'RERAISE', distort: renamed('RERAISE', 'RAISE') },
  { id: 'yield-as-return', family: 'PY_YIELD', distort: renamed('PY_YIELD', 'PY_RETURN') },
  { id: 'line-twice', family: 'LINE', distort: doubled('LINE') },
];

/** What a faulty machine shows. */
export function distorted(mutant: VmMutant, trace: Trace): Trace {
  return mutant.distort === undefined ? trace : { ...trace, events: mutant.distort(trace.events) };
}
