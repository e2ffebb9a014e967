/**
 * What the patterns of one case keep track of: the names they will bind and what a failure has to pop.
 * @module
 */
import type { Pattern } from '../../program/syntax.ts';
import type { Label, Location } from '../sequence.ts';
import type { Compiler } from './compiler.ts';

export function isWildcard(p: Pattern): boolean {
  return p.kind === 'MatchAs' && p.name === null && p.pattern === null;
}

/** CPython's `pattern_context`. */
export class PatternContext {
  private readonly c: Compiler;
  /** Whether a pattern that always matches may stand here. */
  allowIrrefutable: boolean;
  /** Names captured so far; their values lie on the stack in this order, below `onTop` other items. */
  stores: string[] = [];
  /** Items on top of the stack that have to stay there while names are captured beneath. */
  onTop = 0;
  /** `fail[i]` pops i items and goes on to the next case. */
  private fail: Label[] = [];

  constructor(c: Compiler, allowIrrefutable: boolean) {
    this.c = c;
    this.allowIrrefutable = allowIrrefutable;
  }

  failLabel(pops: number): Label {
    while (this.fail.length <= pops) {
      this.fail.push(this.c.newLabel());
    }
    return this.fail[pops]!;
  }

  /** A jump to where everything that this case has put on the stack is popped. */
  jumpToFail(at: Location, op: string): void {
    this.c.jump(at, op, this.failLabel(this.onTop + this.stores.length));
  }

  /** Writes the failure exits. */
  emitFailures(at: Location): void {
    for (let i = this.fail.length - 1; i > 0; i--) {
      this.c.useLabel(this.fail[i]!);
      this.c.op(at, 'POP_TOP');
    }
    if (this.fail[0] !== undefined) {
      this.c.useLabel(this.fail[0]);
    }
    this.fail = [];
  }

  /** Captures the top of the stack under a name, or drops it. */
  store(at: Location, name: string | null): void {
    if (name === null) {
      this.c.op(at, 'POP_TOP');
      return;
    }
    this.refuseDuplicate(at, name);
    rotate(this.c, at, this.onTop + this.stores.length + 1);
    this.stores.push(name);
  }

  refuseDuplicate(at: Location, name: string): void {
    if (this.stores.includes(name)) {
      throw this.c.error(`multiple assignments to name '${name}' in pattern`, at);
    }
  }
}

/** Moves the top of the stack below the `count - 1` items under it. */
export function rotate(c: Compiler, at: Location, count: number): void {
  for (let n = count; n > 1; n--) {
    c.opArg(at, 'SWAP', n);
  }
}
