/**
 * Questions that a process asks the one that started it and waits for, without giving its own work up: a pipe of frames, each a length of four bytes and a
 * serialised value.
 * @module
 */
import { readSync, writeSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const HEAD = 4;

function framed(value: unknown): Buffer {
  const body = serialize(value);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Asks through the pipe of that number and waits for the answer; undefined where nobody is left who would give one. */
export function ask(fd: number, question: unknown): unknown {
  const frame = framed(question);
  for (let at = 0; at < frame.length; ) at += writeSync(fd, frame, at);
  const head = readExactly(fd, HEAD);
  const body = head === undefined ? undefined : readExactly(fd, head.readUInt32LE());
  return body === undefined ? undefined : deserialize(body);
}

function readExactly(fd: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const read = readSync(fd, bytes, at, length - at, null);
    if (read === 0) return undefined;
    at += read;
  }
  return bytes;
}

/** Answers what comes through the other end; `failed` hears why an answer could not be found: the process then waits for ever. */
export function answerQuestions(
  end: unknown,
  answer: (question: unknown) => Promise<unknown>,
  failed: (error: unknown) => void,
): void {
  if (!(end instanceof Duplex)) throw new Error('a process without a pipe for its questions');
  let pending = Buffer.alloc(0);
  end.on('error', () => {});
  end.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length < HEAD) return;
    const size = HEAD + pending.readUInt32LE();
    if (pending.length < size) return;
    const question: unknown = deserialize(pending.subarray(HEAD, size));
    // It waits: there is never more than one.
    pending = pending.subarray(size);
    answer(question).then((found) => end.write(framed(found)), failed);
  });
}
