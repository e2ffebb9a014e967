/**
 * Decodes `co_linetable` (CPython `InternalDocs/code_objects.md`, "Source code locations").
 * @module
 */
import { TableReader } from './bytes.ts';

/** A position as `co_positions()` gives it. */
export interface Position {
  readonly line: number | null;
  readonly endLine: number | null;
  readonly column: number | null;
  readonly endColumn: number | null;
}

const NO_POSITION: Position = { line: null, endLine: null, column: null, endColumn: null };

// Entry codes; below them the short forms, whose column is in the code.
const ONE_LINE_FORM = 10;
const NO_COLUMNS = 13;
const LONG = 14;
const NO_LOCATION = 15;

/** One position for each code unit (2 bytes) of the code. */
export function decodeLocationTable(table: Uint8Array, firstlineno: number): Position[] {
  const reader = new TableReader(table);
  const positions: Position[] = [];
  let line = firstlineno;
  while (!reader.done) {
    const head = reader.byte();
    const units = (head & 7) + 1;
    const form = (head >> 3) & 15;
    let position: Position;
    if (form === NO_LOCATION) {
      position = NO_POSITION;
    } else if (form === LONG) {
      line += reader.signedVarint();
      const endLine = line + reader.varint();
      const column = reader.varint();
      const endColumn = reader.varint();
      position = { line, endLine, column: orNull(column), endColumn: orNull(endColumn) };
    } else if (form === NO_COLUMNS) {
      line += reader.signedVarint();
      position = { line, endLine: line, column: null, endColumn: null };
    } else if (form >= ONE_LINE_FORM) {
      line += form - ONE_LINE_FORM;
      position = { line, endLine: line, column: reader.byte(), endColumn: reader.byte() };
    } else {
      const columns = reader.byte();
      const column = (form << 3) | (columns >> 4);
      position = { line, endLine: line, column, endColumn: column + (columns & 15) };
    }
    for (let i = 0; i < units; i++) positions.push(position);
  }
  return positions;
}

/** Columns of the long form are written plus one, 0 for none. */
function orNull(column: number): number | null {
  return column === 0 ? null : column - 1;
}
