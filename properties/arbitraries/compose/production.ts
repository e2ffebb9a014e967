/**
 * Productions: the ways to write each kind of thing, in tables that features switch on and off.
 * @module
 */
import { build as b, type Expression, type Statement } from '../../../model/index.ts';
import type { Feature } from '../features.ts';
import type { Composer } from './composer.ts';
import { type Weighted, weigh } from './draw.ts';
import type { Kind } from './names.ts';

/** One way to write something. */
export interface Production<T> {
  /** The feature that switches it; null is always on. */
  readonly feature: Feature | null;
  readonly weight: number;
  /** Whether it may raise on purpose: then it is chosen less often where nothing catches. */
  readonly risky?: boolean;
  /** Whether it writes no smaller expressions or suites. */
  readonly leaf?: boolean;
  /** Writes it, or answers null where it does not fit. */
  make(composer: Composer): T | null;
}

/** What expressions can be asked for: a rough type, a truth value, something to run a loop over, or anything that prints well. */
export type Wanted = Exclude<Kind, 'fuel' | 'grow' | 'error' | 'self'> | 'truth' | 'iterable' | 'any';

export interface Tables {
  readonly expressions: Readonly<Record<Wanted, readonly Production<Expression>[]>>;
  readonly statements: readonly Production<Statement | Statement[]>[];
  /** Ways to leave a suite: the last statement of some. */
  readonly exits: readonly Production<Statement>[];
}

/** The productions of one table that are on, and those of them that write nothing smaller. */
export interface Drawn<T> {
  readonly all: Weighted<Production<T>>;
  readonly leaves: Weighted<Production<T>>;
}

/** The tables of one set of features, prepared for drawing. */
export interface Prepared {
  readonly features: ReadonlySet<Feature>;
  readonly expressions: Readonly<Record<Wanted, Drawn<Expression>>>;
  readonly statements: Drawn<Statement | Statement[]>;
  readonly exits: Drawn<Statement>;
}

export function prepare(tables: Tables, features: ReadonlySet<Feature>): Prepared {
  const drawn = <T>(productions: readonly Production<T>[]): Drawn<T> => {
    const on = productions.filter(({ feature }) => feature === null || features.has(feature));
    return { all: weigh(on), leaves: weigh(on.filter(({ leaf }) => leaf === true)) };
  };
  const entries = Object.entries(tables.expressions).map(([wanted, list]) => [wanted, drawn(list)] as const);
  return {
    features,
    expressions: Object.fromEntries(entries) as unknown as Prepared['expressions'],
    statements: drawn(tables.statements),
    exits: drawn(tables.exits),
  };
}

/** A variable of a kind, read. */
export const reads = (kind: Kind) => (g: Composer) => {
  const variable = g.variable(kind);
  return variable && b.name(variable.name);
};

/** A call of a builtin, with its events. */
export const builtin = (write: (g: Composer) => Expression) => (g: Composer) => {
  g.spend(2);
  return write(g);
};
