/**
 * What is known of a type while no type changes: look-ups by name, and what follows from them.
 * @module
 */
import type { Slot } from './value.ts';

/** What a load of an attribute is specialised for, while the class shares these names among its instances. */
export interface KnownLoad<Wanted> {
  readonly sharedKeys: readonly string[] | null;
  readonly wanted: Wanted;
}

/** Names to what `_PyType_Lookup` finds, undefined for nothing. */
export class TypeLookups extends Map<string, Slot> {
  /** CPython's version tag, or null while nobody has asked. */
  version: string | null = null;
  /** By attribute name, for those who keep such things: of LOAD_ATTR with a call behind it, and without. */
  readonly methodLoads = new Map<string, KnownLoad<unknown>>();
  readonly valueLoads = new Map<string, KnownLoad<unknown>>();
}
