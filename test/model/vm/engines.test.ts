import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeObject, compile, print } from '../../../model/index.ts';
import { EVENT_NAMES } from '../../../model/monitoring/event.ts';
import { eventMask } from '../../../model/monitoring/event-set.ts';
import type { Sink } from '../../../model/vm/dispatch.ts';
import type { Machine } from '../../../model/vm/machine.ts';
import { PersistentMachine } from '../../../model/vm/persistent.ts';
import { ReferenceMachine, type ReferenceState, startReference, stepReference } from '../../../model/vm/reference.ts';
import { stateFromJson, stateToJson } from '../../../model/vm/state-json.ts';
import { NO_TOOLS, newRegisters, newWorld, startProgram } from '../../../model/vm/world.ts';
import { type Program, programArbitrary } from '../../../properties/index.ts';

const BUILD = {
  name: '3.14.2 pyodide',
  bits: 32,
  hashModulus: 2n ** 31n - 1n,
  stringHash: 'fnv',
  maxsize: 2 ** 31 - 1,
} as const;
const SEED = 20_261;

/** Shown as its source where a property fails. */
class Subject {
  readonly text: string;
  readonly code: CodeObject;
  constructor(program: Program) {
    const printed = print(program.module);
    this.text = printed.source;
    this.code = compile(printed.module, { filename: 'program.py', python: '3.14', release: '3.14.2' });
  }
  [fc.toStringMethod](): string {
    return this.text;
  }
}

const subject = fc.noShrink(programArbitrary()).map((program) => new Subject(program));

/** A mask of events from a random number; BRANCH does not exist on 3.14. */
const eventsOf = (random: number): number =>
  eventMask(EVENT_NAMES.filter((name, i) => name !== 'BRANCH' && (random >> i) & 1));

function watch(vm: Machine, events: number): void {
  const { monitoring } = vm.registers;
  monitoring.callbacks[2] = events;
  for (let e = 0; e < monitoring.global.length; e++) if ((events >> e) & 1) monitoring.global[e] = 1 << 2;
  if (events !== 0) monitoring.version++;
}

/** Writes each delivery down. */
function recorder(): { readonly told: string[]; readonly sink: Sink } {
  const told: string[] = [];
  return {
    told,
    sink: (tool, event, frame, index, payload) =>
      told.push(`${tool} ${EVENT_NAMES[event]} ${frame.number} ${index} ${payload.source} ${payload.dest}`),
  };
}

function persistent(program: CodeObject, events: number, sink: Sink | null): PersistentMachine {
  const vm = new PersistentMachine(newWorld(program, { build: BUILD }), newRegisters(), NO_TOOLS);
  vm.sink = sink;
  startProgram(vm, program);
  watch(vm, events);
  return vm;
}

const text = (vm: Machine): string => JSON.stringify(stateToJson(vm));

/** The place of the first difference of two texts, or null. */
function differenceOf(r: string, p: string): string | null {
  if (r === p) return null;
  let at = 0;
  while (r[at] === p[at]) at++;
  return `R …${r.slice(Math.max(0, at - 80), at + 80)}… P …${p.slice(Math.max(0, at - 80), at + 80)}…`;
}

describe('the two engines', () => {
  it(`R and P are in the same state and have told the same events after each step (seed ${SEED})`, () => {
    let steps = 0;
    fc.assert(
      fc.property(subject, fc.nat(2 ** 19 - 1), ({ code: program }, random) => {
        const events = eventsOf(random);
        const p = recorder();
        const r = recorder();
        const vm = persistent(program, events, p.sink);
        const world = newWorld(program, { build: BUILD });
        let state: ReferenceState = startReference(world, newRegisters(), NO_TOOLS, (reference) => {
          startProgram(reference, program);
          watch(reference, events);
        });
        for (let i = 0; i < 120 && vm.registers.outcome === null; i++) {
          vm.run(1);
          state = stepReference(world, state, NO_TOOLS, r.sink);
          const reference = new ReferenceMachine(world, state, NO_TOOLS);
          expect(differenceOf(text(reference), text(vm))).toBeNull();
          steps++;
        }
        expect(r.told).toEqual(p.told);
      }),
      { seed: SEED, numRuns: 40 },
    );
    expect(steps).toBeGreaterThan(1000);
  });

  it(`running a steps and then b is running a + b (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.nat(2 ** 19 - 1), fc.nat(300), fc.nat(300), ({ code: program }, random, a, b) => {
        const events = eventsOf(random);
        const split = recorder();
        const whole = recorder();
        const vm = persistent(program, events, split.sink);
        vm.run(a);
        vm.save();
        vm.run(b);
        const other = persistent(program, events, whole.sink);
        other.run(a + b);
        expect(text(vm)).toBe(text(other));
        expect(split.told).toEqual(whole.told);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it(`a state that was handed out has not changed when it is gone back to, and goes on as before (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.nat(2 ** 19 - 1), fc.nat(200), fc.nat(200), ({ code: program }, random, a, b) => {
        const told = recorder();
        const vm = persistent(program, eventsOf(random), told.sink);
        vm.run(a);
        const before = text(vm);
        const state = vm.save();
        const mark = told.told.length;
        vm.run(b);
        const after = text(vm);
        const first = told.told.splice(mark);
        vm.restore(state);
        expect(text(vm)).toBe(before);
        vm.run(b);
        expect(text(vm)).toBe(after);
        expect(told.told.splice(mark)).toEqual(first);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it(`a state goes through JSON and back and goes on equally (seed ${SEED})`, () => {
    fc.assert(
      fc.property(subject, fc.nat(2 ** 19 - 1), fc.nat(200), ({ code: program }, random, a) => {
        const told = recorder();
        const vm = persistent(program, eventsOf(random), told.sink);
        vm.run(a);
        const json = JSON.parse(text(vm));
        const mark = told.told.length;
        vm.run(200);
        const after = text(vm);
        const first = told.told.splice(mark);
        const { registers, heap } = stateFromJson(json, vm.world.codes);
        vm.adopt(registers, heap);
        expect(text(vm)).toBe(JSON.stringify(json));
        vm.run(200);
        expect(text(vm)).toBe(after);
        expect(told.told.splice(mark)).toEqual(first);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
