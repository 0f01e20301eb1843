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

  noteNamed(name: string, client: ClientId): void {
    const known = this.get(name);
    if (!known || known.client !== client || known.unnamedSince !== null)
      this.add({ name, client, unnamedSince: null });
  }

  noteUnnamed(name: string, client: ClientId, now: number): void {
    const known = this.get(name);
    if (!known || known.unnamedSince === null) this.add({ name, client, unnamedSince: now });
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
