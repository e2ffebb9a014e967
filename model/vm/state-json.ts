/**
 * States as JSON: what the roots reach, object by object, and back. Two engines in the same state give the same JSON.
 * @module
 */
import type { CodeObject } from '../code/code-object.ts';
import { HeldState } from '../monitoring/held-state.ts';
import type { HeapData } from './heap.ts';
import { forEachReference } from './lifetime.ts';
import { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { staticById } from './objects/statics.ts';
import { forEachRoot } from './persistent.ts';
import type { Registers } from './state.ts';
import { ModelError, PyFloat, Ref } from './value.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A whole state: registers, and the objects that they reach in the order of their ids. */
export interface StateJson {
  readonly registers: Json;
  readonly heap: readonly (readonly [id: number, data: Json])[];
}

/** The state of a machine. */
export function stateToJson(vm: Machine, registers: Registers = vm.registers): StateJson {
  const reached = new Map<number, Ref>();
  const work: Ref[] = [];
  const reach = (ref: Ref): void => {
    if (reached.has(ref.id)) return;
    reached.set(ref.id, ref);
    work.push(ref);
  };
  forEachRoot(vm, reach, reach);
  registers.deletables.forEach(reach);
  for (let ref = work.pop(); ref !== undefined; ref = work.pop()) {
    const data = vm.read(ref);
    forEachReference(data, reach);
    // Borrowed references lead to what is rooted anyway, but for the frame of a suspended generator's caller.
    if (data.kind === 'frame' && data.generator !== null) reach(data.generator);
  }
  const codes = new Map(vm.world.codes.map((loaded) => [loaded.code, loaded.index]));
  const ids = [...reached.keys()].sort((a, b) => a - b);
  return {
    registers: encode(registers, codes),
    heap: ids.map((id) => [id, encode(vm.read(reached.get(id) as Ref), codes)] as const),
  };
}

/** Registers and heap contents again. `codes` are the loaded code objects of the same program. */
export function stateFromJson(
  json: StateJson,
  codes: readonly LoadedCode[],
): { registers: Registers; heap: Map<Ref, HeapData> } {
  const refs = new Map<number, Ref>();
  // Constants are the objects that loaded code holds.
  for (const code of codes) {
    for (const value of [code.value, ...code.consts]) if (value instanceof Ref) refs.set(value.id, value);
  }
  const refOf = (id: number): Ref => {
    const known = id < 0 ? staticById(id) : refs.get(id);
    if (known !== undefined) return known;
    const ref = new Ref(id, null);
    refs.set(id, ref);
    return ref;
  };
  const decodeValue = (value: Json): unknown => decode(value, refOf, codes);
  const heap = new Map<Ref, HeapData>();
  for (const [id, data] of json.heap) heap.set(refOf(id), decodeValue(data) as HeapData);
  return { registers: decodeValue(json.registers) as Registers, heap };
}

function encode(value: unknown, codes: ReadonlyMap<CodeObject, number>): Json {
  if (value === undefined) return { undefined: true };
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (typeof value === 'bigint') return { int: String(value) };
  if (value instanceof PyFloat) return { float: Object.is(value.value, -0) ? '-0' : String(value.value) };
  if (value instanceof Ref) return { ref: value.id };
  if (value instanceof LoadedCode) return { loaded: value.index };
  if (Array.isArray(value)) return value.map((item) => encode(item, codes));
  if (typeof value !== 'object') throw new ModelError(`a state holds a ${typeof value}`);
  if (value instanceof HeldState) return { held: encode(value.state, codes) };
  const code = codes.get(value as CodeObject);
  if (code !== undefined) return { code };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encode(member, codes)]));
}

function decode(value: Json, refOf: (id: number) => Ref, codes: readonly LoadedCode[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => decode(item, refOf, codes));
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [tag, member] = entries[0] as [string, Json];
    if (tag === 'undefined') return undefined;
    if (tag === 'int' && typeof member === 'string') return BigInt(member);
    if (tag === 'float' && typeof member === 'string') return new PyFloat(Number(member));
    if (tag === 'ref' && typeof member === 'number') return refOf(member);
    if (tag === 'loaded' && typeof member === 'number') return codes[member];
    if (tag === 'code' && typeof member === 'number') return codes[member]?.code;
    if (tag === 'held') return new HeldState(decode(member, refOf, codes));
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, decode(member, refOf, codes)]));
}
