/**
 * R, the reference engine: a state is plain frozen data, a step is one immer `produce`. Slow, and easy to believe.
 * @module
 */
import { produce } from 'immer';
import type { Monitoring } from '../monitoring/instrumentation.ts';
import type { Sink, ToolHost } from './dispatch.ts';
import type { HeapData } from './heap.ts';
import { forEachReference } from './lifetime.ts';
import { Machine } from './machine.ts';
import { forEachRoot } from './persistent.ts';
import type { Registers, World } from './state.ts';
import type { Counts } from './store.ts';
import { Ref, type Slot } from './value.ts';

/** A state of R: everything by value; heap objects by id. */
export interface ReferenceState {
  readonly registers: Registers;
  readonly heap: Readonly<Record<number, HeapData>>;
}

/** The state of R in which a program begins: `start` loads the code and pushes the first frame. */
export function startReference(
  world: World,
  registers: Registers,
  host: ToolHost,
  start: (vm: ReferenceMachine) => void,
): ReferenceState {
  return produce({ registers, heap: {} } as ReferenceState, (draft) => {
    start(new ReferenceMachine(world, draft as ReferenceState, host));
  });
}

/** One step of R, or more: a new state, the old one untouched. */
export function stepReference(world: World, state: ReferenceState, host: ToolHost, sink: Sink | null): ReferenceState {
  return produce(state, (draft) => {
    const vm = new ReferenceMachine(world, draft as ReferenceState, host);
    vm.sink = sink;
    vm.run(1);
    vm.sweep();
  });
}

/** The count of what is no more. */
const DEAD = -1;

/** The machine over a draft, for one `produce`. */
export class ReferenceMachine extends Machine {
  private readonly heap: Record<number, HeapData>;
  /** Values on their way to somebody. */
  private readonly inHand: Ref[] = [];
  private readonly ghosts = new Set<number>();

  constructor(world: World, draft: ReferenceState, host: ToolHost) {
    super(world, draft.registers, host);
    this.heap = draft.heap as Record<number, HeapData>;
    this.tracking = this.registers.tracking;
    this.lifetimes = this.tracking;
    if (this.thread.top !== null) this.setTop(this.thread.top);
  }

  override read(ref: Ref): Readonly<HeapData> {
    return this.own(ref);
  }

  override own(ref: Ref): HeapData {
    return ref.id < 0 ? (ref.data as HeapData) : (this.heap[ref.id] as HeapData);
  }

  override alloc(data: HeapData): Ref {
    const ref = new Ref(this.registers.nextId++, null);
    this.heap[ref.id] = data;
    this.noteAllocated(ref, data);
    if (this.lifetimes && data.kind !== 'frame' && data.kind !== 'native') this.fresh.push(ref);
    return ref;
  }

  override cached(): undefined {
    return undefined;
  }
  override keep(): void {
    // An index would outlive the draft that it describes.
  }
  override typeCache(): null {
    return null;
  }
  override typesChanged(): void {
    // Nothing was kept.
  }
  override ownMonitoring(): Monitoring {
    return this.registers.monitoring;
  }
  override retain(): void {
    // References are counted afresh when a step ends.
  }
  override surrender(): void {
    // As above.
  }
  override discard(ref: Ref): void {
    delete this.heap[ref.id];
  }
  override protect(value: Slot): void {
    if (value instanceof Ref) this.inHand.push(value);
  }
  override forget(value: Slot): void {
    if (!(value instanceof Ref)) return;
    this.inHand.splice(this.inHand.lastIndexOf(value), 1);
    if (value.id > 0) this.fresh.push(value);
  }

  /** Plain counting: every reference that a root or an object of the heap holds now. */
  override counts(): Counts {
    const counts = new Map<Ref, number>();
    const count = (ref: Ref): void => {
      counts.set(ref, (counts.get(ref) ?? 0) + 1);
    };
    forEachRoot(this, () => undefined, count);
    for (const [id, data] of Object.entries(this.heap)) if (!this.ghosts.has(Number(id))) forEachReference(data, count);
    // Drops that wait for the end of the step are references still.
    this.dropped.forEach(count);
    this.inHand.forEach(count);
    const of = (ref: Ref): number => (ref.id in this.heap ? (counts.get(ref) ?? 0) : DEAD);
    const drop = (ref: Ref): number => {
      counts.set(ref, of(ref) - 1);
      return of(ref);
    };
    return {
      dropped: drop,
      drop,
      of,
      free: (ref) => {
        delete this.heap[ref.id];
      },
    };
  }

  /** What died unseen before holds nothing from now on; what this step's code may still have in hand is looked at when the step ends. */
  override startTracking(): void {
    const reached = this.reachable();
    for (const key of Object.keys(this.heap)) {
      const id = Number(key);
      if (!reached.has(id) && id < this.stepFirstId) this.ghosts.add(id);
    }
    this.tracking = true;
    this.lifetimes = true;
    this.registers.tracking = true;
  }

  override recount(): void {
    this.startTracking();
  }

  /** After a step: ghosts that nobody took up are gone. */
  sweep(): void {
    if (this.ghosts.size === 0) return;
    const reached = this.reachable();
    for (const id of this.ghosts) if (!reached.has(id)) delete this.heap[id];
  }

  private reachable(): ReadonlySet<number> {
    const reached = new Set<number>();
    const work: Ref[] = [];
    const reach = (ref: Ref): void => {
      if (reached.has(ref.id)) return;
      reached.add(ref.id);
      work.push(ref);
    };
    forEachRoot(this, reach, reach);
    this.dropped.forEach(reach);
    for (let ref = work.pop(); ref !== undefined; ref = work.pop()) forEachReference(this.read(ref), reach);
    return reached;
  }
}
