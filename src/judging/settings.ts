/**
 * Under which policies sessions are judged, and by which laws: each law needs a policy that gives it a premise.
 * @module
 */
import fc from 'fast-check';
import { allCode, type Policy, printScript, type Script, scriptOf, suspendsAtAwait } from '../../machines/index.ts';
import type { CodeObject, Schedule } from '../../model/index.ts';
import {
  arbitraryScript,
  directedScript,
  LAWS,
  type Law,
  POLICIES,
  type PolicyName,
  type Recording,
  type SessionSpec,
  subjectsOf,
} from '../../properties/index.ts';

/** `strict`; `strict` where steps change threads; `strict` with functions that steps skip; a policy that stops at exceptions. */
export type SettingId = 'strict' | 'turned' | 'filtered' | 'exceptions';

/** One way of judging. */
export interface Setting {
  readonly id: SettingId;
  readonly policy: PolicyName;
  /** Rows of the policy that are otherwise here. */
  readonly rows?: Partial<Policy>;
  readonly laws: readonly Law[];
}

const ofPolicy = (law: Law, name: PolicyName): boolean => law.policies === undefined || law.policies.includes(name);

/** Laws on legs speak of one thread; these hold wherever a step goes. */
const EVERYWHERE: ReadonlySet<string> = new Set(['teardown', 'entries-with-lines', 'no-idle-call']);

export const SETTINGS: Readonly<Record<SettingId, Setting>> = {
  strict: { id: 'strict', policy: 'strict', laws: LAWS.filter((law) => ofPolicy(law, 'strict')) },
  turned: {
    id: 'turned',
    policy: 'strict',
    laws: LAWS.filter(
      (law) =>
        ofPolicy(law, 'strict') && (law.universal !== undefined || law.group === 'rules' || EVERYWHERE.has(law.id)),
    ),
  },
  filtered: {
    id: 'filtered',
    policy: 'strict',
    laws: LAWS.filter((law) => law.filtered === true || law.policies === undefined),
  },
  exceptions: {
    id: 'exceptions',
    policy: 'pdb',
    // pdb hides what ends a for or a yield from; a debugger may show it.
    rows: { STOPITERATION_STOPS: 'consumer' },
    laws: LAWS.filter((law) => law.policies?.includes('pdb') === true),
  },
};

/** A session to be judged, as data that can be written down. */
export interface SessionText {
  readonly source: string;
  readonly script: string;
  readonly setting: SettingId;
  /** Functions that steps skip. */
  readonly filter?: readonly string[];
  /** Of a program with threads, which the model runs. */
  readonly schedule?: Schedule;
}

/** A session of a program. */
export interface Asked {
  readonly setting: Setting;
  readonly spec: SessionSpec;
}

/** The policies of the settings: sessions that share one are told apart by their scripts. */
const policies = new Map<string, Policy>();

function policyOf({ id, policy: name, rows }: Setting, skips: boolean): Policy {
  const key = `${id} ${skips}`;
  let policy = policies.get(key);
  if (policy === undefined) {
    policy = { ...POLICIES[name], ...rows, ...(skips && { FILTER: 'list' as const }) };
    policies.set(key, policy);
  }
  return policy;
}

/** What a session asks for. */
export function asked(setting: Setting, script: Script, filter?: readonly string[]): Asked {
  const policy = policyOf(setting, filter !== undefined);
  return { setting, spec: { script, policy, filter, attach: undefined, backward: undefined } };
}

/** Sessions of a program with threads; those in which steps change threads are judged as such. */
export function threadSessionsOf(run: Recording, seed: number, scripts: number, chosen: boolean): readonly Asked[] {
  const { codeOf } = run.trace;
  const threads = new Map<number, number>();
  let most = 0;
  let wanders = false;
  for (const { frame, thread } of run.trace.items) {
    most = Math.max(most, thread);
    wanders ||= (threads.get(frame) ?? thread) !== thread && isCoroutine(codeOf.get(frame));
    threads.set(frame, thread);
  }
  return sessionsOf(run.module, [], seed, scripts, chosen, most).map((session) => {
    const { setting, spec } = session;
    const turns = wanders || spec.script.some(({ command }) => command.kind === 'thread');
    return turns && setting.id === 'strict' ? asked(SETTINGS.turned, spec.script) : session;
  });
}

/** Steps stay with coroutines, whoever resumes them. */
function isCoroutine(code: CodeObject | undefined): boolean {
  return code?.instructions.some((i) => suspendsAtAwait(code, i.offset)) === true;
}

/** The session as text. */
export function textOf(source: string, { setting, spec }: Asked, schedule?: Schedule): SessionText {
  const { script, filter } = spec;
  return {
    source,
    script: printScript(script),
    setting: setting.id,
    ...(filter === undefined ? {} : { filter }),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

/** So many scripts under `strict` bring one more session that skips functions and one more that stops at exceptions. */
const SCRIPTS_A_FURTHER = 16;

/**
 * Sessions of one program, no two the same: most under `strict`, half of them (of programs chosen for a law more) with scripts that lead straight to what
 * laws speak of; at least one that skips functions and one that stops at exceptions.
 */
export function sessionsOf(
  module: CodeObject,
  conditions: readonly string[],
  seed: number,
  scripts: number,
  chosen = false,
  threads = 0,
): readonly Asked[] {
  const subjects = { ...subjectsOf(module, conditions), threads };
  const directed = scripts > SCRIPTS_A_FURTHER && chosen ? scripts - (scripts >> 2) : scripts >> 1;
  const all = [
    ...fc.sample(arbitraryScript(subjects), { seed, numRuns: scripts - directed }),
    ...fc.sample(directedScript(subjects), { seed: seed ^ 0x3d1, numRuns: directed }),
  ];
  const further = 1 + Math.floor(scripts / SCRIPTS_A_FURTHER);
  const steps = fc.sample(arbitraryScript({ ...subjects, stepsOnly: true }), { seed: seed ^ 0x77, numRuns: further });
  const sessions = all.map((script) => asked(SETTINGS.strict, script));
  const named = [...new Set(allCode(module).map((c) => c.qualname))].filter((name) => !name.endsWith('>'));
  for (const [n, script] of steps.entries()) {
    const draw = (seed >>> 0) + 7 * n;
    if (named.length > 0) sessions.push(skipping(named, draw, script));
    sessions.push(showing(subjects.functions, draw, script));
  }
  const texts = new Set<string>();
  return sessions.filter(({ setting, spec }) => {
    const text = [setting.id, printScript(spec.script), ...(spec.filter ?? [])].join('\n');
    return !texts.has(text) && texts.add(text);
  });
}

/** The smallest scripts say most about a skipped function; every second session skips two. */
function skipping(named: readonly string[], draw: number, steps: Script): Asked {
  const skipped = named.filter((_, n) => n === draw % named.length || (draw & 1) === n);
  return asked(SETTINGS.filtered, INTO_MOST[draw % INTO_MOST.length] ?? steps, skipped);
}

/** Where a policy shows exceptions. */
function showing(functions: readonly string[], draw: number, steps: Script): Asked {
  const name = functions[draw % Math.max(1, functions.length)];
  const shown = draw % 3 === 0 || name === undefined ? OVER_ALL[draw % OVER_ALL.length]! : overIn(name);
  return asked(SETTINGS.exceptions, draw % 5 === 0 ? steps : shown);
}

/** Into everything from the first line on, into and over everything from the beginning of each function: what is wrong shows where it comes first. */
export function wholeSessions(module: CodeObject): readonly Asked[] {
  const { functions } = subjectsOf(module, []);
  const within = functions.flatMap((name): Script[] => {
    const place = { kind: 'function', name } as const;
    const there = scriptOf([{ kind: 'break', place, temporary: true, ignore: 0 }, { kind: 'continue' }]);
    return [
      [...there, ...repeated('into')],
      [...there, ...repeated('over')],
    ];
  });
  return [INTO_ALL, ...within].map((script) => asked(SETTINGS.strict, script));
}

/** Over every line of a function, whenever it begins. */
function overIn(name: string): Script {
  const place = { kind: 'function', name } as const;
  return [
    ...scriptOf([{ kind: 'break', place, temporary: false, ignore: 0 }, { kind: 'continue' }]),
    ...repeated('over'),
  ];
}

const repeated = (kind: 'into' | 'over'): Script => [{ command: { kind }, repeat: true, text: kind }];
const once = (kind: 'into' | 'over' | 'out') => ({ command: { kind }, repeat: false, text: kind }) as const;
/** Into everything, from the first line to the last. */
const INTO_ALL: Script = repeated('into');
const INTO_MOST: readonly (Script | undefined)[] = [
  INTO_ALL,
  [once('into'), once('into'), once('into'), once('out'), ...repeated('into')],
  [once('into'), once('into'), ...repeated('over')],
  undefined,
];
const OVER_ALL: readonly Script[] = [
  repeated('over'),
  [once('into'), once('into'), once('into'), ...repeated('over')],
  [once('over'), once('into'), once('into'), ...repeated('over')],
  repeated('into'),
];
