/**
 * Whether CPython compiles a tree that was cut down from one that it compiles: what a cut can break.
 * @module
 */
import type { Module } from '../../../model/index.ts';
import { children, type Fields, inScope, isNode, kept } from './tree.ts';

interface Place {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
  /** In a suite of `except*`, which nothing but an exception may leave. */
  readonly inStar: boolean;
  readonly isAsync: boolean;
  /** Names that each enclosing function binds, innermost last. */
  readonly functions: readonly ReadonlySet<string>[];
}

/** The names that a function binds, parameters included, declared ones not. */
function bindings(node: Fields): Set<string> {
  const names = new Set<string>();
  const declared = new Set<string>();
  const args = node['args'] as Fields;
  for (const key of ['posonlyargs', 'args', 'kwonlyargs']) {
    for (const arg of args[key] as readonly Fields[]) names.add(String(arg['arg']));
  }
  for (const key of ['vararg', 'kwarg']) {
    const arg = args[key];
    if (isNode(arg)) names.add(String(arg['arg']));
  }
  for (const inner of inScope(node['body'])) {
    const { kind } = inner;
    if (kind === 'Name' && inner['ctx'] !== 'Load') names.add(String(inner['id']));
    else if (kind === 'Global' || kind === 'Nonlocal') for (const id of inner['names'] as string[]) declared.add(id);
    else for (const key of ['name', 'rest']) if (typeof inner[key] === 'string') names.add(inner[key]);
  }
  for (const id of declared) names.delete(id);
  return names;
}

/** Whether a body both yields and returns a value, which an asynchronous generator may not. */
function returnsFromGenerator(body: unknown): boolean {
  let yields = false;
  let returns = false;
  for (const { kind, value } of inScope(body)) {
    if (kind === 'Yield') yields = true;
    if (kind === 'Return' && value !== null) returns = true;
  }
  return yields && returns;
}

function check(value: unknown, place: Place): boolean {
  if (Array.isArray(value)) return value.every((item) => check(item, place));
  if (!isNode(value)) return true;
  switch (value['kind']) {
    case 'FunctionDef':
    case 'AsyncFunctionDef': {
      const isAsync = value['kind'] === 'AsyncFunctionDef';
      const inside: Place = {
        inFunction: true,
        inLoop: false,
        inStar: false,
        isAsync,
        functions: [...place.functions, bindings(value)],
      };
      if (isAsync && returnsFromGenerator(value['body'])) return false;
      return check(value['decorators'], place) && check(value['args'], place) && check(value['body'], inside);
    }
    case 'ClassDef':
      // What a class binds is not seen from inside it.
      return (
        check(value['decorators'], place) &&
        check(value['body'], {
          inFunction: false,
          inLoop: false,
          inStar: false,
          isAsync: false,
          functions: [...place.functions, new Set()],
        })
      );
    case 'Return':
      return place.inFunction && !place.inStar && check(value['value'], place);
    case 'YieldFrom':
      return place.inFunction && !place.isAsync && check(value['value'], place);
    case 'Yield':
      return place.inFunction && check(value['value'], place);
    case 'Await':
      return place.isAsync && check(value['value'], place);
    case 'AsyncWith':
      if (!place.isAsync) return false;
      break;
    case 'Break':
    case 'Continue':
      return place.inLoop;
    case 'For':
    case 'AsyncFor':
    case 'While':
      if (value['kind'] === 'AsyncFor' && !place.isAsync) return false;
      return check(value['body'], { ...place, inLoop: true }) && check(value['orelse'], place);
    case 'Nonlocal': {
      const outer = place.functions.slice(0, -1);
      return (value['names'] as string[]).every((id) => outer.some((names) => names.has(id)));
    }
    case 'Try':
    case 'TryStar': {
      const handlers = value['handlers'] as readonly Fields[];
      const bare = handlers.findIndex((handler) => handler['type'] === null);
      if (bare >= 0 && (bare < handlers.length - 1 || value['kind'] === 'TryStar')) return false;
      if (value['kind'] === 'Try') break;
      return (
        check([value['body'], value['orelse'], value['finalbody']], place) &&
        check(handlers, { ...place, inLoop: false, inStar: true })
      );
    }
    default:
  }
  for (const [, child] of children(value)) if (!check(child, place)) return false;
  return true;
}

/** Whether returns, loops, yields, declarations and handlers stand where they may. */
export const isWellFormed = (module: Module): boolean => module.body.every(stands);

const TOP: Place = { inFunction: false, inLoop: false, inStar: false, isAsync: false, functions: [] };
const stands = kept((statement) => check(statement, TOP));
