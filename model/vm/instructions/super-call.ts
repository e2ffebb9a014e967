/**
 * LOAD_SUPER_ATTR from its CALL on: `super(cls, self)` is checked, C_RETURN or C_RAISE tells of it, and the attribute is looked up.
 * @module
 */
import { failureAt } from '../dispatch.ts';
import { fireCRaise, fireCReturn } from '../fire.ts';
import type { Machine } from '../machine.ts';
import type { BoundInstruction } from '../operations.ts';
import { callSuper, lookupSuper } from '../protocol/super.ts';
import { raiseFromCallback } from '../unwind.ts';
import { PENDING, type Pending, PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { restoreWatch } from './call.ts';
import { asValue, dropOperands, nameOf, pushCallee, type Semantics } from './table.ts';

/** What goes on behind CALL, and behind C_RETURN. */
export const SUPER_CALLED = 'superCalled';
const SUPER_MADE = 'superMade';

/** Takes super, the class and self off. */
function dropSuper(vm: Machine): void {
  const mark = vm.dropped.length;
  vm.drop(3);
  dropOperands(vm, mark);
}

/** LOAD_SUPER_ATTR behind CALL; `form` is what it ran as, which was decided before CALL was told. */
export function superCalled(vm: Machine, instruction: BoundInstruction, form: Slot): void {
  const { calling } = vm.f;
  calling.push(form, null, vm.byCode);
  let type: Ref | Pending;
  try {
    type = callSuper(vm, vm.peek(3) as Value, vm.peek(2) as Value, vm.peek(1) as Value);
  } catch (error) {
    calling.length = 0;
    if (!(error instanceof PyRaise)) throw error;
    return superRefused(vm, instruction, error.exception);
  }
  if (type === PENDING) return;
  calling.length = 0;
  superChecked(vm, instruction, type, form);
}

/** What is called is super itself; its first argument counts only where it was written. */
export const writtenArgument = (vm: Machine, { arg }: BoundInstruction): Slot =>
  (arg & 2) !== 0 ? vm.peek(2) : undefined;

/** `super(cls, self)` raised. */
function superRefused(vm: Machine, instruction: BoundInstruction, exception: Ref): void {
  const told = [instruction.index, vm.peek(3) as Value, writtenArgument(vm, instruction), exception] as const;
  const raised = vm.instrumented ? fireCRaise(vm, ...told) : exception;
  if (raised === PENDING) return;
  dropSuper(vm);
  throw new PyRaise(raised);
}

function superChecked(vm: Machine, instruction: BoundInstruction, type: Ref, form: Slot): void {
  const told = [instruction.index, vm.peek(3) as Value, writtenArgument(vm, instruction)] as const;
  if (vm.instrumented && fireCReturn(vm, ...told, SUPER_MADE, [type, form]) === PENDING) return;
  superMade(vm, instruction, type, form);
}

/** The attribute. */
function superMade(vm: Machine, instruction: BoundInstruction, type: Ref, form: Slot): void {
  const self = vm.peek(1) as Value;
  const cls = vm.peek(2) as Ref;
  dropSuper(vm);
  // Only the specialised instruction, which no monitored one becomes, leaves the function and self.
  const found = lookupSuper(vm, cls, self, type, nameOf(instruction, instruction.arg >> 2), form === 'super');
  if (found === PENDING) return;
  if ((instruction.arg & 1) === 0) return vm.push(found.func);
  pushCallee(vm, found.func, found.self);
}

/** While `self` is asked for its class, the frame keeps what the instruction ran as; later on the attribute is what comes. */
export const SUPER_OUTCOMES: Pick<Semantics, 'after' | 'resume' | 'caught'> = {
  after: {
    [SUPER_CALLED]: { run: (vm, instruction, [form]) => superCalled(vm, instruction, form) },
    [SUPER_MADE]: { run: (vm, instruction, [type, form]) => superMade(vm, instruction, type as Ref, form) },
    cRaise: {
      takesErrors: true,
      run: (vm, instruction, [exception], error) =>
        raiseFromCallback(vm, failureAt(vm, instruction, error ?? (exception as Ref))),
    },
  },
  resume(vm, instruction, value) {
    const [form] = vm.f.calling;
    if (vm.f.calling.length > 0) {
      restoreWatch(vm);
      superChecked(vm, instruction, asValue(value) as Ref, form);
    } else if (instruction.arg & 1) pushCallee(vm, asValue(value), undefined);
    else vm.push(asValue(value));
  },
  caught(vm, instruction, exception) {
    if (vm.f.calling.length === 0) return false;
    restoreWatch(vm);
    superRefused(vm, instruction, exception);
    return true;
  },
};
