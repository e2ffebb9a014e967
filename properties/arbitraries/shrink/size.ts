/**
 * The size of a program, by which shrinking goes down: nodes and layout hints first, then the weight of what its leaves say.
 * @module
 */
import type { Module } from '../../../model/index.ts';
import { type Fields, isNode, kept } from './tree.ts';

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

const partSize = kept((part): Size => {
  if (Array.isArray(part)) return part.reduce((sum: Size, item: unknown) => plus(sum, item), NOTHING);
  const node = part as Fields;
  let size: Size = { nodes: 1, weight: 0 };
  if (node['kind'] === 'Constant') size = { nodes: 1, weight: literalWeight(node['value']) };
  else if (node['kind'] === 'Name') size = { nodes: 1, weight: NAME_WEIGHT };
  for (const key in node) {
    const field = node[key];
    if (key === 'layout' && isNode(field)) size = { ...size, nodes: size.nodes + Object.keys(field).length };
    else if (key === 'names' && Array.isArray(field)) size = { ...size, nodes: size.nodes + field.length };
    else if (key === 'name' && typeof field === 'string') size = { ...size, weight: size.weight + NAME_WEIGHT };
    else if (key !== 'at' && !(key === 'value' && node['kind'] === 'Constant')) size = plus(size, field);
  }
  return size;
});

const NOTHING: Size = { nodes: 0, weight: 0 };

function plus(sum: Size, part: unknown): Size {
  if (!isNode(part)) return sum;
  const { nodes, weight } = partSize(part);
  return { nodes: sum.nodes + nodes, weight: sum.weight + weight };
}

export const sizeOf = (module: Module): Size => partSize(module.body);

export const isSmaller = (one: Size, other: Size): boolean =>
  one.nodes < other.nodes || (one.nodes === other.nodes && one.weight < other.weight);
