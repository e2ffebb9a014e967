/**
 * How often the modules of a real CPython's library use what the model does not have: the list of what to widen next.
 * @module
 */

import { BUILTIN_NAMES, BUILTINS } from '../../model/vm/builtins/index.ts';
import { MODELLED_MODULES } from '../../model/vm/builtins/library-modules.ts';
import { NATIVE_MODULES } from '../../model/vm/modules/index.ts';
import { TYPES } from '../../model/vm/objects/types.ts';
import { Ref } from '../../model/vm/value.ts';
import type { PyodideLane } from '../../src/lanes/pyodide-lane.ts';

/** Something that the model lacks. */
export interface Lack {
  readonly what: string;
  /** How many modules of the library use it. */
  readonly modules: number;
}

/** What the library uses, name by name, in how many of its modules. */
interface Usage {
  readonly files: number;
  /** Modules by the first part of their name. */
  readonly imports: Readonly<Record<string, number>>;
  /** `sys.name` of C modules. */
  readonly members: Readonly<Record<string, number>>;
  /** `.name(`. */
  readonly methods: Readonly<Record<string, number>>;
  /** `name(`, of builtins. */
  readonly functions: Readonly<Record<string, number>>;
  /** Public methods of builtin types. */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

const C_MODULES = Object.keys(NATIVE_MODULES).filter((name) => !name.startsWith('_') && name !== 'builtins');

/** Reads every module of the library as text: parsing them would take a minute. */
const SURVEY = `
import builtins, json, os, re, sys, zipimport
from collections import Counter
archive = zipimport.zipimporter(os.path.dirname(os.__file__))
counts = {kind: Counter() for kind in ("imports", "members", "methods", "functions")}
kinds = dict(
    imports=re.compile(r"^[ \\t]*from[ \\t]+([A-Za-z]\\w*)|^[ \\t]*import[ \\t]+([^#\\n;]+)", re.M),
    members=re.compile(r"\\b((?:${C_MODULES.join('|')})\\.[a-z]\\w*)"),
    methods=re.compile(r"\\.([a-z]\\w*)\\("),
    functions=re.compile(r"(?<![\\w.])(" + "|".join(n for n in dir(builtins) if n.islower() and n[0] != "_") + r")\\("),
)
files = sorted(f for f in archive._get_files() if f.endswith(".py"))
for file in files:
    text = archive.get_data(archive.archive + "/" + file).decode("utf-8", "replace")
    for kind, pattern in kinds.items():
        found = pattern.findall(text)
        if kind == "imports":
            found = [part.split()[0].split(".")[0] for one, several in found for part in (one or several).split(",") if part.strip()]
        counts[kind].update(set(found))
counts["imports"] = {name: n for name, n in counts["imports"].items() if name in sys.stdlib_module_names}
types = (str, bytes, bytearray, int, float, complex, list, tuple, dict, set, frozenset, range, slice, memoryview, type, property)
methods = {t.__name__: [n for n in dir(t) if n[0] != "_" and callable(getattr(t, n))] for t in types}
print(json.dumps({"files": len(files), **counts, "types": methods}))
`;

function survey(lane: PyodideLane): Usage {
  const [run] = lane.record([{ source: 'pass\n', setup: SURVEY }], { level: 'semantic', fuel: 10 });
  return JSON.parse(run?.stdout ?? '');
}

const first = (name: string): string => name.split('.')[0] ?? name;

function lacksMember(name: string): boolean {
  const [module = '', member = ''] = name.split('.');
  const native = NATIVE_MODULES[module];
  if (native === undefined || Object.hasOwn(native.functions, member) || name in TYPES) return false;
  return !VALUES_OF[module]?.has(member);
}

/** What modules hold beside functions, by module. */
const VALUES_OF: Readonly<Record<string, ReadonlySet<string>>> = {
  sys: new Set(
    'argv modules monitoring maxsize maxunicode byteorder platform version_info hash_info float_info int_info implementation flags stdout stderr stdin'.split(
      ' ',
    ),
  ),
  math: new Set(['pi', 'e', 'tau', 'inf', 'nan']),
};

function lacksFunction(name: string): boolean {
  const found = BUILTIN_NAMES['3.14'].get(name);
  return found === undefined || (found instanceof Ref && !(name in TYPES) && !(name in BUILTINS));
}

/** What the model lacks of what the library uses. */
export interface Lacks {
  /** How many modules were looked at. */
  readonly files: number;
  readonly lacking: readonly Lack[];
  /** Methods whose name another type's method has too: nobody can tell from a text which one is called. */
  readonly uncounted: readonly string[];
}

/** What the model lacks, what most modules use first. */
export function lacks(lane: PyodideLane): Lacks {
  const { files, imports, members, methods, functions, types } = survey(lane);
  const known = new Set([...MODELLED_MODULES].map(first));
  const rows: Lack[] = [];
  const uncounted: string[] = [];
  for (const [name, modules] of Object.entries(imports))
    if (!known.has(name)) rows.push({ what: `import ${name}`, modules });
  for (const [name, modules] of Object.entries(members)) if (lacksMember(name)) rows.push({ what: name, modules });
  for (const [name, modules] of Object.entries(functions))
    if (lacksFunction(name)) rows.push({ what: `${name}()`, modules });
  for (const [type, names] of Object.entries(types)) {
    for (const name of names) {
      const inherited = type === 'frozenset' || type === 'bool' ? `set.${name}` : '';
      if (`${type}.${name}` in BUILTINS || inherited in BUILTINS) continue;
      const what = `${type}.${name}()`;
      if (Object.keys(types).some((other) => `${other}.${name}` in BUILTINS)) uncounted.push(what);
      else rows.push({ what, modules: methods[name] ?? 0 });
    }
  }
  const order = (a: Lack, b: Lack): number => b.modules - a.modules || (a.what < b.what ? -1 : 1);
  return { files, lacking: rows.filter(({ modules }) => modules >= LEAST).sort(order), uncounted: uncounted.sort() };
}

/** Rarer ones are not listed. */
const LEAST = 3;
