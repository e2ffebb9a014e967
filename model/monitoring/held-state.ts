/**
 * A tool's state inside the VM's: immutable, opaque to the engines, and through JSON with the rest.
 * @module
 */

/** Wraps a tool's state, so that no engine drafts, copies or freezes what is the tool's own. */
export class HeldState<S = unknown> {
  readonly state: S;
  constructor(state: S) {
    this.state = state;
  }
}
