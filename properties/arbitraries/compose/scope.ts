/**
 * Which names a place in the program can read and bind, as the composer believes: Python's rules of scope, with names that may be unbound
 * left out most of the time.
 * @module
 */
import type { Definition } from './definition.ts';
import type { Kind } from './names.ts';

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  /** The class of an object, the function of an iterator or callable, where known. */
  readonly of: Definition | null;
}

export type ScopeKind = 'module' | 'function' | 'class' | 'comprehension';

export class Scope {
  readonly kind: ScopeKind;
  readonly outer: Scope | null;
  variables: Variable[] = [];
  definitions: Definition[] = [];
  /** Names that are local here because they are bound somewhere here. */
  readonly bound = new Set<string>();
  /** Names read here from an outer scope: binding one here would make the read fail. */
  readonly outerReads = new Set<string>();
  /** Names bound here and read in an inner scope, now or later. */
  readonly captured = new Set<string>();
  /** Names declared `global` or `nonlocal`. */
  readonly declared = new Set<string>();
  /** Names that keep their value: recursion and protocols count on them. */
  readonly pinnedNames = new Set<string>();
  /** Loops around the current statement, in this scope. */
  loops = 0;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  /** Whether `break`, `continue` and `return` are forbidden here (an `except*` suite). */
  pinned = 0;
  usedFuel = 0;

  constructor(kind: ScopeKind, outer: Scope | null, flags: { isGenerator?: boolean; isAsync?: boolean } = {}) {
    this.kind = kind;
    this.outer = outer;
    this.isGenerator = flags.isGenerator ?? false;
    this.isAsync = flags.isAsync ?? false;
  }

  /** The scope whose statements these are: a comprehension's names stand beside a function's or a module's. */
  get owner(): Scope {
    return this.kind === 'comprehension' && this.outer !== null ? this.outer.owner : this;
  }

  add(variable: Variable): void {
    this.bound.add(variable.name);
    const at = this.variables.findIndex((v) => v.name === variable.name);
    if (at >= 0) this.variables[at] = variable;
    else this.variables.push(variable);
  }

  remove(name: string): void {
    this.variables = this.variables.filter((v) => v.name !== name);
  }

  /** Whether a scope between here and an outer one binds a name, so that the outer one is not seen. */
  hides(outer: Scope, name: string): boolean {
    for (let scope: Scope | null = this; scope !== null && scope !== outer; scope = scope.outer) {
      if (scope.bound.has(name)) return true;
    }
    return false;
  }

  /** Notes that a name is read, so that no scope between here and its owner binds it later. */
  noteRead(name: string): void {
    for (let scope: Scope | null = this; scope !== null; scope = scope.outer) {
      if (scope.bound.has(name)) {
        if (scope !== this) scope.captured.add(name);
        return;
      }
      scope.outerReads.add(name);
    }
  }
}
