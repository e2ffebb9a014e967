/**
 * Special methods as the interpreter calls them (`lookup_maybe_method`, `vectorcall_unbound`): found on the type, bound to the receiver.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { allocStatic } from '../objects/statics.ts';
import { isInstance, NotImplemented, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { PENDING, Ref, type Result, type Value } from '../value.ts';
import { callOf, callSlots, callVars } from './call-slots.ts';
import { descriptorKind, getFromInstance, heldBy, isFilled } from './descriptors.ts';
import { given, wait } from './loop.ts';
import type { Ask } from './replay.ts';
import { ROWS } from './rows.ts';

/** A builtin that no program can name, for algorithms to ask. */
export const internal = (impl: string): Ref =>
  allocStatic({ kind: 'builtin', cls: TYPES.builtin_function_or_method, impl, name: '__get__', self: undefined });

/** Stands for a method that is had only by running a descriptor's code: takes the descriptor, the receiver, the arguments. */
const THROUGH_DESCRIPTOR: Ref = internal('special.through_descriptor');
/** Gives the method alone. */
const BIND_ALONE: Ref = internal('special.bind');
/** The same, answering UNBOUND where the descriptor raises what is hidden. */
const THROUGH_OR_UNBOUND: Ref = internal('special.through_or_unbound');
/** The same, whatever is raised. */
const THROUGH_ALWAYS: Ref = internal('special.through_always');
/** The same, saying that there is no such method. */
const THROUGH_ASYNCHRONOUS: Readonly<Record<Asynchronous, Ref>> = {
  __await__: internal('special.through_await'),
  __aiter__: internal('special.through_aiter'),
  __anext__: internal('special.through_anext'),
};

/** What a method answers that its descriptor did not give, where the slot that asks takes it for a type without the method. */
export const UNBOUND: Ref = internal('special.unbound');

/** The same for operators. */
export const orNotImplemented = (answer: Value): Value => (answer === UNBOUND ? NotImplemented : answer);

/**
 * Which slots take a failing descriptor for a type without the method. `clears`: they clear any error (`PyErr_Clear` in
 * `slot_tp_richcompare`, `slot_tp_hash`, `slot_tp_repr`, `slot_tp_iter`). `maybe`: they ask `lookup_maybe_method` and its kin, which since
 * 3.14 take AttributeErrors for absence, in the former too. The asynchronous ones clear it as well, and say that there is no such method.
 * `always`: any error in any version.
 */
export type Absence = 'clears' | 'maybe' | 'always' | Asynchronous;
type Asynchronous = '__await__' | '__aiter__' | '__anext__';

function throughFor(vm: Operations, absence: Absence | undefined): Ref {
  if (absence === undefined) return THROUGH_DESCRIPTOR;
  if (absence === 'maybe') return ROWS[vm.version].slotsHideBindingErrors ? THROUGH_DESCRIPTOR : THROUGH_OR_UNBOUND;
  if (absence === 'always') return THROUGH_ALWAYS;
  return absence === 'clears' ? THROUGH_OR_UNBOUND : THROUGH_ASYNCHRONOUS[absence];
}

/** A special method with the receiver put first where the method binds. What it is bound by may fail: `absence` says who sees that. */
export function bindSpecial(
  vm: Operations,
  method: Value,
  self: Value,
  args: readonly Value[],
  absence?: Absence,
): [Value, Value[]] {
  if (!(method instanceof Ref)) return [method, [...args]];
  const data = vm.read(method);
  if (data.kind === 'function') return [method, [self, ...args]];
  switch (descriptorKind(vm, method)) {
    case 'plain':
      return [method, [...args]];
    case 'method':
    case 'getset':
      return [method, [self, ...args]];
    case 'classbuiltin':
      return [method, [typeOf(vm, self), ...args]];
    case 'static':
      if (!isFilled(vm, method)) break;
      return [heldBy(vm, method), [...args]];
    case 'class': {
      if (!isFilled(vm, method)) break;
      const held = heldBy(vm, method);
      const chains = ROWS[vm.version].classMethodsChain && !['plain', 'method'].includes(descriptorKind(vm, held));
      return chains ? [throughFor(vm, absence), [method, self, ...args]] : [held, [typeOf(vm, self), ...args]];
    }
    default:
  }
  return [throughFor(vm, absence), [method, self, ...args]];
}

/** What a descriptor's code gives for a receiver. */
export function boundBy(vm: Operations, method: Value, self: Value): Result {
  const found = getFromInstance(vm, descriptorKind(vm, method), method, self, typeOf(vm, self), false);
  return found === PENDING ? PENDING : (found?.func ?? null);
}

/** Asks a descriptor with code for the method alone; false where it fails as for a type without the method. */
export function isBound(vm: Operations, method: Value, self: Value, ask: Ask): boolean {
  return !bindsByCode(vm, method) || ask(BIND_ALONE, [method, self]) !== UNBOUND;
}

/** Whether finding the method for a receiver runs code: binding it then waits for that. */
export const bindsByCode = (vm: Operations, method: Value): boolean =>
  bindSpecial(vm, method, null, [])[0] === THROUGH_DESCRIPTOR;

const call =
  (hides: '' | 'unbound' | 'always' | Asynchronous): Builtin =>
  (vm, args, keywords) =>
    vm.native('special.through_descriptor', callSlots(args, keywords), { ...callVars(args, keywords), hides });

/** What a failing descriptor becomes. */
const hidden: NonNullable<Native['caught']> = (vm, { slots, vars }, exception) => {
  const { hides } = vars;
  if (hides === '') return undefined;
  if (hides === 'always') return { done: UNBOUND };
  if (!ROWS[vm.version].slotsHideBindingErrors && !isInstance(vm, exception, TYPES.AttributeError)) return undefined;
  if (hides === 'unbound') return { done: UNBOUND };
  const type = typeName(vm, slots[1] as Value);
  throw raise(vm, 'AttributeError', `object ${type} does not have ${String(hides)} method`);
};

/** Slots: the descriptor, the receiver, the arguments and those by keyword. Vars: how many by position, the names of the others; what its failure becomes. */
const THROUGH: Native = {
  start(vm, self) {
    const [descriptor, obj] = self.slots as [Value, Value];
    return wait(boundBy(vm, descriptor, obj), 'found');
  },
  phases: {
    found(vm, self, value) {
      // What is called may raise.
      self.setVars({ ...self.vars, hides: '' });
      const { args, keywords } = callOf(self, 0);
      return wait(vm.call(given(value), args.slice(2), keywords), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
  caught: hidden,
};

/** Binds alone. Slots: the descriptor, the receiver. Vars: what its failure becomes. */
const BIND: Native = {
  start: (vm, { slots }) => wait(boundBy(vm, slots[0] as Value, slots[1] as Value), 'bound'),
  phases: { bound: (_vm, _self, value) => ({ done: value }) },
  caught: hidden,
};

export const SPECIAL_BUILTINS: BuiltinTable = {
  'special.through_descriptor': call(''),
  'special.through_or_unbound': call('unbound'),
  'special.through_always': call('always'),
  'special.bind': (vm, [method, self]) => vm.native('special.bind', [method, self], { hides: 'unbound' }),
  'special.through_await': call('__await__'),
  'special.through_aiter': call('__aiter__'),
  'special.through_anext': call('__anext__'),
};
export const SPECIAL_NATIVES: NativeTable = { 'special.through_descriptor': THROUGH, 'special.bind': BIND };
