/**
 * Byte strings and the variable-length integers of CPython's tables.
 * @module
 */

/**
 * Bytes of a string of hexadecimal digits.
 * @throws RangeError where it is none.
 */
export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = (digitOf(digits.charCodeAt(2 * i)) << 4) | digitOf(digits.charCodeAt(2 * i + 1));
    if (byte < 0) throw new RangeError(`not hexadecimal: ${digits.slice(2 * i, 2 * i + 2)}`);
    bytes[i] = byte;
  }
  return bytes;
}

/** The value of a hexadecimal digit by its character code; −1 for anything else. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  return code >= 65 && code <= 70 ? code - 55 : -1;
}

/** Reads a table from its start to its end. */
export class TableReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** @throws RangeError at the end of the table. */
  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('table ends inside an entry');
    return byte;
  }

  /** Location table: 6 bits a byte, least significant first, bit 6 says that more follow. */
  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = this.byte();
      value |= (byte & 63) << shift;
      if ((byte & 64) === 0) return value;
    }
  }

  /** The sign in the lowest bit. */
  signedVarint(): number {
    const value = this.varint();
    return (value & 1) !== 0 ? -(value >> 1) : value >> 1;
  }

  /** Exception table: 6 bits a byte, most significant first; the first byte of an entry has bit 7 set besides. */
  bigEndianVarint(): number {
    let byte = this.byte();
    let value = byte & 63;
    while ((byte & 64) !== 0) {
      byte = this.byte();
      value = (value << 6) | (byte & 63);
    }
    return value;
  }
}
