/**
 * What the composer knows of the functions and classes that it has written: enough to call them well, or badly on purpose.
 * @module
 */
import type { Kind } from './names.ts';

export interface Parameter {
  readonly name: string;
  readonly kind: Kind;
  readonly mode: 'positional-only' | 'positional' | 'keyword-only';
  readonly optional: boolean;
}

/**
 * `plain` runs to its end; `recursive` takes a depth first; `callback` takes a callable first; `maker` returns a callable of no arguments; `generator`
 * returns an iterator of ints; `coroutine` and `async-generator` run by a send loop;
 * a `decorator` takes a function and returns one, a `decorator-factory` takes an int and returns a decorator.
 */
export type Flavour =
  | 'plain'
  | 'recursive'
  | 'callback'
  | 'maker'
  | 'generator'
  | 'coroutine'
  | 'async-generator'
  | 'decorator'
  | 'decorator-factory';

export interface FunctionDefinition {
  readonly what: 'function';
  readonly name: string;
  readonly flavour: Flavour;
  readonly parameters: readonly Parameter[];
  readonly vararg: boolean;
  readonly kwarg: boolean;
  readonly returns: Kind | null;
  /** Events of one call, at most by estimate. */
  readonly cost: number;
  /** Whether it was written to raise now and then. */
  readonly raises: boolean;
  /** Whether a generator receives values by `send`. */
  readonly receives: boolean;
}

/** What the instances of a class can do, by the protocol's name. */
export type Protocol =
  | 'iterate'
  | 'manage'
  | 'suppress'
  | 'operate'
  | 'compare'
  | 'contain'
  | 'call'
  | 'getattr'
  | 'delete'
  | 'raise';

export interface ClassDefinition {
  readonly what: 'class';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Attributes that hold ints. */
  readonly attributes: readonly string[];
  readonly methods: readonly FunctionDefinition[];
  readonly properties: readonly string[];
  readonly protocols: ReadonlySet<Protocol>;
  readonly cost: number;
  readonly raises: boolean;
}

export type Definition = FunctionDefinition | ClassDefinition;
