/**
 * The Python side of the measurements.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** For an interpreter of this machine. */
export const PEER_PATH: string = join(packageRoot, 'src/bench/peer.py');

/** For an embedded interpreter: its functions, without the part that reads standard input. */
export function peerSource(): string {
  return readFileSync(PEER_PATH, 'utf8').split('\nif __name__ ==')[0]!;
}
