/**
 * Strings as Python has them: sequences of code points.
 * @module
 */

/** Orders as Python's `<` on `str`: by code point, which UTF-16 order is not beyond the basic plane. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const n = Math.min(left.length, right.length);
  for (let i = 0; i < n; i++) {
    const d = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (d !== 0) {
      return d;
    }
  }
  return left.length - right.length;
}

/** The number of code points. */
export function codePointLength(s: string): number {
  let n = 0;
  for (const _ of s) {
    n++;
  }
  return n;
}

/**
 * The docstring as 3.13+ keeps it: tabs expanded, indentation common to all lines but the first removed, trailing
 * whitespace kept, as `_PyCompile_CleanDoc` does it.
 */
export function cleanDoc(doc: string): string {
  const text = expandTabs(doc);
  const lines = text.split('\n');
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(1)) {
    const indent = leadingSpaces(line);
    if (indent < line.length) {
      margin = Math.min(margin, indent);
    }
  }
  const first = lines[0]!.slice(leadingSpaces(lines[0]!));
  if (lines.length === 1) {
    return first;
  }
  const cut = margin === Number.POSITIVE_INFINITY ? 0 : margin;
  const rest = lines.slice(1).map((line) => line.slice(Math.min(cut, leadingSpaces(line))));
  return [first, ...rest].join('\n');
}

function leadingSpaces(line: string): number {
  let n = 0;
  while (line[n] === ' ') {
    n++;
  }
  return n;
}

/** `str.expandtabs()` with stops every 8 columns; `\n` and `\r` start a line. */
function expandTabs(s: string): string {
  if (!s.includes('\t')) {
    return s;
  }
  let column = 0;
  let out = '';
  for (const ch of s) {
    if (ch === '\t') {
      const n = 8 - (column % 8);
      out += ' '.repeat(n);
      column += n;
    } else {
      out += ch;
      column = ch === '\n' || ch === '\r' ? 0 : column + 1;
    }
  }
  return out;
}
