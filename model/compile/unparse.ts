/**
 * The source of an expression as CPython writes it back (`Python/ast_unparse.c`).
 * @module
 */
import type { Expression } from '../program/syntax.ts';
import { UnsupportedSyntax } from './errors.ts';

export function unparse(e: Expression): string {
  throw new UnsupportedSyntax('annotations as strings', e.at);
}
