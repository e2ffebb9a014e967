/**
 * A condition evaluated in a frame, for a debugger: on a copy of the state with nothing monitored, so that whatever the expression does is
 * undone with the copy.
 * @module
 */

import { newMonitoring } from '../monitoring/instrumentation.ts';
import type { FrameData } from './heap.ts';
import { moduleFunction } from './load-code.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { typeName } from './objects/types.ts';
import { PersistentMachine } from './persistent.ts';
import { dictSetName, newDict } from './protocol/dict-table.ts';
import { isTrue } from './protocol/operators.ts';
import { stateFromJson, stateToJson } from './state-json.ts';
import { PENDING, PyRaise, Ref, type Value } from './value.ts';
import { NO_TOOLS } from './world.ts';

const FUEL = 100_000;

/** A machine whose objects never die: it shares its constants with the program's, which counts their references. */
class Scratch extends PersistentMachine {
  override startTracking(): void {
    // What an expression makes goes with the copy.
  }
}

/** The truth of an expression's code, or the type name of the exception that it raised. */
export function evaluateIn(
  vm: Machine,
  frame: Readonly<FrameData>,
  code: LoadedCode,
): boolean | { readonly error: string } {
  const bare = { ...vm.registers, monitoring: newMonitoring(), tools: [], tracking: false };
  const { registers, heap } = stateFromJson(stateToJson(vm, bare), vm.world.codes);
  const copy = new Scratch(vm.world, registers, NO_TOOLS);
  copy.adopt(registers, heap);
  const mine = findFrame(copy, frame.number);
  if (mine === null) return { error: 'SystemError' };
  const names = newDict(copy);
  const { localsplusnames } = mine.code.code;
  localsplusnames.forEach((name, i) => {
    const slot = mine.locals[i];
    const value = slot instanceof Ref && copy.read(slot).kind === 'cell' ? copy.as(slot, 'cell').value : slot;
    if (value !== undefined) dictSetName(copy, names, name, value as Value);
  });
  const thread = copy.registers.threads[copy.registers.thread]!;
  thread.top = null;
  copy.setTop(null);
  const func = moduleFunction(copy, code, mine.globals, '__main__');
  const answer = runToEnd(copy, () => copy.runCode(func, mine.names === null ? names : mine.names));
  if (typeof answer === 'object' && answer !== null && 'error' in answer) return answer;
  const truth = runToEnd(copy, () => isTrue(copy, answer as Value));
  return typeof truth === 'object' && truth !== null && 'error' in truth ? truth : truth === true;
}

function findFrame(vm: Machine, number: number): FrameData | null {
  for (let ref = vm.thread.top; ref !== null; ) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && data.number === number) return vm.own(ref) as FrameData;
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  return null;
}

function runToEnd(
  vm: PersistentMachine,
  start: () => Value | boolean | typeof PENDING,
): Value | { readonly error: string } {
  vm.registers.outcome = null;
  try {
    const result = start();
    if (result !== PENDING) return result;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return { error: typeName(vm, error.exception) };
  }
  if (vm.run(FUEL) === 0) return { error: 'TimeoutError' };
  const exception = (vm.registers.outcome as { exception: Ref | null } | null)?.exception ?? null;
  return exception === null ? vm.result : { error: typeName(vm, exception) };
}
