/**
 * Lifts a real CPython's code object into the one the VM runs.
 * @module
 */
import type { CodeObject, Version } from '../code/code-object.ts';
import { fromHex } from './bytes.ts';
import { decodeExceptionTable } from './exception-table.ts';
import { decodeInstructions } from './instructions.ts';
import { decodeLocationTable } from './location-table.ts';
import { isRawCode, type RawCode } from './raw-code.ts';

/**
 * The code object that these tables spell, nested code included.
 * @throws LiftError at an opcode that the version does not have; RangeError where a table is cut off.
 */
export function lift(raw: RawCode, python: Version): CodeObject {
  const positions = decodeLocationTable(fromHex(raw.linetable), raw.firstlineno);
  return {
    kind: 'code',
    python,
    name: raw.name,
    qualname: raw.qualname,
    filename: raw.filename,
    firstlineno: raw.firstlineno,
    flags: raw.flags,
    argcount: raw.argcount,
    posonlyargcount: raw.posonlyargcount,
    kwonlyargcount: raw.kwonlyargcount,
    stacksize: raw.stacksize,
    consts: raw.consts.map((c) => (isRawCode(c) ? lift(c, python) : c)),
    names: raw.names,
    localsplusnames: raw.localsplusnames,
    localspluskinds: raw.localspluskinds,
    instructions: decodeInstructions(fromHex(raw.code), positions, python),
    exceptionTable: decodeExceptionTable(fromHex(raw.exceptiontable)),
  };
}
