import { beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../../../model/index.ts';
import { endsByConstruction } from '../../../../properties/arbitraries/shrink/ends.ts';
import { isWellFormed } from '../../../../properties/arbitraries/shrink/well-formed.ts';
import type { PyodideLane } from '../../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../../lanes.ts';

let lane: PyodideLane;
beforeAll(async () => {
  lane = await embedded('3.14.2');
});

function tree(source: string): Module {
  const { tree, error } = lane.parse(source);
  if (tree === undefined) throw new SyntaxError(error?.message);
  return tree;
}

describe('endsByConstruction', () => {
  it.each([
    'left = 3\nwhile left > 0:\n  left -= 1',
    'left = 3\nwhile left > 0 and x:\n  left = left - 1\n  continue',
    'left = 3\nwhile True:\n  left -= 1\n  if left < 0: break\n  print(left)',
    'def walk(n):\n  if n <= 0: return 1\n  return walk(n - 1)\nwalk(3)',
    'def ping(n):\n  if n <= 0: return 1\n  return pong(n - 1)\ndef pong(n):\n  if n <= 0: return 1\n  return ping(n - 1)',
    'for x in list(out): out.append(x)',
    'x = x * y % 7',
    'class C:\n  at = 0\n  def __next__(self):\n    if self.at >= 3: raise StopIteration\n    self.at += 1\n    return 1',
    "traced = globals().setdefault('traced', [])",
    'def tracer(frame, event, arg):\n  traced.append(event)\n  if event == "line" and len(traced) == 3: frame.f_lineno = 2',
  ])('accepts %j', (source) => {
    expect(endsByConstruction(tree(source))).toBe(true);
  });

  it.each([
    'while True: pass',
    'left = 3\nwhile left > 0: print(left)',
    'left = 3\nwhile left > 0:\n  left -= 1\n  left = 3',
    'left = 3\nwhile left > 0:\n  if x: continue\n  left -= 1',
    'left = 3\nwhile True:\n  left -= 1\n  if left < 0: pass',
    'def walk(n): return walk(n - 1)',
    'def walk(n):\n  if n <= 0: return 1\n  n = 5\n  return walk(n - 1)',
    'def walk(n):\n  if n <= 0: return 1\n  return walk(n)',
    'def f0(): return f0()',
    'def f0(): return f1()\ndef f1(): return f0()',
    'def walk(n):\n  if n <= 0: return 1\nwalk(x)',
    'for x in out: out.append(x)',
    'x = x * y',
    'x = x ** y',
    'class C:\n  def __next__(self): return 1',
    'class C:\n  def __getitem__(self, index): return 1',
    'class C:\n  def get0(self): return self.get0()',
    'traced = []',
    'def tracer(frame, event, arg):\n  traced.append(event)\n  frame.f_lineno = 2',
    'def tracer(frame, event, arg):\n  traced.append(event)\n  if len(traced) > 3: frame.f_lineno = 2',
    'def tracer(frame, event, arg):\n  if len(traced) == 3: frame.f_lineno = 2',
  ])('refuses %j', (source) => {
    expect(endsByConstruction(tree(source))).toBe(false);
  });
});

describe('isWellFormed', () => {
  /** Trees that the parser reads and the compiler refuses, and their neighbours that it takes. */
  it.each([
    ['return 1', false],
    ['def f(): return 1', true],
    ['break', false],
    ['for x in y:\n  if x: break', true],
    ['for x in y:\n  def f(): break', false],
    ['for x in y: pass\nelse: continue', false],
    ['yield 1', false],
    ['class C: yield 1', false],
    ['def f():\n  def g():\n    nonlocal x', false],
    ['def f(x):\n  def g():\n    nonlocal x', true],
    ['def f():\n  class C:\n    x = 1\n    def g(self):\n      nonlocal x', false],
    ['try: pass\nexcept: pass\nexcept E: pass', false],
    ['def f():\n  try: pass\n  except* E: return', false],
    ['def f():\n  try: return\n  except* E: pass', true],
    ['async def f():\n  yield 1\n  return 1', false],
    ['async def f():\n  yield 1\n  return', true],
    ['def f():\n  await x', false],
  ])('judges %j as CPython does', (source, verdict) => {
    const parsed = lane.parse(source);
    if (parsed.tree !== undefined) expect(isWellFormed(parsed.tree)).toBe(verdict);
    expect(lane.compile(source).error === undefined).toBe(verdict);
  });
});
