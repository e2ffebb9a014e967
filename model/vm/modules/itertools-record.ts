/**
 * The record behind an iterator of `itertools`, as its natives see it: slot 0 of each native is the iterator.
 * @module
 */
import type { NativeSelf, NativeStep, Operations } from '../operations.ts';
import { EXHAUSTED, type Ref, type Slot } from '../value.ts';
import { recordData } from './extension.ts';

export const END: NativeStep = { done: EXHAUSTED };
export const own = (self: NativeSelf): Ref => self.slots[0] as Ref;
export const slot = (vm: Operations, self: NativeSelf, i: number): Slot => recordData(vm, own(self)).slots[i];
export const number = (vm: Operations, self: NativeSelf, i: number): number =>
  recordData(vm, own(self)).numbers[i] as number;
export const put = (vm: Operations, self: NativeSelf, i: number, value: Slot): void =>
  vm.setAt(own(self), 'slots', i, value);
