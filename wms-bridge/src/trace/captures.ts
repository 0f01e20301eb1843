/** Captures of others' events: each is remembered for as long as an answer to a key is; the events are rows of the client's list for good. */
import { hash as digest } from "node:crypto";
import type { Foreign } from "@floorplane/contracts/epcis/document";
import type { ClientId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Capture, type CaptureLead, captureKind, captureLeadKind } from "./capture.kind.ts";

export interface WithCaptures {
  readonly captures: Captures;
}

export interface Captured extends Pick<Capture, "client" | "behaviour" | "errors"> {
  readonly taken: readonly Foreign[];
  /** With those that were captured before, and are not written down again. */
  readonly right: number;
}

export class Captures {
  readonly #jobs: Shelf<string, Capture>;
  readonly #leads: Shelf<ClientId, CaptureLead>;

  constructor(stores: Stores, own: ClientId, keptMs: number) {
    this.#jobs = new Shelf(stores, {
      kind: captureKind,
      id: ({ capture }) => capture,
      body: (capture) => ({ ...capture }),
      owner: { own, ids: "client" },
      read: (capture) => capture,
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.#leads = new Shelf(stores, {
      kind: captureLeadKind,
      id: ({ client }) => client,
      body: (lead) => ({ ...lead }),
      owner: { own, ids: "client" },
      read: (lead) => lead,
    });
  }

  get(client: ClientId, capture: string): Capture | undefined {
    return this.#jobs.get(capture, client);
  }

  /** What was heard of its events and changed nothing. */
  remark(capture: Capture, remarks: readonly string[]): Capture {
    return this.#jobs.add({ ...capture, remarks: [...remarks] });
  }

  /** Events of this client are at most so much ahead of when they were written down, ms. */
  aheadMs(client: ClientId): number {
    return this.#leads.get(client, client)?.aheadMs ?? 0;
  }

  /** Writes the events down, each a row of its own; answers the capture's name. */
  take(
    { handling }: WithHandling,
    desk: Desk,
    { client, behaviour, errors, taken, right }: Captured,
  ): Capture {
    const { journal } = handling;
    const { hash } = journal.head(client);
    const id = digest("sha256", JSON.stringify([hash, desk.now, taken, errors, right])).slice(0, 24);
    // Two that bring nothing new at one moment say the same.
    const same = this.#jobs.get(`CAP-${id}`, client);
    if (same) return same;
    const capture: Capture = {
      client,
      capture: `CAP-${id}`,
      at: desk.now,
      behaviour,
      events: right,
      errors,
      remarks: [],
    };
    for (const { event, context } of taken)
      journal.append(client, {
        at: desk.now,
        step: "captured",
        ref: capture.capture,
        context: [...context],
        event,
      });
    this.#lead(client, desk.now, taken);
    return this.#jobs.add(capture);
  }

  #lead(client: ClientId, now: number, taken: readonly Foreign[]): void {
    const times = taken.map(
      ({ event }) => instantMs(String((event as { eventTime?: unknown }).eventTime)) ?? now,
    );
    const aheadMs = Math.max(this.aheadMs(client), ...times.map((at) => at - now));
    if (aheadMs > this.aheadMs(client)) this.#leads.add({ client, aheadMs });
  }
}
