/**
 * What a machine keeps, but for how: its registers, the frame on top, and the heap behind references, with what each write does to lifetimes.
 * @module
 */
import type { Version } from '../code/code-object.ts';
import type { CodeMonitoring, Monitoring } from '../monitoring/instrumentation.ts';
import type { DataOf, FrameData, HeapData, Kind } from './heap.ts';
import type { BuildFacts } from './operations.ts';
import type { Registers, ThreadState, World } from './state.ts';
import type { TypeLookups } from './type-lookups.ts';
import { ModelError, Ref, type Slot } from './value.ts';

/** How many references there are, for one settlement. */
export interface Counts {
  /** One reference that this step dropped: what is left. */
  dropped(ref: Ref): number;
  /** One reference fewer, because its owner died: what is left. */
  drop(ref: Ref): number;
  of(ref: Ref): number;
  /** The object is dead and its references were dropped. */
  free(ref: Ref): void;
}

export abstract class Store {
  readonly world: World;
  readonly version: Version;
  readonly build: BuildFacts;
  registers: Registers;
  thread: ThreadState;
  /** Contents of the top frame while it is a Python frame; the machine owns it and may write. */
  f!: FrameData;
  top: Ref | null = null;
  /** Marks of the running code's instructions, or null while nothing was ever instrumented there. */
  marks: number[] | null = null;
  /** Lifetimes are tracked. */
  tracking = false;
  /** Tracking is on, or begins when the step ends. */
  lifetimes = false;
  /** References dropped in this step, in order: looked at when it ends. */
  dropped: Ref[] = [];
  private spare: Ref[] = [];
  /** Objects made in this step. */
  readonly fresh: Ref[] = [];

  constructor(world: World, registers: Registers) {
    this.world = world;
    this.version = world.profile.version;
    this.build = world.build;
    this.registers = registers;
    this.thread = registers.threads[registers.thread] as ThreadState;
  }

  // ---- how a state is kept

  abstract read(ref: Ref): Readonly<HeapData>;
  /** The contents of an object, to write to. */
  abstract own(ref: Ref): HeapData;
  abstract alloc(data: HeapData): Ref;
  abstract cached(ref: Ref): unknown;
  abstract keep(ref: Ref, index: unknown): void;
  abstract typeCache(type: Ref): TypeLookups | null;
  abstract typesChanged(): void;
  /** Monitoring data, to write to. */
  abstract ownMonitoring(): Monitoring;
  abstract retain(value: Slot): void;
  /** Ends a counted reference whose value somebody else holds by now: nothing dies of it. */
  abstract surrender(value: Slot): void;
  /** Counts a value as held while it is on its way to somebody; `forget` ends that without asking whether it dies. */
  abstract protect(value: Slot): void;
  abstract forget(value: Slot): void;
  /** A native's frame is gone; its slots were released. */
  abstract discard(ref: Ref): void;
  /** Reference counts for a settlement: maintained ones (P) or counted afresh (R). */
  abstract counts(): Counts;
  /** Begins to track lifetimes: the first finalisable object was made. */
  abstract startTracking(): void;
  /** What nobody reaches holds nothing from now on. */
  abstract recount(): void;

  // ---- lifetimes

  /** Takes the drops from `mark` on off the list. The array is used again at the next call. */
  takeDropped(mark: number): readonly Ref[] {
    if (mark > 0) return this.dropped.splice(mark);
    const taken = this.dropped;
    this.dropped = this.spare;
    // Setting the length of an array is the slow way to empty a short one.
    while (this.dropped.length > 0) this.dropped.pop();
    this.spare = taken;
    return taken;
  }

  /** The pending instruction of the top frame is done: what it held is dropped now. */
  letGo(): void {
    const { held } = this.f;
    if (held.length > 0) this.dropped.push(...held.splice(0));
  }

  /** Before something goes that may hold the first finalisable object. */
  track(): void {
    if (this.lifetimes && !this.tracking) this.startTracking();
  }

  /** A finalisable object was made: from the end of this step on, lifetimes are tracked. */
  noteFinalizable(): void {
    this.registers.finalizables++;
    this.lifetimes = true;
  }

  /** A weak reference was made: lifetimes are tracked from the end of this step on. */
  noteWeak(): void {
    this.lifetimes = true;
  }

  /** Engines call this for every new object: an instance of a class with `__del__` is finalisable. */
  noteAllocated(ref: Ref, data: HeapData): void {
    if (data.cls.id < 0) return;
    const cls = this.read(data.cls);
    if (cls.kind !== 'type' || !cls.hasDel) return;
    this.noteFinalizable();
    this.registers.deletables.push(ref);
  }

  // ---- frames

  /** Makes a frame the top of the running thread. */
  setTop(ref: Ref | null): void {
    this.top = ref;
    if (this.thread.top !== ref) this.thread.top = ref;
    if (ref === null) return;
    const data = this.own(ref);
    if (data.kind === 'frame') {
      this.f = data;
      this.refreshMarks();
    }
  }

  /** After a change of frame, or of what is instrumented. */
  refreshMarks(): void {
    if (this.top === null) return;
    const data: CodeMonitoring | null | undefined = this.registers.monitoring.codes[this.f.code.index];
    this.marks = data === null || data === undefined ? null : data.marks;
  }

  get frame(): Readonly<FrameData> {
    return this.f;
  }
  get frameRef(): Ref {
    return this.top as Ref;
  }
  push(value: Slot): void {
    if (this.tracking) this.retain(value);
    this.f.stack.push(value);
  }
  pop(): Slot {
    const value = this.f.stack.pop();
    if (this.tracking) this.release(value);
    return value;
  }
  peek(n: number): Slot {
    const stack = this.f.stack;
    return stack[stack.length - n];
  }
  put(n: number, value: Slot): void {
    const stack = this.f.stack;
    if (this.tracking) {
      this.retain(value);
      this.release(stack[stack.length - n]);
    }
    stack[stack.length - n] = value;
  }
  drop(n: number): void {
    const stack = this.f.stack;
    if (this.tracking) for (let i = 1; i <= n; i++) this.release(stack[stack.length - i]);
    // Setting the length of an array is the slow way to make it a little shorter.
    if (n <= 8) for (let i = 0; i < n; i++) stack.pop();
    else stack.length -= n;
  }
  local(i: number): Slot {
    return this.f.locals[i];
  }
  setLocal(i: number, value: Slot): void {
    const locals = this.f.locals;
    if (this.tracking) {
      this.retain(value);
      this.release(locals[i]);
    }
    locals[i] = value;
  }
  jump(i: number): void {
    this.f.ip = i;
  }

  // ---- heap

  release(value: Slot): void {
    if (value instanceof Ref && value.id > 0) this.dropped.push(value);
  }

  as<K extends Kind>(ref: Ref, kind: K): Readonly<DataOf<K>> {
    const data = this.read(ref);
    if (data.kind !== kind) throw new ModelError(`expected a ${kind}, found a ${data.kind}`);
    return data as DataOf<K>;
  }

  setPlain<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void {
    this.ownAs(ref, kind)[member] = value;
  }

  setRef<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void {
    const data = this.ownAs(ref, kind);
    if (this.tracking) {
      for (const slot of referencesIn(value)) this.retain(slot);
      for (const slot of referencesIn(data[member])) this.release(slot);
    }
    data[member] = value;
  }

  /** Puts a new object in the place of one that it has taken over. */
  wrap<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M] & Ref): void {
    const data = this.ownAs(ref, kind);
    if (this.tracking) {
      this.retain(value);
      for (const slot of referencesIn(data[member])) this.surrender(slot);
    }
    data[member] = value;
  }

  /** Takes all values out of an array of values; who calls this has put them elsewhere. */
  moveOut<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M): void {
    const data = this.ownAs(ref, kind);
    if (this.tracking) for (const slot of referencesIn(data[member])) this.surrender(slot);
    (data[member] as Slot[]) = [];
  }

  private ownAs<K extends Kind>(ref: Ref, kind: K): DataOf<K> {
    const data = this.own(ref);
    if (data.kind !== kind) throw new ModelError(`expected a ${kind}, found a ${data.kind}`);
    return data as DataOf<K>;
  }

  splice(ref: Ref, member: string, start: number, removed: number, added: readonly Slot[]): void {
    const array = this.arrayOf(ref, member);
    if (this.tracking) {
      for (const value of added) this.retain(value);
      // A list drops what it loses from its end on (`list_clear`, `list_ass_slice`).
      if (removed > 1 && member === 'items' && this.read(ref).kind === 'list')
        for (let i = start + removed; i-- > start; ) this.release(array[i]);
      else for (let i = start; i < start + removed; i++) this.release(array[i]);
    }
    if (removed === 0 && start === array.length && added.length === 1) array.push(added[0]);
    else if (added.length < 10_000) array.splice(start, removed, ...added);
    else {
      const tail = array.splice(start).slice(removed);
      for (const value of added) array.push(value);
      for (const value of tail) array.push(value);
    }
  }

  setAt(ref: Ref, member: string, index: number, value: Slot): void {
    const array = this.arrayOf(ref, member);
    if (this.tracking) {
      this.retain(value);
      this.release(array[index]);
    }
    array[index] = value;
  }

  setNumberAt(ref: Ref, member: 'numbers' | 'hashes', index: number, value: number | bigint): void {
    ((this.own(ref) as unknown as Record<string, (number | bigint)[]>)[member] as (number | bigint)[])[index] = value;
  }

  private arrayOf(ref: Ref, member: string): Slot[] {
    const data = this.own(ref);
    if (data.kind === 'list' && member === 'items') return data.items;
    const array = (data as unknown as Record<string, unknown>)[member];
    if (!Array.isArray(array)) throw new ModelError(`no array ${member}`);
    return array as Slot[];
  }
}

/** What a member owns: a reference, or the values of a record. */
function referencesIn(member: unknown): Slot[] {
  if (member instanceof Ref) return [member];
  return typeof member === 'object' && member !== null ? (Object.values(member) as Slot[]) : [];
}
