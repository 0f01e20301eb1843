/** Stock snapshots of the WMS, with what differs. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { RememberedNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Snapshot, type SnapshotLine, snapshotKind } from "./snapshot.kind.ts";

export interface WithSnapshots {
  readonly snapshots: Snapshots;
}

export interface SnapshotsOptions {
  readonly client: ClientId;
  readonly numbers: RememberedNumbers;
  readonly keptMs: number;
}

export class Snapshots extends Shelf<string, Snapshot> {
  readonly #numbers: RememberedNumbers;

  constructor(stores: Stores, { client, numbers, keptMs }: SnapshotsOptions) {
    super(stores, {
      kind: snapshotKind,
      id: ({ snapshot }) => snapshot,
      owner: { own: client, ids: "client" },
      body: (snapshot) => ({ ...snapshot }),
      read: (snapshot) => snapshot,
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.#numbers = numbers;
  }

  isRemembered(snapshot: string, client: ClientId): boolean {
    return this.#numbers.find(numberOf(snapshot, client)) !== undefined;
  }

  override remove(one: Snapshot): void {
    const { snapshot, client, requestHash } = one;
    this.#numbers.remember({ number: numberOf(snapshot, client), requestHash, ending: "taken" });
    super.remove(one);
  }

  /** One of its lines is as it is now. */
  becomes(snapshot: Snapshot, index: number, line: SnapshotLine): void {
    this.write(snapshot).lines = snapshot.lines.with(index, line);
  }
}

const numberOf = (snapshot: string, client: ClientId): string => `stock-snapshot/${snapshot}/${client}`;
