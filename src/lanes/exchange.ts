/**
 * Requests and answers as bytes, the same for every lane; `answer.py` is the other side.
 * @module
 */
import type { Source } from './lane.ts';
import type { Program, RecordOptions } from './recording.ts';
import type { SteppingOptions } from './stepping-recording.ts';

/** An answer: JSON, and the integers of a recording. */
export interface Answer<Head> {
  readonly head: Head;
  readonly numbers: Int32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A request as JSON bytes. */
export function encodeRequest(request: Readonly<Record<string, unknown>>): Uint8Array {
  return encoder.encode(JSON.stringify(request));
}

/** A source as a request carries it. */
export function sourceFields(source: Source): { readonly source: string } | { readonly bytes: string } {
  return typeof source === 'string' ? { source } : { bytes: Buffer.from(source).toString('hex') };
}

/** The request that records programs; `code`: with the tables of their code. */
export function recordRequest(programs: readonly Program[], options: RecordOptions, code = false): Uint8Array {
  return encodeRequest({
    do: 'record',
    level: options.level,
    fuel: options.fuel,
    code,
    programs: programs.map(({ source, ...rest }) => ({ ...rest, ...sourceFields(source) })),
  });
}

/** The request that records programs for steppers. */
export function steppingRequest(programs: readonly Program[], options: SteppingOptions): Uint8Array {
  return encodeRequest({
    do: 'recordStepping',
    ...options,
    programs: programs.map(({ source, ...rest }) => ({ ...rest, ...sourceFields(source) })),
  });
}

/** Takes an answer apart. The caller says which head the request has. */
export function decodeAnswer<Head>(bytes: Uint8Array): Answer<Head> {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head: Head = JSON.parse(decoder.decode(bytes.subarray(4, 4 + size)));
  // Copied: the integers need not stand on a multiple of four.
  return { head, numbers: new Int32Array(bytes.slice(4 + size).buffer) };
}
