/**
 * The state of a program that is being written: choices left to draw, names in scope, events spent. The productions of expressions and
 * statements are tables; the composer draws from them and knows none of them by name.
 * @module
 */
import { build as b, type Expression, type Layout, type Statement } from '../../../model/index.ts';
import type { Feature } from '../features.ts';
import type { ClassDefinition, Definition, FunctionDefinition } from './definition.ts';
import { type Draw, pickWeighted } from './draw.ts';
import { type Kind, poolOf } from './names.ts';
import type { Drawn, Prepared, Wanted } from './production.ts';
import { Scope, type ScopeKind, type Variable } from './scope.ts';

/** Events that the code being written costs: spent at a multiple inside loops. */
interface Meter {
  cost: number;
  scale: number;
  limit: number;
}

export interface ComposerOptions {
  limit: number;
  /** How often layout hints are strewn, from 0. */
  readonly layout: number;
}

const TRIES = 6;
/** Suites inside suites. */
const MAX_NESTING = 5;

export class Composer {
  readonly draw: Draw;
  private readonly prepared: Prepared;
  private meter: Meter;
  scope: Scope = new Scope('module', null);
  /** Suites around the current statement. */
  nesting = 0;
  /** Handlers around the current statement that catch most of what is raised. */
  guarded = 0;
  /** Handlers around the current statement: a bare `raise` has something to raise. */
  handling = 0;
  /** What the function being written returns. */
  returning: Wanted = 'int';
  /** Whether the function being written raises on purpose outside any handler. */
  raised = false;
  /** Names of definitions that something uses. */
  readonly used = new Set<string>();
  /** Whether a walrus is forbidden here: in what a comprehension runs over. */
  inSource = false;
  /** How much deeper expressions may go. */
  private depth = 2;
  private readonly counters = new Map<string, number>();
  private readonly layout: number;

  constructor(draw: Draw, prepared: Prepared, { limit, layout }: ComposerOptions) {
    this.draw = draw;
    this.prepared = prepared;
    this.meter = { cost: 0, scale: 1, limit };
    this.layout = prepared.features.has('layout') ? layout : 0;
  }

  has(feature: Feature): boolean {
    return this.prepared.features.has(feature);
  }

  /** True with a probability, and only if the feature is on. */
  sometimes(feature: Feature, probability: number): boolean {
    return this.prepared.features.has(feature) && this.draw.chance(probability);
  }

  /** Whether this runs once a run of its scope: in a loop, a container that grows would grow by multiples of itself. */
  get runsOnce(): boolean {
    return this.scope.owner.loops === 0 && this.scope.kind !== 'comprehension';
  }

  /** Whether expressions may go no deeper. */
  get isShallow(): boolean {
    return this.depth <= 0;
  }

  // ---- budget

  spend(events: number): void {
    this.meter.cost += events * this.meter.scale;
  }

  affords(events: number): boolean {
    return this.meter.cost + events * this.meter.scale <= this.meter.limit;
  }

  /** Lets the program spend so much in all. */
  extend(events: number): void {
    this.meter.limit = Math.max(this.meter.limit, events);
  }

  /** The part of the budget that is left, from 0 to 1. */
  get left(): number {
    return Math.max(0, 1 - this.meter.cost / this.meter.limit);
  }

  /** Writes what runs up to `times` times. */
  repeated<T>(times: number, write: () => T): T {
    const { scale } = this.meter;
    this.meter.scale = scale * times;
    const written = write();
    this.meter.scale = scale;
    return written;
  }

  /** Writes code that runs later; `cost` is what one run of it spends, at most by estimate. */
  measured<T>(limit: number, write: () => T): { readonly written: T; readonly cost: number } {
    const outside = this.meter;
    this.meter = { cost: 0, scale: 1, limit };
    const written = write();
    const { cost } = this.meter;
    this.meter = outside;
    return { written, cost };
  }

  // ---- scopes and names

  /** Writes inside a new scope. */
  within<T>(kind: ScopeKind, flags: { isGenerator?: boolean; isAsync?: boolean }, write: (scope: Scope) => T): T {
    const { scope, nesting, guarded, handling, depth } = this;
    this.scope = new Scope(kind, scope, flags);
    if (kind === 'function') {
      this.guarded = 0;
      this.handling = 0;
    }
    if (kind !== 'comprehension') this.depth = 2;
    const written = write(this.scope);
    this.scope = scope;
    this.nesting = nesting;
    this.guarded = guarded;
    this.handling = handling;
    this.depth = depth;
    return written;
  }

  /**
   * A variable that can be read, noted as read; own ones more often than outer ones. Objects and callables of an outer scope are not
   * read in functions: they may be rebound to something that calls this very function.
   */
  variable(kind: Kind, fits: (variable: Variable) => boolean = anyVariable): Variable | null {
    const own: Variable[] = [];
    const outer: Variable[] = [];
    const { owner } = this.scope;
    const ownOnly = (kind === 'object' || kind === 'callable') && owner.kind !== 'module';
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      if (scope.kind === 'class' && scope !== this.scope) continue;
      const inside = scope === owner || scope === this.scope;
      if (ownOnly && !inside && scope.kind !== 'comprehension') break;
      for (const variable of scope.variables) {
        if (variable.kind !== kind || !fits(variable) || this.scope.hides(scope, variable.name)) continue;
        (inside ? own : outer).push(variable);
      }
    }
    const from = own.length > 0 && (outer.length === 0 || this.draw.chance(0.8)) ? own : outer;
    if (from.length === 0) return null;
    const chosen = this.draw.pick(from);
    this.scope.noteRead(chosen.name);
    return chosen;
  }

  /** Variables of the current scope that may be bound anew or deleted. */
  rebindable(fits: (variable: Variable) => boolean): Variable[] {
    const { owner } = this.scope;
    return owner.variables.filter((v) => fits(v) && !owner.pinnedNames.has(v.name));
  }

  /** A variable that this scope itself binds, or null. */
  ownVariable(kind: Kind): Variable | null {
    const own = this.rebindable((v) => v.kind === kind);
    return own.length === 0 ? null : this.draw.pick(own);
  }

  /** A name to bind to a value of a kind: a new one or one in use; binding it is left to the caller. */
  nameFor(kind: Kind, fresh = false): string {
    const { owner } = this.scope;
    const inUse = owner.variables.filter((v) => v.kind === kind && !owner.pinnedNames.has(v.name));
    if (!fresh && inUse.length > 0 && this.draw.chance(inUse.length > 3 ? 0.7 : 0.4)) return this.draw.pick(inUse).name;
    const free = poolOf(kind).filter((id) => !owner.outerReads.has(id) && !(fresh && owner.bound.has(id)));
    return free.length > 0 ? this.draw.pick(free) : `${poolOf(kind)[0]!}${this.count(kind)}`;
  }

  bind(id: string, kind: Kind, of: Definition | null = null): void {
    this.scope.add({ name: id, kind, of });
  }

  /** The number of times that this was asked before. */
  count(what: string): number {
    const before = this.counters.get(what) ?? 0;
    this.counters.set(what, before + 1);
    return before;
  }

  definition<T extends Definition>(fits: (definition: Definition) => definition is T): T | null {
    const found: T[] = [];
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      if (scope.kind === 'class' && scope !== this.scope) continue;
      for (const definition of scope.definitions) if (fits(definition)) found.push(definition);
    }
    if (found.length === 0) return null;
    const chosen = this.draw.pick(found);
    this.used.add(chosen.name);
    this.scope.noteRead(chosen.name);
    return chosen;
  }

  functionThat(fits: (definition: FunctionDefinition) => boolean): FunctionDefinition | null {
    return this.definition(
      (d): d is FunctionDefinition => d.what === 'function' && fits(d) && this.affords(d.cost + 3),
    );
  }

  classThat(fits: (definition: ClassDefinition) => boolean): ClassDefinition | null {
    return this.definition((d): d is ClassDefinition => d.what === 'class' && fits(d) && this.affords(d.cost + 3));
  }

  define(definition: Definition): void {
    this.scope.definitions.push(definition);
    this.scope.bound.add(definition.name);
  }

  // ---- writing

  /** How welcome something is that raises on purpose. */
  private riskIsWelcome(): boolean {
    if (this.guarded > 0) return true;
    if (this.scope.owner.kind === 'function') {
      if (!this.draw.chance(0.35)) return false;
      this.raised = true;
      return true;
    }
    return this.draw.chance(0.02);
  }

  /** The same, for a call of something that may raise. */
  toleratesRaise(raises: boolean): boolean {
    if (!raises || this.guarded > 0) return true;
    if (!this.draw.chance(this.scope.owner.kind === 'function' ? 0.5 : 0.03)) return false;
    this.raised = true;
    return true;
  }

  private from<T>(drawn: Drawn<T>, leavesOnly: boolean): T | null {
    const table = leavesOnly ? drawn.leaves : drawn.all;
    for (let i = 0; i < TRIES; i += 1) {
      const production = pickWeighted(this.draw, table);
      if (production === undefined) return null;
      if (production.risky === true && !this.riskIsWelcome()) continue;
      const made = production.make(this);
      if (made !== null) return made;
    }
    return null;
  }

  /** An expression of the wanted type. */
  expression(wanted: Wanted): Expression {
    const { depth } = this;
    this.depth = depth - 1;
    const drawn = this.prepared.expressions[wanted];
    const made =
      this.from(drawn, depth <= 0 || this.left < 0.02) ?? this.from(drawn, true) ?? b.int(this.draw.below(4));
    this.depth = depth;
    if (this.layout > 0 && this.scope.kind !== 'comprehension' && this.draw.chance(0.03 * this.layout)) {
      return this.laidExpression(made);
    }
    return made;
  }

  /** Writes what a comprehension runs over. */
  asSource<T>(write: () => T): T {
    const { inSource } = this;
    this.inSource = true;
    const made = write();
    this.inSource = inSource;
    return made;
  }

  source(wanted: 'list' | 'iterable'): Expression {
    return this.asSource(() => this.expression(wanted));
  }

  private laidExpression(node: Expression): Expression {
    switch (node.kind) {
      case 'Name':
      case 'Constant':
        return this.draw.chance(0.2) ? b.laid(node, { parens: true }) : node;
      case 'Starred':
      case 'Slice':
      case 'JoinedStr':
        return node;
      default:
        return b.laid(node, { lines: this.draw.pick(LINES) });
    }
  }

  /** Statements of one suite: a few, and now and then an exit at the end. */
  suite(options: { readonly exits?: number; readonly most?: number; readonly keep?: number } = {}): Statement[] {
    const { exits = 0.12, most = 3, keep = 0.03 } = options;
    const { scope } = this;
    const variables = scope.variables.length;
    const definitions = scope.definitions.length;
    this.nesting += 1;
    const body = this.statements(this.nesting > 3 ? 1 : Math.min(most, this.draw.pick(LENGTHS)));
    if (this.draw.chance(exits)) {
      const exit = this.from(this.prepared.exits, false);
      if (exit !== null) body.push(this.laidStatement(exit, body));
    }
    this.nesting -= 1;
    if (!this.draw.chance(keep)) {
      if (scope.variables.length > variables) scope.variables.length = variables;
      if (scope.definitions.length > definitions) scope.definitions.length = definitions;
    }
    return body;
  }

  /** As many statements as asked for, or fewer where the budget ends; never none. */
  statements(count: number): Statement[] {
    const body: Statement[] = [];
    for (let i = 0; i < count; i += 1) {
      const made = this.affords(3) ? this.statement() : null;
      if (made === null) break;
      for (const statement of made) body.push(this.laidStatement(statement, body));
    }
    if (body.length === 0) {
      this.spend(1);
      body.push(b.pass());
    }
    return body;
  }

  /** One statement with what it needs before it, or null if none was found that fits. */
  private statement(): Statement[] | null {
    this.depth = DEPTHS[this.draw.below(DEPTHS.length)]!;
    const leavesOnly = this.nesting >= MAX_NESTING || !this.affords(10);
    const made = this.from(this.prepared.statements, leavesOnly) ?? this.from(this.prepared.statements, true);
    this.spend(1);
    if (made === null) return null;
    return Array.isArray(made) ? made : [made];
  }

  /** The statement with a layout hint, now and then. */
  laidStatement(statement: Statement, before: readonly Statement[]): Statement {
    if (this.layout === 0 || !this.draw.chance(0.2 * this.layout)) return statement;
    const layout: Layout = LAYOUTS[this.draw.below(before.length > 0 ? LAYOUTS.length : LAYOUTS.length - 4)]!;
    return b.laid(statement, layout);
  }
}

/** Statements of a suite. */
const LENGTHS = [1, 1, 1, 2, 2, 3] as const;
/** Expressions inside expressions. */
const DEPTHS = [1, 1, 2, 2, 2, 3] as const;

const anyVariable = (): boolean => true;

const LINES = ['each', 'hang', 'open'] as const;
/** The last four need a statement before. */
const LAYOUTS: readonly Layout[] = [
  { inline: true },
  { inline: true },
  { inline: true },
  { blank: 1 },
  { comment: 'note' },
  { nested: true },
  { lines: 'each' },
  { joined: true },
  { joined: true },
  { joined: true },
  { joined: true, inline: true },
];
