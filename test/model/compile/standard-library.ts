/**
 * The modules of the standard library that an embedded CPython ships, read from its archive.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { embeddedBuild } from '../../../src/lanes/builds.ts';
import { installedBuild } from '../../../src/lanes/load-pyodide.ts';

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;

/** Name and source of every module of a release, in the archive's order. */
export function standardLibrary(release: string): ReadonlyMap<string, Uint8Array> {
  const { folder } = installedBuild(embeddedBuild(release)!)!;
  const zip = readFileSync(join(folder, 'python_stdlib.zip'));
  const end = zip.length - END_SIZE;
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new RangeError(`the standard library of ${release} is no plain zip archive`);
  }
  const modules = new Map<string, Uint8Array>();
  let entry = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(entry) === CENTRAL_ENTRY) {
    const nameLength = zip.readUInt16LE(entry + 28);
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    if (name.endsWith('.py')) {
      modules.set(name, fileAt(zip, entry));
    }
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return modules;
}

function fileAt(zip: Buffer, entry: number): Uint8Array {
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + size);
  return zip.readUInt16LE(entry + 10) === 0 ? data : inflateRawSync(data);
}
