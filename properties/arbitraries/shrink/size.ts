/**
 * The size of a program, by which shrinking goes down: nodes and layout hints first, then the weight of what its leaves say.
 * @module
 */
import type { Module } from '../../../model/index.ts';
import { isNode } from './tree.ts';

export interface Size {
  /** AST nodes and layout hints. */
  readonly nodes: number;
  /** What names, numbers and strings add: a name weighs more than a literal, a long literal more than a short one. */
  readonly weight: number;
}

const NAME_WEIGHT = 64;

function literalWeight(value: unknown): number {
  if (typeof value === 'number') return Math.min(value, 40);
  if (typeof value === 'string') return 1 + Math.min(value.length, 40);
  return isNode(value) ? 42 : 1;
}

export function sizeOf(module: Module): Size {
  let nodes = 0;
  let weight = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    if (!isNode(value)) return;
    nodes += 1;
    if (value['kind'] === 'Constant') weight += literalWeight(value['value']);
    else if (value['kind'] === 'Name') weight += NAME_WEIGHT;
    for (const key in value) {
      const field = value[key];
      if (key === 'layout' && isNode(field)) nodes += Object.keys(field).length;
      else if (key === 'names' && Array.isArray(field)) nodes += field.length;
      else if (key === 'name' && typeof field === 'string') weight += NAME_WEIGHT;
      else if (key !== 'at' && !(key === 'value' && value['kind'] === 'Constant')) visit(field);
    }
  };
  visit(module.body);
  return { nodes, weight };
}

export const isSmaller = (one: Size, other: Size): boolean =>
  one.nodes < other.nodes || (one.nodes === other.nodes && one.weight < other.weight);
