/** All work for people. A person who is asked to go to a place is expected there from then on, as a robot is. */
import type { Signature } from "@floorplane/contracts/documents";
import type { ClientId, LocationId, LotId, Sku, TaskId, ToteId } from "@floorplane/contracts/ids";
import { given } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { StockRow } from "../stock/accounts.ts";
import type { Places } from "../stock/places.ts";
import type { Visits } from "../stock/visits.ts";
import { type KeptTask, taskKind } from "./task.kind.ts";
import type { Answer, BookedUnits, TakenBy, Task } from "./task.ts";

export interface WithTasks {
  readonly tasks: Tasks;
}

export interface TasksOptions {
  /** Whose goods are meant where nobody is named. */
  readonly client: ClientId;
  readonly visits: Visits;
  readonly places: Places;
  /** Done ones are kept so long for the screens, ms. */
  readonly keptMs: number;
}

export class Tasks extends Shelf<TaskId, Task, KeptTask> {
  readonly #options: TasksOptions;
  /** Open inspections, by place and SKU, and those of returns by return and goods too. */
  readonly #inspections = new Map<string, Task>();
  /** Open picks, and the errand of bringing it, by tote. */
  readonly #ofTotes = new Map<ToteId, Set<Task>>();
  /** Of goods that were looked at and wait for a label, or for two signatures, by place and SKU. */
  readonly #decided = new Map<string, Set<Task>>();
  /** Open counts of deliveries, by client and number. */
  readonly #receiving = new Map<string, Task>();
  /** Open put-aways, all, by what they bring, and by where to. */
  readonly putAways = new Set<Task>();
  readonly #putAwaysOf = new Map<string, Set<Task>>();
  readonly #putAwaysTo = new Map<LocationId, Set<Task>>();

  constructor(stores: Stores, options: TasksOptions) {
    super(stores, {
      kind: taskKind,
      id: ({ task }) => task,
      body: (task) => ({ ...task }),
      owner: { own: options.client, ids: "house" },
      read: (task) => given(task, options.client),
      isOver: ({ doneAt }, now) => doneAt !== null && doneAt < now - options.keptMs,
    });
    this.#options = options;
  }

  inspectionAt(location: LocationId, sku: Sku): Task | undefined {
    return this.#inspections.get(`${location} ${sku}`);
  }

  /** One of several, where returns wait beside others there. */
  anyInspectionAt(location: LocationId, sku: Sku): Task | undefined {
    const own = this.inspectionAt(location, sku);
    if (own) return own;
    for (const task of this.#inspections.values())
      if (task.location === location && task.sku === sku) return task;
    return undefined;
  }

  /** That of a return's goods alone. */
  inspectionOf(client: ClientId, number: string, sku: Sku, lot: LotId): Task | undefined {
    return this.#inspections.get(`return/${client}/${number} ${sku} ${lot}`);
  }

  /** Open ones that ask for fresh labels, or for signatures, at a place. */
  decidedAt(location: LocationId, sku: Sku): Iterable<Task> {
    return this.#decided.get(`${location} ${sku}`) ?? [];
  }

  unitsToLabel(location: LocationId, sku: Sku, lot: LotId): number {
    let units = 0;
    for (const task of this.decidedAt(location, sku))
      if (task.kind === "relabel" && task.lot === lot) units += task.quantity!;
    return units;
  }

  receivingOf(receipt: string, client: ClientId): Task | undefined {
    return this.#receiving.get(`${client} ${receipt}`);
  }

  /** Lines that a person is asked to pick into a tote. */
  picksOf(tote: ToteId): readonly Task[] {
    return [...(this.#ofTotes.get(tote) ?? [])].filter(({ kind }) => kind === "pick");
  }

  bringOf(tote: ToteId): Task | undefined {
    return [...(this.#ofTotes.get(tote) ?? [])].find(({ kind }) => kind === "bring");
  }

  /** Open picks, in the order in which they were asked for. */
  *openPicks(): Iterable<Task> {
    for (const tasks of this.#ofTotes.values())
      for (const task of tasks) if (task.kind === "pick") yield task;
  }

  /** Somebody has it on a handheld, or has it no more. */
  take(task: Task, takenBy: TakenBy | null): void {
    this.write(task).takenBy = takenBy;
  }

  /** Units that people are asked to bring to a place. */
  comingTo(location: LocationId): [Sku, number][] {
    const coming = this.inspectionsTo(location);
    for (const { sku, quantity } of this.putAwaysTo(location)) coming.push([sku!, quantity!]);
    return coming;
  }

  /** Of these, what is looked at first. */
  inspectionsTo(location: LocationId): [Sku, number][] {
    const coming: [Sku, number][] = [];
    for (const { to, sku, quantity } of this.#bringing()) if (to === location) coming.push([sku!, quantity!]);
    return coming;
  }

  putAwaysTo(location: LocationId): Iterable<Task> {
    return this.#putAwaysTo.get(location) ?? [];
  }

  /** The same by lot, where it is asked for by lot. */
  lotsComingTo(location: LocationId): [Sku, LotId | null][] {
    const coming: [Sku, LotId | null][] = [];
    for (const { to, sku, lot } of this.#bringing()) if (to === location) coming.push([sku!, lot]);
    for (const { sku, lot } of this.putAwaysTo(location)) coming.push([sku!, lot]);
    return coming;
  }

  /** Those that nobody has begun, the oldest first. */
  putAwaysOf({ location, sku, lot }: Pick<StockRow, "location" | "sku" | "lot">): Task[] {
    const open = this.#putAwaysOf.get(goodsOf({ location, sku, lot })) ?? [];
    return [...open].filter(({ begunBy }) => begunBy === null);
  }

  *#bringing(): Iterable<Task> {
    yield* this.#inspections.values();
    for (const tasks of this.#decided.values()) yield* tasks;
  }

  override add(task: Task): Task {
    this.#expect(task);
    return super.add(task);
  }

  close(task: Task, doneAt: number): void {
    const places = this.#placesOf(task);
    this.#inspections.delete(inspectionKey(task));
    const decided = this.#decided.get(`${task.location} ${task.sku}`);
    if (decided?.delete(task) && decided.size === 0) this.#decided.delete(`${task.location} ${task.sku}`);
    this.#receiving.delete(`${task.client} ${task.receipt}`);
    if (task.tote) this.#leaveTote(task, task.share ?? task.tote);
    this.#expectPutAway(task, drop);
    for (const location of places) this.#options.visits.leave(location);
    Object.assign(this.write(task), { state: "done", doneAt, refused: null, doubted: null, takenBy: null });
  }

  #beOfTote(task: Task, tote: ToteId): void {
    this.#ofTotes.set(tote, (this.#ofTotes.get(tote) ?? new Set()).add(task));
  }

  #leaveTote(task: Task, tote: ToteId): void {
    const tasks = this.#ofTotes.get(tote);
    tasks?.delete(task);
    if (tasks?.size === 0) this.#ofTotes.delete(tote);
  }

  refuse(task: Task, refused: Task["refused"]): void {
    this.write(task).refused = refused;
  }

  /** What the book has there now is what the next answer is held against. */
  compareWith(task: Task, book: readonly BookedUnits[] | null): void {
    this.write(task).book = book;
  }

  doubt(task: Task, doubted: Answer): void {
    this.write(task).doubted = doubted;
  }

  answered(task: Task, answer: Answer): void {
    this.write(task).answer = answer;
  }

  /** Null: the signature is over. */
  signs(task: Task, signed: Signature | null): void {
    this.write(task).signed = signed;
  }

  /** Fewer are left to look at. */
  reduce(task: Task, quantity: number): void {
    this.write(task).quantity = quantity;
  }

  /** In the words of whoever spoke of it. */
  explain(task: Task, why: string): void {
    this.write(task).why = why;
  }

  /** There is a place for so many of its goods. */
  bringTo(task: Task, to: LocationId, quantity: number): void {
    this.#expectPutAway(task, drop);
    Object.assign(this.write(task), { to, quantity });
    this.#expectPutAway(task, keep);
    this.#options.visits.goTo(to);
  }

  /** Somebody has its goods in hand. */
  begin(task: Task, begunBy: string, hands: ToteId): void {
    Object.assign(this.write(task), { begunBy, hands, refused: null });
  }

  protected override restored(task: Task): void {
    if (task.state === "open") this.#expect(task);
  }

  #expect(task: Task): void {
    if ((task.kind === "pick" || task.kind === "bring") && task.tote)
      this.#beOfTote(task, task.share ?? task.tote);
    if (task.kind === "inspect") this.#inspections.set(inspectionKey(task), task);
    if (task.kind === "relabel" || task.kind === "destroy") {
      const key = `${task.location} ${task.sku}`;
      this.#decided.set(key, (this.#decided.get(key) ?? new Set()).add(task));
    }
    if (task.kind === "receive") this.#receiving.set(`${task.client} ${task.receipt}`, task);
    this.#expectPutAway(task, keep);
    for (const location of this.#placesOf(task)) this.#options.visits.goTo(location);
  }

  #expectPutAway(task: Task, change: typeof keep): void {
    if (task.kind !== "put-away") return;
    if (change === keep) this.putAways.add(task);
    else this.putAways.delete(task);
    change(this.#putAwaysOf, goodsOf(task), task);
    if (task.to) change(this.#putAwaysTo, task.to, task);
  }

  /** Where a person will be; one who counts a bin waits until nobody else is on the way there. */
  #placesOf({ kind, location, to }: Task): LocationId[] {
    if (kind === "write-off") return location ? [location] : [];
    if (kind === "put-away") return to ? [to] : [];
    if (kind === "relabel") return to ? [to] : [];
    if (kind !== "inspect") return [];
    const from = location && this.#options.places.isStorage(location) ? [location] : [];
    return to ? [...from, to] : from;
  }
}

const goodsOf = ({ location, sku, lot }: Pick<Task, "location" | "sku" | "lot">): string =>
  `${location} ${sku} ${lot}`;

function keep<Key>(index: Map<Key, Set<Task>>, key: Key, task: Task): void {
  const tasks = index.get(key);
  if (tasks) tasks.add(task);
  else index.set(key, new Set([task]));
}

function drop<Key>(index: Map<Key, Set<Task>>, key: Key, task: Task): void {
  const tasks = index.get(key);
  if (tasks?.delete(task) && tasks.size === 0) index.delete(key);
}

/** Goods of a return are looked at as such. */
const inspectionKey = ({ client, location, sku, lot, return: number }: Task): string =>
  number === null ? `${location} ${sku}` : `return/${client}/${number} ${sku} ${lot}`;
