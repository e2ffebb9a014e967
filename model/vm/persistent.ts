/**
 * P, the persistent engine. A state is never changed for who holds it, and a run writes in place: contents belong to the epoch that copied
 * them; when a state is handed out its epoch ends, and the next one copies what it writes to and leaves the old contents in the older version's
 * log. Going back to an older state swaps logs along the way (Baker's rerooting), so a straight run costs nothing for states nobody holds.
 * @module
 */

import type { Version } from '../code/code-object.ts';
import type { Monitoring } from '../monitoring/instrumentation.ts';
import type { HeapData } from './heap.ts';
import { forEachReference } from './lifetime.ts';
import { Machine } from './machine.ts';
import type { Registers } from './state.ts';
import type { Counts } from './store.ts';
import { TypeLookups } from './type-lookups.ts';
import { ModelError, Ref, type Slot } from './value.ts';

/** A node of the version tree: the newest has no log; an older one has the contents that the next version replaced. */
class HeapVersion {
  log: [Ref, HeapData][] | null = null;
  next: HeapVersion | null = null;
}

/** A state of P: opaque but for its registers. */
export class PersistentState {
  readonly registers: Registers;
  readonly version: HeapVersion;
  constructor(registers: Registers, version: HeapVersion) {
    this.registers = registers;
    this.version = version;
  }
}

/** Look-ups on a type, while no type changed. */
interface TypeCache {
  readonly version: Version;
  readonly generation: number;
  readonly found: TypeLookups;
}

export class PersistentMachine extends Machine {
  private typeGeneration = 0;
  private current = new HeapVersion();
  private log: [Ref, HeapData][] = [];
  private epoch = 1;
  private ownsMonitoring = true;
  private countsValid = false;

  /** Hands out the present state and ends the epoch. */
  save(): PersistentState {
    const state = new PersistentState(this.registers, this.current);
    this.registers = copyRegisters(this.registers);
    this.thread = this.registers.threads[this.registers.thread] as typeof this.thread;
    this.ownsMonitoring = false;
    const version = new HeapVersion();
    this.current.next = version;
    this.log = [];
    this.current.log = this.log;
    this.current = version;
    this.epoch++;
    this.setTop(this.top);
    return state;
  }

  /** Goes to a state that was handed out, to go on from there. */
  restore(state: PersistentState): void {
    this.reroot(state.version);
    this.countsValid = false;
    this.registers = copyRegisters(state.registers);
    this.thread = this.registers.threads[this.registers.thread] as typeof this.thread;
    this.ownsMonitoring = false;
    const version = new HeapVersion();
    this.current.next = version;
    this.log = [];
    this.current.log = this.log;
    this.current = version;
    this.epoch++;
    this.dropped.length = 0;
    this.fresh.length = 0;
    this.tracking = false;
    this.lifetimes = false;
    this.setTop(this.thread.top);
    if (this.registers.tracking) this.startTracking();
  }

  /** Takes over a state that came from elsewhere (JSON): all that the machine was is gone. */
  adopt(registers: Registers, heap: ReadonlyMap<Ref, HeapData>): void {
    this.typesChanged();
    for (const [ref, data] of heap) {
      if (ref.id < 0) continue;
      ref.data = data;
      ref.epoch = 0;
      ref.scratch = undefined;
    }
    this.restore(new PersistentState(registers, this.current));
  }

  /**
   * Forgets a state that was handed out after `before` on the way here, with none between them: what it alone remembers is given up, `before`
   * remembers the rest. The machine must stand behind both. Whoever holds the state may still go back to it.
   */
  forgetState(before: PersistentState, state: PersistentState): void {
    const { version } = before;
    const dropped = state.version;
    if (version.next !== dropped || dropped.log === null || version.log === null || dropped.log === this.log)
      throw new ModelError('a state can be forgotten only between two older ones');
    const known = new Set(version.log.map(([ref]) => ref));
    for (const entry of dropped.log) {
      // What was made later is no part of the older state.
      if (entry[0].id < before.registers.nextId && !known.has(entry[0])) version.log.push(entry);
    }
    version.next = dropped.next;
  }

  /** Slots of memory that the old contents take which a state alone remembers, about. */
  weight({ version }: PersistentState): number {
    return version.log === null ? 0 : version.log.reduce((sum, [, data]) => sum + sizeOf(data), 0);
  }

  private reroot(target: HeapVersion): void {
    this.typesChanged();
    const path: HeapVersion[] = [];
    for (let node: HeapVersion | null = target; node !== null && node !== this.current; node = node.next)
      path.push(node);
    for (let i = path.length - 1; i >= 0; i--) {
      const older = path[i] as HeapVersion;
      const newer = older.next as HeapVersion;
      const log = older.log as [Ref, HeapData][];
      const back: [Ref, HeapData][] = [];
      for (let j = log.length - 1; j >= 0; j--) {
        const [ref, data] = log[j] as [Ref, HeapData];
        back.push([ref, ref.data as HeapData]);
        ref.data = data;
        ref.epoch = 0;
        ref.scratch = undefined;
      }
      newer.log = back;
      newer.next = older;
      older.log = null;
      older.next = null;
      this.current = older;
    }
  }

  override read(ref: Ref): Readonly<HeapData> {
    return ref.data as HeapData;
  }

  override own(ref: Ref): HeapData {
    const data = ref.data as HeapData;
    if (ref.epoch === this.epoch) return data;
    const copy = copyData(data);
    this.log.push([ref, data]);
    ref.data = copy;
    ref.epoch = this.epoch;
    return copy;
  }

  override alloc(data: HeapData): Ref {
    const ref = new Ref(this.registers.nextId++, data);
    ref.epoch = this.epoch;
    this.noteAllocated(ref, data);
    if (this.tracking) forEachReference(data, retainRef);
    // Frames are roots while they are on a stack.
    if (this.lifetimes && data.kind !== 'frame' && data.kind !== 'native') this.fresh.push(ref);
    return ref;
  }

  override cached(ref: Ref): unknown {
    return ref.scratch;
  }
  override keep(ref: Ref, index: unknown): void {
    ref.scratch = index;
  }

  override typeCache(type: Ref): TypeLookups {
    const kept = type.scratch as TypeCache | undefined;
    const { version, typeGeneration: generation } = this;
    // What has a negative id never changes, but machines of every version share it.
    if (kept?.version === version && (kept.generation === generation || type.id < 0)) return kept.found;
    const found = new TypeLookups();
    type.scratch = { version, generation, found } satisfies TypeCache;
    return found;
  }
  override typesChanged(): void {
    this.typeGeneration++;
  }

  override ownMonitoring(): Monitoring {
    if (!this.ownsMonitoring) {
      this.registers.monitoring = copyMonitoring(this.registers.monitoring);
      this.ownsMonitoring = true;
      this.refreshMarks();
    }
    return this.registers.monitoring;
  }

  override retain(value: Slot): void {
    if (value instanceof Ref) value.count++;
  }

  override discard(): void {
    // Nobody can reach it.
  }
  override surrender(value: Slot): void {
    if (value instanceof Ref) value.count--;
  }
  override protect(value: Slot): void {
    this.retain(value);
  }
  override forget(value: Slot): void {
    if (!(value instanceof Ref)) return;
    value.count--;
    if (value.id > 0 && this.tracking) this.fresh.push(value);
  }

  override counts(): Counts {
    return LIVE_COUNTS;
  }

  /** Counts every reference from the roots once; from then on counts are maintained. */
  override startTracking(): void {
    if (this.tracking && this.countsValid) return;
    countAll(this);
    this.tracking = true;
    this.lifetimes = true;
    this.countsValid = true;
    this.registers.tracking = true;
  }

  override recount(): void {
    countAll(this);
  }
}

const retainRef = (ref: Ref): void => {
  ref.count++;
};

/** The count of what is dead: far from zero, whatever is dropped yet. */
const DEAD = -1_000_000;

const LIVE_COUNTS: Counts = {
  dropped: (ref) => --ref.count,
  drop: (ref) => --ref.count,
  of: (ref) => ref.count,
  // Whoever meets it again must not take it for newly dead.
  free: (ref) => {
    ref.count = DEAD;
  },
};

function countAll(vm: Machine): void {
  const seen = new Set<Ref>();
  const work: Ref[] = [];
  const reach = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    ref.count = 0;
    work.push(ref);
  };
  const count = (ref: Ref): void => {
    reach(ref);
    ref.count++;
  };
  forEachRoot(vm, reach, count);
  // Drops that wait for the end of the step are references still.
  vm.dropped.forEach(count);
  // What was made in this step and let go of still has to die, and holds others till then.
  vm.fresh.forEach(reach);
  for (let ref = work.pop(); ref !== undefined; ref = work.pop()) forEachReference(vm.read(ref), count);
}

/** Roots: frames on a stack (not counted: the stack is no reference), handled exceptions, modules, constants. */
export function forEachRoot(vm: Machine, frame: (ref: Ref) => void, reference: (ref: Ref) => void): void {
  const counted = (value: unknown): void => {
    if (value instanceof Ref && value.id > 0) reference(value);
  };
  for (const thread of vm.registers.threads) {
    for (let ref = thread.top; ref !== null; ) {
      frame(ref);
      const data = vm.read(ref);
      ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
    }
    counted(thread.handled);
    counted(thread.handle);
    counted(thread.traceFunction);
    counted(thread.profileFunction);
    // A running generator is held by the call that runs it, though no slot may show it.
    thread.generators.forEach(counted);
  }
  Object.values(vm.registers.modules).forEach(counted);
  const { functions, functionCount, names } = vm.registers.monitoring;
  names.forEach(counted);
  if (functionCount > 0) for (const callbacks of functions) callbacks.forEach(counted);
  counted(vm.registers.outcome?.exception);
  counted(vm.registers.mainException);
  for (const code of vm.world.codes) {
    counted(code.value);
    code.consts.forEach(counted);
  }
}

function copyRegisters(r: Registers): Registers {
  return {
    ...r,
    threads: r.threads.map((thread) => ({ ...thread, generators: [...thread.generators] })),
    tools: [...r.tools],
    deletables: [...r.deletables],
    modules: { ...r.modules },
  };
}

/** Slots of memory that contents take, about. */
function sizeOf(data: HeapData): number {
  switch (data.kind) {
    case 'list':
      return ENTRY + data.items.length;
    case 'dict':
      return ENTRY + 2 * data.keys.length;
    case 'set':
      return ENTRY + 2 * data.slots.length;
    case 'bytes':
      return ENTRY + data.bytes.length;
    default:
      return ENTRY;
  }
}
/** Of an entry of the log, and of contents without arrays that grow. */
const ENTRY = 32;

/** A copy that can be written to without the original noticing: arrays and records one level deep. */
export function copyData(data: HeapData): HeapData {
  switch (data.kind) {
    case 'frame':
      return {
        ...data,
        locals: data.locals.slice(),
        stack: data.stack.slice(),
        calling: data.calling.slice(),
        held: data.held.slice(),
      };
    case 'list':
      return { ...data, items: data.items.slice() };
    case 'dict':
      return { ...data, keys: data.keys.slice(), values: data.values.slice() };
    case 'set':
      return { ...data, slots: data.slots.slice(), hashes: data.hashes.slice() };
    case 'native':
      return { ...data, slots: data.slots.slice() };
    case 'record':
      return { ...data, slots: data.slots.slice(), numbers: data.numbers.slice() };
    case 'exception':
      return { ...data, args: data.args.slice(), members: { ...data.members } };
    case 'bytes':
      return { ...data, bytes: data.bytes.slice() };
    case 'module':
      return { ...data, state: data.state.slice() };
    case 'type':
      return { ...data, bases: data.bases.slice(), mro: data.mro.slice() };
    default:
      return { ...data };
  }
}

function copyMonitoring(m: Monitoring): Monitoring {
  return {
    ...m,
    names: m.names.slice(),
    global: m.global.slice(),
    callbacks: m.callbacks.slice(),
    functions: m.functions.map((callbacks) => callbacks.slice()),
    toolVersions: m.toolVersions.slice(),
    codes: m.codes.map(
      (data) =>
        data && {
          version: data.version,
          local: data.local.slice(),
          active: data.active.slice(),
          unwinding: data.unwinding,
          toolVersions: data.toolVersions.slice(),
          tools: data.tools?.slice() ?? null,
          lineTools: data.lineTools?.slice() ?? null,
          instructionTools: data.instructionTools?.slice() ?? null,
          underLine: data.underLine?.slice() ?? null,
          marks: data.marks.slice(),
          breakpoints: data.breakpoints && mapRecord(data.breakpoints, (entry) => ({ ...entry })),
          guards: data.guards,
        },
    ),
    frames:
      m.frames &&
      mapRecord(m.frames, ({ code, events, entered }) => ({
        code,
        events: events.slice(),
        entered: entered.slice(),
      })),
  };
}

function mapRecord<T>(record: Readonly<Record<number, T>>, copy: (value: T) => T): Record<number, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, copy(value)]));
}
