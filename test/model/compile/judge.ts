/**
 * The judge of the compiler: the embedded CPython's code object for the same source.
 * @module
 */

import { expect } from 'vitest';
import { type CodeConstant, type CodeObject, isCode } from '../../../model/code/code-object.ts';
import { compile } from '../../../model/compile/compile.ts';
import { CompileError, UnsupportedSyntax } from '../../../model/compile/errors.ts';
import { lift } from '../../../model/lift/lift.ts';
import type { Module } from '../../../model/program/syntax.ts';
import type { Compiled, Source } from '../../../src/lanes/lane.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';

/** What the model and CPython make of a source: code or a refusal each. */
export interface Verdict {
  readonly ours: CodeObject | string;
  readonly theirs: CodeObject | string;
}

/** The builds judged by, by release. */
export const RELEASES: readonly string[] = ['3.12.1', '3.12.7', '3.13.2', '3.14.2', '3.15.0rc1'];

/** Both verdicts on a source; null where the version's grammar has not what it uses. */
export function judge(lane: PyodideLane, release: string, source: Source): Verdict | null {
  const parsed = lane.parse(source);
  if (parsed.tree === undefined) {
    return null;
  }
  return { ours: ourVerdict(lane, release, parsed.tree), theirs: theirVerdict(lane, source) };
}

/** What both say where CPython's compiler breaks down, with SystemError, and the model owns that it cannot. */
const BROKEN = 'cannot be compiled';

function ourVerdict(lane: PyodideLane, release: string, tree: Module): CodeObject | string {
  try {
    return canonical(compile(tree, { filename: 'program.py', python: lane.version, release }));
  } catch (refusal) {
    if (refusal instanceof UnsupportedSyntax) {
      return BROKEN;
    }
    if (!(refusal instanceof CompileError)) {
      throw refusal;
    }
    return `${refusal.message} at ${refusal.span.line}:${refusal.span.column + 1}`;
  }
}

function theirVerdict(lane: PyodideLane, source: Source): CodeObject | string {
  let compiled: Compiled;
  try {
    compiled = lane.compile(source);
  } catch {
    return BROKEN;
  }
  const { code, error } = compiled;
  return error === undefined
    ? canonical(lift(code, lane.version))
    : `${error.message} at ${error.line}:${error.column}`;
}

/** Expects one verdict; `toEqual` is slow on large trees and is asked only where they differ. */
export function expectAgreement({ ours, theirs }: Verdict, source: string): void {
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    expect(ours, source).toEqual(theirs);
  }
}

/** A frozenset has no order: it gets one. */
function canonical(code: CodeObject): CodeObject {
  return { ...code, consts: code.consts.map((c) => (isCode(c) ? canonical(c) : canonicalConstant(c))) };
}

function canonicalConstant(c: Exclude<CodeConstant, CodeObject>): Exclude<CodeConstant, CodeObject> {
  if (typeof c === 'object' && c !== null && 'frozenset' in c) {
    const members = c.frozenset.map((m) => JSON.stringify(m)).sort();
    return { frozenset: members.map((m) => JSON.parse(m)) };
  }
  if (typeof c === 'object' && c !== null && 'tuple' in c) {
    return { tuple: c.tuple.map(canonicalConstant) };
  }
  return c;
}
