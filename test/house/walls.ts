/**
 * The walls between the rooms (`docs/house.md`), as data.
 * @module
 */
import { cycles, type Import, type Module, type Room, roomOf } from './import-graph.ts';

export interface Wall {
  /** Also the name of the folder in `test/fixtures/walls` that breaks it, and no other. */
  readonly name: string;
  readonly why: string;
  /** What breaks it, one sentence each. */
  readonly breaches: (modules: readonly Module[]) => readonly string[];
}

const PURE: readonly Room[] = ['model', 'machines', 'properties'];

/** Which rooms a room may import from. */
const BELOW: Readonly<Record<Room, readonly Room[]>> = {
  model: ['model'],
  machines: ['machines', 'model'],
  properties: ['properties', 'machines', 'model'],
  src: ['src', 'properties', 'machines', 'model'],
  test: ['test', 'src', 'properties', 'machines', 'model'],
};

/** The packages a pure room may use. */
const PACKAGES: Readonly<Partial<Record<Room, readonly string[]>>> = {
  model: ['immer'],
  machines: ['xstate'],
  properties: ['fast-check'],
};

/** What a law file may import from its own folder. */
const SHARED_BY_LAWS = ['law', 'leg', 'step-targets', 'event-sets', 'breakpoint-standing', 'trace-facts'].map(
  (name) => `properties/laws/${name}.ts`,
);

/** A comparison of a version with one. */
const VERSION_TEST = /\b(?:version|python)\s*(?:[<>]=?|[!=]==)\s*'3\.\d+'/;
const IMPURE =
  /\b(?:Math\.random|Date\.now|new Date|performance\.now|globalThis|fetch\(|setTimeout|process\.|console\.)/;

/** A wall that is a rule about single imports. */
function noImport(name: string, why: string, breaks: (from: Room, to: Room | undefined, i: Import) => boolean): Wall {
  return {
    name,
    why,
    breaches: (modules) =>
      modules
        .flatMap((m) => m.imports)
        .filter((i) => breaks(roomOf(i.from)!, roomOf(i.to), i))
        .map((i) => `${i.from} imports ${i.to}`),
  };
}

export const WALLS: readonly Wall[] = [
  noImport(
    'rooms-in-order',
    'a room knows only the rooms below it',
    (from, to) => to !== undefined && to !== 'test' && !BELOW[from].includes(to),
  ),
  noImport(
    'production-without-test',
    'what is shipped does not need its proof',
    (from, to) => from !== 'test' && to === 'test',
  ),
  noImport(
    'rooms-by-the-door',
    'what a room promises is its index',
    (from, to, i) => from !== 'test' && to !== undefined && to !== from && to !== 'test' && i.to !== `${to}/index.ts`,
  ),
  noImport(
    'machines-take-only-types-from-model',
    'a debugger is a tool: it hears events and knows no virtual machine',
    (from, to, i) => from === 'machines' && to === 'model' && !i.typeOnly,
  ),
  noImport(
    'no-node-in-pure-rooms',
    'pure rooms do no input or output',
    (from, _to, i) => PURE.includes(from) && i.to.startsWith('node:'),
  ),
  noImport(
    'packages-of-a-room',
    'each pure room has one package it is built with',
    (from, to, i) =>
      to === undefined && !i.to.startsWith('node:') && PACKAGES[from] !== undefined && !PACKAGES[from].includes(i.to),
  ),
  noImport(
    'laws-stand-alone',
    'a law is read and judged by itself',
    (_from, _to, i) =>
      i.from.startsWith('properties/laws/') &&
      i.to.startsWith('properties/laws/') &&
      i.from !== 'properties/laws/index.ts' &&
      !SHARED_BY_LAWS.includes(i.to),
  ),
  {
    name: 'no-clock-no-chance',
    why: 'the same input gives the same answer',
    breaches: (modules) =>
      modules
        .filter((m) => PURE.includes(roomOf(m.path)!))
        .flatMap((m) =>
          m.text
            .split('\n')
            .filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line))
            .flatMap((line) => IMPURE.exec(line)?.[0] ?? [])
            .map((what) => `${m.path} uses ${what}`),
        ),
  },
  {
    name: 'versions-in-tables',
    why: 'what differs between versions is a row of a table with a name',
    breaches: (modules) =>
      modules
        .filter((m) => roomOf(m.path) === 'model')
        .flatMap((m) =>
          m.text
            .split('\n')
            .filter((line) => VERSION_TEST.test(line))
            .map((line) => `${m.path}: ${line.trim()}`),
        ),
  },
  {
    name: 'no-circular-rooms',
    why: 'a cycle of imports through a door is two rooms that are one',
    breaches: (modules) =>
      cycles(modules)
        .filter((files) => files.some((file) => file.endsWith('/index.ts') && file.split('/').length === 2))
        .map((files) => [...files, files[0]].join(' → ')),
  },
];
