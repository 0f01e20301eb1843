/**
 * Documents of one kind and their working copies: changed in memory, written once at the end of the step that changed them. What a working copy is made of is for
 * others to read; whoever changes it asks its shelf, which knows then that it must be written.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import { assert } from "@floorplane/contracts/errors";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { keyOf, type OfClient, type Owner } from "./owned.ts";
import type { Store, Stores } from "./stores.ts";

export interface ShelfOptions<Id extends string, Thing, Body extends object> {
  readonly kind: Kind<Body>;
  readonly id: (thing: Thing) => Id;
  /** A new plain object for the ledger. */
  readonly body: (thing: Thing) => NoInfer<Body>;
  /** A new working copy. */
  readonly read: (body: NoInfer<Body>) => Thing;
  /** Each thing has a client, and its row's key begins with it; absent where it belongs to the site. */
  readonly owner?: Owner;
  /** Of what nobody asks for any more, one by one; undefined ones are kept for ever. */
  readonly isOver?: (thing: Thing, now: number) => boolean;
  /** What is over is still found by its id, in the ledger. */
  readonly staysFindable?: true;
  /** Where those lie of which nothing is expected any more. */
  readonly asleep?: Asleep<Thing>;
}

/** Things that are at hand, and in no working copy: found as copies that hold for a step. */
export interface Asleep<Thing> {
  get(id: string): Thing | undefined;
  /** Copies that hold for this look alone. */
  all(): Iterable<Thing>;
  /** It is changed: the copy that was found is a working copy from now on, and its shelf is told so. */
  wake(id: string): void;
}

export type Writable<Thing> = { -readonly [Field in keyof Thing]: Thing[Field] };

export class Shelf<Id extends string, Thing extends object, Body extends object = Thing> implements Store {
  readonly #options: ShelfOptions<Id, Thing, Body>;
  /** By their key, or by their number where the house gives it, or by what the floor calls them. */
  readonly #things = new Map<string, Thing>();
  readonly #changed = new Set<Thing>();
  /** Rows gone in this step, and whether they stay to be found. */
  readonly #gone = new Map<string, "removed" | "retired">();

  constructor(stores: Stores, options: ShelfOptions<Id, Thing, Body>) {
    this.#options = options;
    stores.register(this);
  }

  /** `client`: whose, where it is not the one that is meant when nobody is named. */
  get(id: Id, client?: ClientId): Thing | undefined {
    const { owner, asleep } = this.#options;
    const name = owner?.ids === "client" ? keyOf(client ?? owner.own, id) : id;
    return this.#things.get(name) ?? asleep?.get(name);
  }

  /** In order of arrival; after a restart in order of their ids. Never let a decision depend on which. */
  all(): IterableIterator<Thing> {
    const { asleep } = this.#options;
    return asleep ? this.#withThose(asleep) : this.#things.values();
  }

  *#withThose(asleep: Asleep<Thing>): IterableIterator<Thing> {
    yield* asleep.all();
    yield* this.#things.values();
  }

  /** Those of which something may be expected yet. */
  atWork(): IterableIterator<Thing> {
    return this.#things.values();
  }

  get size(): number {
    return this.#things.size;
  }

  add(thing: Thing): Thing {
    this.#things.set(this.#nameOf(thing), thing);
    this.#gone.delete(this.#keyOf(thing));
    this.#changed.add(thing);
    return thing;
  }

  remove(thing: Thing): void {
    this.#letGo(thing, "removed");
  }

  /** It leaves the working set as it was last written. */
  retire(thing: Thing): void {
    this.#letGo(thing, "retired");
  }

  /** Nothing is expected of it: it lies with those asleep, as it was last written. */
  lay(thing: Thing): void {
    this.#things.delete(this.#nameOf(thing));
  }

  flush(desk: Desk): void {
    const { kind, body } = this.#options;
    if (this.#changed.size > 0) {
      for (const thing of this.#changed) desk.put(kind, this.#keyOf(thing), body(thing));
      this.#changed.clear();
    }
    if (this.#gone.size > 0) {
      for (const [gone, how] of this.#gone)
        if (how === "retired") desk.retire(kind, gone);
        else desk.remove(kind, gone);
      this.#gone.clear();
    }
  }

  *kept(): Iterable<Kept> {
    const { kind, body } = this.#options;
    for (const thing of this.all()) yield { kind, id: this.#keyOf(thing), body: body(thing) };
  }

  async restore(read: Restore): Promise<void> {
    for (const { id, body } of await read.documents(this.#options.kind)) {
      const thing = this.#options.read(body);
      const key = this.#keyOf(thing);
      this.#things.set(this.#nameOf(thing), thing);
      // Kept by a house that named no client in its keys: it is written anew by the first step.
      if (key !== id) {
        this.#gone.set(id, "removed");
        this.#changed.add(thing);
      }
      this.restored(thing);
    }
  }

  letGo(desk: Desk, limit: number): number {
    const { isOver, staysFindable } = this.#options;
    if (!isOver) return 0;
    let gone = 0;
    for (const thing of this.#things.values()) {
      if (gone >= limit) break;
      if (!isOver(thing, desk.now)) continue;
      if (staysFindable) this.retire(thing);
      else this.remove(thing);
      gone++;
    }
    return gone;
  }

  #letGo(thing: Thing, how: "removed" | "retired"): void {
    this.#things.delete(this.#nameOf(thing));
    this.#changed.delete(thing);
    this.#gone.set(this.#keyOf(thing), how);
  }

  /** What the store's own changes begin with: from now on it must be written. */
  protected write(thing: Thing): Writable<Thing> {
    if (this.#options.asleep) this.#wake(thing, this.#options.asleep);
    this.#changed.add(thing);
    return thing;
  }

  /** It is a working copy again. */
  protected takeUp(thing: Thing): void {
    this.#things.set(this.#nameOf(thing), thing);
  }

  #wake(thing: Thing, asleep: Asleep<Thing>): void {
    const name = this.#nameOf(thing);
    if (this.#things.has(name)) return;
    asleep.wake(name);
    const woken = this.#things.get(name);
    assert(woken === undefined || woken === thing, `${name} is changed in a copy that holds no more`);
  }

  /** What is remembered beside the documents is found again. */
  protected restored(_thing: Thing): void {}

  #keyOf(thing: Thing): string {
    const { id, owner } = this.#options;
    if (!owner) return id(thing);
    const { client } = thing as unknown as OfClient<Thing>;
    return keyOf(client, owner.ids === "names" ? codeOf(id(thing) as string as Sku) : id(thing));
  }

  #nameOf(thing: Thing): string {
    const { id, owner } = this.#options;
    return owner?.ids === "client" ? this.#keyOf(thing) : id(thing);
  }
}
