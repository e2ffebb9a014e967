/**
 * Real tools in a real CPython that count what they are told. `measure.py` is the other side.
 * @module
 */

import type { TraceException } from '../../model/index.ts';
import type { MeasuredRun, MeasuredTool } from '../../properties/index.ts';

/** One program's run as the lane gives it. */
export interface MeasuringHead {
  readonly runs: readonly RawMeasured[];
}

interface RawMeasured {
  readonly refused?: string;
  readonly stdout?: string;
  readonly globals?: readonly (readonly [string, string])[];
  readonly exception?: TraceException;
  readonly tools?: MeasuredRun['tools'];
}

/** The request. */
export function measureRequest(sources: readonly string[], tools: readonly MeasuredTool[]): Record<string, unknown> {
  return { do: 'measure', programs: sources.map((source) => ({ source })), tools };
}

/** A run's answer, with what the program showed as one text that can be compared. */
export function decodeMeasured(raw: RawMeasured): MeasuredRun {
  const shown = JSON.stringify([raw.stdout ?? '', raw.globals ?? [], raw.exception ?? null]);
  return { shown, tools: raw.tools ?? [], ...(raw.refused === undefined ? {} : { refused: raw.refused }) };
}
