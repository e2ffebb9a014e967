import { describe, expect, it } from 'vitest';
import {
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_HIDDEN,
  CO_FAST_LOCAL,
  CO_GENERATOR,
} from '../../../../model/code/code-object.ts';
import { buildGraph } from '../../../../model/compile/flowgraph/build.ts';
import { localsPlus, prepareLocalsPlus } from '../../../../model/compile/flowgraph/prefix.ts';
import type { CodeUnit } from '../../../../model/compile/sequence.ts';
import { sequence, show } from './graph-text.ts';

function unit(change: Partial<CodeUnit>, text = '1 RESUME 0'): CodeUnit {
  return {
    python: '3.13',
    name: 'f',
    qualname: 'f',
    filename: 'f.py',
    firstlineno: 1,
    flags: 0,
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    consts: [],
    names: [],
    varnames: [],
    cellvars: [],
    freevars: [],
    fastHidden: new Set(),
    sequence: sequence(text),
    annotations: null,
    ...change,
  };
}

function prepared(u: CodeUnit): string[] {
  const g = buildGraph(u.python, u.sequence, null, []);
  prepareLocalsPlus(g, u);
  return show(g);
}

describe('localsPlus', () => {
  it('has locals, then cells that are no locals, then free variables', () => {
    const u = unit({ varnames: ['a', 'b'], cellvars: ['b', 'c'], freevars: ['d'], fastHidden: new Set(['a']) });
    expect(localsPlus(u)).toEqual({
      names: ['a', 'b', 'c', 'd'],
      kinds: [CO_FAST_LOCAL | CO_FAST_HIDDEN, CO_FAST_LOCAL | CO_FAST_CELL, CO_FAST_CELL, CO_FAST_FREE],
    });
  });
});

describe('prepareLocalsPlus', () => {
  it('makes cells in slot order, those of arguments first, after copying free variables', () => {
    const u = unit({ varnames: ['a', 'b'], cellvars: ['c', 'b'], freevars: ['d', 'e'] });
    expect(prepared(u)).toEqual(['. COPY_FREE_VARS 2', '. MAKE_CELL 1', '. MAKE_CELL 2', '1 RESUME']);
  });

  it('turns cell and free variable indices into slots', () => {
    const text = '1 LOAD_DEREF 0\n1 LOAD_DEREF 1\n1 LOAD_DEREF 2\n1 LOAD_FAST 0';
    const u = unit({ varnames: ['a', 'b'], cellvars: ['c', 'b'], freevars: ['d'] }, text);
    expect(prepared(u).slice(3)).toEqual(['1 LOAD_DEREF 2', '1 LOAD_DEREF 1', '1 LOAD_DEREF 3', '1 LOAD_FAST']);
  });

  it('begins a generator by returning it, where code generation has not', () => {
    expect(prepared(unit({ flags: CO_GENERATOR, firstlineno: 3 }))).toEqual([
      '3 RETURN_GENERATOR',
      '3 POP_TOP',
      '1 RESUME',
    ]);
    expect(prepared(unit({ python: '3.12', flags: CO_GENERATOR }))[1]).toBe('. POP_TOP');
    expect(prepared(unit({ python: '3.15', flags: CO_GENERATOR }))).toEqual(['1 RESUME']);
  });
});
