/**
 * Source text as it grows, with the place where the next token will stand.
 * @module
 */
import type { Expression, Layout, Span } from './syntax.ts';

/** What UTF-8 adds to the length of a string in UTF-16 code units. */
function extraBytes(text: string): number {
  let extra = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) extra += 2;
    else if (unit >= 0x80) extra += 1;
  }
  return extra;
}

/** A place in the source: a line from 1 and a column in UTF-8 bytes from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export class SourceWriter {
  text = '';
  line = 1;
  /** Open brackets around the next token; a line may be broken only inside one. */
  depth = 0;
  /** Above zero where layout hints are not followed: in replacement fields, patterns and targets of annotations. */
  plain = 0;
  /** A comment that the current line will end with. */
  comment: string | undefined = undefined;
  /** The quote of the f-string around the next token, or empty. */
  quote = '';
  private lineStart = 0;
  private extra = 0;
  private readonly margins: string[] = [''];
  private readonly unit: string;

  constructor(unit: string) {
    this.unit = unit;
  }

  get column(): number {
    return this.text.length - this.lineStart + this.extra;
  }

  /** Writes ASCII text without a line break. */
  put(text: string): void {
    this.text += text;
  }

  /** Writes any text without a line break. */
  putUnicode(text: string): void {
    this.text += text;
    this.extra += extraBytes(text);
  }

  /** Ends the line and begins another at the current margin, `more` units deeper, with empty lines between. */
  newline(more = 0, empty = 0): void {
    for (let i = 0; i <= empty; i += 1) this.endLine();
    this.text += this.margins[this.margins.length - 1]!;
    for (let i = 0; i < more; i += 1) this.text += this.unit;
  }

  /** Ends the line; the next one begins without margin. */
  endLine(): void {
    if (this.comment !== undefined) this.text += `  # ${this.comment}`;
    this.comment = undefined;
    this.text += '\n';
    this.line += 1;
    this.lineStart = this.text.length;
    this.extra = 0;
  }

  indent(): void {
    this.margins.push(this.margins[this.margins.length - 1]! + this.unit);
  }

  dedent(): void {
    this.margins.pop();
  }

  here(): Place {
    return { line: this.line, column: this.column };
  }

  /** The span from a place to here. */
  since(start: Place): Span {
    return { line: start.line, column: start.column, endLine: this.line, endColumn: this.column };
  }

  open(bracket: string): void {
    this.text += bracket;
    this.depth += 1;
  }

  close(bracket: string): void {
    this.text += bracket;
    this.depth -= 1;
  }
}

/** Writes an expression where a binding strength is asked for, and returns it with its spans. */
export type PrintExpression = (w: SourceWriter, node: Expression, level?: number) => Expression;

/** The items of a bracket that is already open, laid out over lines; `item` writes the i-th. */
export function items(w: SourceWriter, count: number, lines: Layout['lines'], item: (i: number) => void): void {
  const broken = w.plain === 0 && count > 0 ? lines : undefined;
  if (broken === 'each' || broken === 'open') w.newline(1);
  for (let i = 0; i < count; i += 1) {
    if (i > 0) {
      w.put(',');
      if (broken === 'each' || broken === 'hang') w.newline(1);
      else w.put(' ');
    }
    item(i);
  }
  if (broken === 'each') w.newline();
}
