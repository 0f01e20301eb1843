/**
 * Who was ever named as a hearer, and since when nobody has named it. A house that is started once without a client's address goes on writing down what that client is to hear; after three days
 * it is taken for gone.
 */
import { ClientId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type KnownHearer, knownHearerKind } from "./confirmation.kind.ts";
import { givenUpAfterMs } from "./retry.ts";

export class KnownHearers extends Shelf<string, KnownHearer> {
  constructor(stores: Stores) {
    super(stores, {
      kind: knownHearerKind,
      id: ({ name }) => name,
      body: (known) => ({ ...known }),
      read: (known) => known,
    });
  }

  /** `next`: the row that the next thing told to its client gets. */
  noteNamed(name: string, client: ClientId, next: number): void {
    const known = this.#of(name, client);
    if (known?.unnamedSince === null && known.tellableFrom !== null) return;
    this.add({ name, client, unnamedSince: null, tellableFrom: known?.tellableFrom ?? next });
  }

  noteUnnamed(name: string, client: ClientId, { now, next }: { now: number; next: number }): void {
    const known = this.#of(name, client);
    if (known && known.unnamedSince !== null && known.tellableFrom !== null) return;
    const unnamedSince = known?.unnamedSince ?? now;
    this.add({ name, client, unnamedSince, tellableFrom: known?.tellableFrom ?? next });
  }

  /** What it was told before has other ids: whoever heard it would take it for something else. */
  tellableFrom(name: string): number {
    return this.get(name)?.tellableFrom ?? Number.POSITIVE_INFINITY;
  }

  #of(name: string, client: ClientId): KnownHearer | undefined {
    const known = this.get(name);
    return known?.client === client ? known : undefined;
  }

  /** Of a client, those that this house was started without. */
  unnamedOf(client: ClientId): readonly string[] {
    return this.unnamed().flatMap((known) => (ClientId(known.client) === client ? known.name : []));
  }

  unnamed(): readonly KnownHearer[] {
    return [...this.all()].filter(({ unnamedSince }) => unnamedSince !== null);
  }

  /** Nobody has named it for as long as a confirmation waits. */
  isGone({ unnamedSince }: KnownHearer, now: number): boolean {
    return unnamedSince !== null && now - unnamedSince >= givenUpAfterMs;
  }
}
