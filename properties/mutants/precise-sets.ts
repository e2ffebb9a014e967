/**
 * Mistakes about what belongs to an event set and what does not: they cost a program its speed, or a line that only some CPythons keep silent.
 * @module
 */
import {
  breakpointOpcode,
  type CodeWant,
  codeOfFrame,
  EACH_INSTRUCTION,
  EXITS,
  type FrameWant,
  frameEvents,
  frameTable,
  INSTRUCTION,
  LINE,
  type PendingStep,
  PY_UNWIND,
  phaseOf,
  STARTS,
  type StrategyState,
  type Wants,
  wantLocal,
} from '../../machines/index.ts';
import { asksWrong, type Mutant } from './mutant.ts';

const C = frameTable;
const E = frameEvents;
const F = breakpointOpcode;

/** C with something more, or less, on the code of each pending step's owner. */
function onOwner(change: (step: PendingStep, events: number) => number) {
  return (state: StrategyState): Wants => {
    const wants = C.wants(state);
    const local = wants.local.map((w): CodeWant => {
      const owned = state.stepper.steps.filter(
        ({ context }) => context.owner !== null && codeOfFrame(state.stepper, context.owner) === w.code,
      );
      return { code: w.code, events: owned.reduce((events, step) => change(step, events), w.events) };
    });
    return { ...wants, local };
  };
}

/** E with other sets for frames that a step waits to land in. */
function onLanding(change: (want: FrameWant) => FrameWant) {
  return (state: StrategyState): Wants => {
    const landing = new Set(
      state.stepper.steps.flatMap((step) => (phaseOf(step).phase === 'land' ? step.context.older : [])),
    );
    const wants = E.wants(state);
    return { ...wants, frames: wants.frames.map((w) => (landing.has(w.frame) ? change(w) : w)) };
  };
}

const is = (step: PendingStep, kind: string, phase?: string): boolean =>
  phaseOf(step).kind === kind && (phase === undefined || phaseOf(step).phase === phase);

export const PRECISE_SET_MUTANTS: readonly Mutant[] = [
  asksWrong('lines-without-entries', 'LINE is asked for without PY_START and PY_RESUME', ['masks'], C, {
    wants: onOwner((_step, events) => ((events & INSTRUCTION) === 0 ? events & ~STARTS : events)),
  }),
  asksWrong('breakpoint-lines-without-entries', 'breakpoints ask for LINE alone', ['masks'], C, {
    wants(state) {
      const wants = C.wants(state);
      if (state.stepper.steps.length > 0) return wants;
      return { ...wants, local: wants.local.map(({ code, events }) => ({ code, events: events & ~STARTS })) };
    },
  }),
  asksWrong('out-asks-for-lines', 'out asks for the lines of the frame that it is to leave', ['masks'], C, {
    wants: onOwner((step, events) => (is(step, 'out', 'own') ? events | LINE | STARTS : events)),
  }),
  asksWrong('steps-by-instruction', 'over asks for every instruction of its frame', ['masks'], C, {
    wants: onOwner((step, events) => (is(step, 'over', 'own') ? events | INSTRUCTION : events)),
  }),
  asksWrong('all-older-armed', 'a step that lands arms every frame of the stack', ['masks'], C, { reach: 'all' }),
  asksWrong(
    'stepi-arms-code-too',
    'stepi, which asks for everything everywhere, arms its own code besides',
    ['masks'],
    C,
    {
      wants(state) {
        const wants = C.wants(state);
        const local = [...wants.local];
        for (const step of state.stepper.steps) {
          const { owner } = step.context;
          const code = owner === null ? undefined : codeOfFrame(state.stepper, owner);
          if (is(step, 'byInstruction') && code !== undefined) wantLocal(local, code, EACH_INSTRUCTION);
        }
        return { ...wants, local };
      },
    },
  ),
  asksWrong(
    'stepi-without-unwind',
    'stepi does not ask for PY_UNWIND: a closed generator’s handler is not executed',
    ['masks'],
    C,
    {
      wants(state) {
        const wants = C.wants(state);
        return state.stepper.steps.some((s) => is(s, 'byInstruction'))
          ? { ...wants, global: wants.global & ~PY_UNWIND }
          : wants;
      },
    },
  ),
  asksWrong('resumption-not-asked', 'a step that waits for its coroutine does not ask for PY_RESUME', ['masks'], C, {
    wants: onOwner((step, events) => (is(step, 'out', 'wait') || is(step, 'over', 'wait') ? events & ~STARTS : events)),
  }),
  asksWrong(
    'consumer-in-c-forgotten',
    'into lands in Python frames only: a generator that C code resumes is not watched',
    ['rules'],
    C,
    {
      wants: onOwner((step, events) => (is(step, 'into', 'land') ? events & ~LINE : events)),
    },
  ),
  asksWrong(
    'landing-unwind-not-asked',
    'the frame that a step waits to land in may fail before it executes anything',
    ['rules', 'exceptions'],
    E,
    {
      wants: onLanding((w) => ({ ...w, events: w.events & ~PY_UNWIND })),
    },
  ),
  asksWrong(
    'landing-exit-not-asked',
    'the frame that a step waits to land in may leave before it executes anything',
    ['rules'],
    E,
    {
      wants: onLanding((w) => ({ ...w, events: w.events & ~EXITS & ~PY_UNWIND })),
    },
  ),
  asksWrong('entered-while-over', 'over has its callees watched', ['masks'], E, {
    wants(state) {
      const wants = E.wants(state);
      return { ...wants, frames: wants.frames.map((w) => ({ ...w, entered: LINE | STARTS })) };
    },
  }),
  asksWrong('site-set-twice', 'two breakpoints at one instruction set its opcode twice', ['masks'], F, {
    wants(state) {
      const wants = F.wants(state);
      const sites = state.stepper.session.set.breakpoints.flatMap((b) =>
        b.enabled ? wants.sites.filter((w) => b.sites.some((s) => s.code === w.code && s.offset === w.offset)) : [],
      );
      return { ...wants, sites };
    },
  }),
  asksWrong(
    'sites-by-offset',
    'opcode breakpoints of lines are set at their offsets, and LINE tells them apart',
    ['masks'],
    F,
    {
      wants(state) {
        const wants = F.wants(state);
        const local = [...wants.local];
        for (const { code } of wants.sites) wantLocal(local, code, LINE | STARTS);
        return { ...wants, local, sites: wants.sites.map((s) => ({ ...s, line: false })) };
      },
    },
  ),
];
