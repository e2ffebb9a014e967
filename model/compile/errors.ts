/**
 * What compilation can refuse.
 * @module
 */
import type { Span } from '../program/syntax.ts';

/** CPython's compiler refuses this program too: its `SyntaxError`, with the same message. */
export class CompileError extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.name = 'CompileError';
    this.span = span;
  }
}

/** The grammar of the version compiled for has no such construct, or this model does not know it. */
export class UnsupportedSyntax extends Error {
  readonly construct: string;
  readonly span: Span;

  constructor(construct: string, span: Span) {
    super(`unsupported syntax: ${construct}`);
    this.name = 'UnsupportedSyntax';
    this.construct = construct;
    this.span = span;
  }
}
