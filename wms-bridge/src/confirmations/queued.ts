/** Confirmations on their way, each to one hearer, as the room keeps them. */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { ClientId } from "@floorplane/contracts/ids";
import type { BodyOf } from "@floorplane/contracts/kind";
import { given } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { confirmationKind } from "./confirmation.kind.ts";

export interface Queued {
  /** Whose goods or order it is about: nobody else hears it. */
  readonly client: ClientId;
  /** `webhook-id`: the same at each attempt, and never given twice by any house. */
  readonly id: string;
  /** Tells which came first. */
  readonly number: number;
  readonly target: string;
  /** What it is about; confirmations of one subject keep their order. */
  readonly subject: string;
  readonly type: Confirmation["type"];
  readonly data: Confirmation["data"];
  readonly queuedAt: number;
  /** How often it alone was not taken while others were. */
  readonly attempts: number;
  /** When it was told first, where it is told once more as it was: its data is whole then, in its client's own codes. */
  readonly toldAt: number | null;
  /** When it alone is tried again; null: as soon as its turn comes. */
  readonly retryAt: number | null;
}

export const inOrder = (a: Queued, b: Queued): number => a.number - b.number;

export class Queue extends Shelf<string, Queued, BodyOf<typeof confirmationKind>> {
  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: confirmationKind,
      id: (queued) => queued.id,
      body: (queued) => ({ ...queued }),
      owner: { own: client, ids: "house" },
      read: (queued) => given(queued, client),
    });
  }

  notTaken(queued: Queued): void {
    this.write(queued).attempts++;
  }

  waitUntil(queued: Queued, retryAt: number): void {
    this.write(queued).retryAt = retryAt;
  }

  ready(queued: Queued): void {
    this.write(queued).retryAt = null;
  }
}
