/**
 * What `sys` has for trace and profile functions (Python/sysmodule.c).
 * @module
 */
import { putFrameObject } from '../frame-object.ts';
import { setProfile, setTrace } from '../legacy-tracing.ts';
import type { Machine } from '../machine.ts';
import type { BuiltinTable, Native, NativeTable } from '../operations.ts';
import { localsToFast } from '../protocol/runtime-members.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { nary, unary } from './native-module.ts';

/** None takes the function away. */
const given = (v: Value): Slot => v ?? undefined;

export const TRACING_FUNCTIONS: BuiltinTable = {
  settrace: unary('sys.settrace', (vm, v) => {
    setTrace(vm as Machine, given(v));
    return null;
  }),
  setprofile: unary('sys.setprofile', (vm, v) => {
    setProfile(vm as Machine, given(v));
    return null;
  }),
  gettrace: nary('sys.gettrace', 'gettrace', 0, 0, (vm) => (vm as Machine).thread.traceFunction ?? null),
  getprofile: nary('sys.getprofile', 'getprofile', 0, 0, (vm) => (vm as Machine).thread.profileFunction ?? null),
  call_tracing: nary('sys.call_tracing', 'call_tracing', 2, 2, (vm, [func = null, args = null]) =>
    vm.native('legacy.call_tracing', [func, args], { tracing: (vm as Machine).thread.tracing }),
  ),
};

/** Slots: the frame, what is called, its third argument. `call_trampoline`. */
function trampoline(
  answered: (vm: Machine, frame: Ref, answer: Value) => void,
  failed: (vm: Machine, frame: Ref) => void,
): Native {
  return {
    start: (vm, self) => {
      const [frame, func, arg] = self.slots as [Ref, Value, Value];
      return { result: vm.call(func, [frame, self.vars['what'] as string, arg]), then: 'answered' };
    },
    phases: {
      answered: (vm, self, answer) => {
        const frame = self.slots[0] as Ref;
        localsToFast(vm, frame);
        answered(vm as Machine, frame, answer as Value);
        return { done: null };
      },
    },
    caught: (vm, self) => {
      const frame = self.slots[0] as Ref;
      localsToFast(vm, frame);
      failed(vm as Machine, frame);
      return undefined;
    },
  };
}

export const TRACING_NATIVES: NativeTable = {
  'legacy.trace': trampoline(
    (vm, frame, answer) => {
      if (answer !== null) putFrameObject(vm, frame, { func: answer });
    },
    (vm, frame) => {
      setTrace(vm, undefined);
      putFrameObject(vm, frame, { func: undefined });
    },
  ),
  'legacy.profile': trampoline(
    () => {},
    (vm) => setProfile(vm, undefined),
  ),
  /** Slots: function, its arguments as a tuple. Events are told while it runs, whatever runs now. */
  'legacy.call_tracing': {
    start: (vm, self) => {
      (vm as Machine).thread.tracing = 0;
      const { items } = (vm as Machine).as(self.slots[1] as Ref, 'tuple');
      return { result: vm.call(self.slots[0] as Value, items), then: 'called' };
    },
    phases: {
      called: (vm, self, result) => {
        (vm as Machine).thread.tracing = self.vars['tracing'] as number;
        return { done: result as Value };
      },
    },
    caught: (vm, self) => {
      (vm as Machine).thread.tracing = self.vars['tracing'] as number;
      return undefined;
    },
  },
};
