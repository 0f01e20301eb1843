/** Totes as a house sent them onto the floor and as robots drove them, from its own rows: when, for which order, what each was to fetch, and where it was one after the other. */
import type { ClientId, LocationId, OrderId, Sku, StationId } from "@floorplane/contracts/ids";
import type { FromFleet } from "@floorplane/contracts/messages";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { OfClient } from "@floorplane/wms-bridge/keeping/owned";
import { type KeptTote, toteKind } from "@floorplane/wms-bridge/totes/tote.kind";

export interface SentLine {
  readonly sku: Sku;
  readonly location: LocationId;
  readonly units: number;
}

export interface SentTote {
  /** Virtual, ms. Totes of one moment were decided in one step. */
  readonly at: number;
  readonly client: ClientId;
  readonly order: OrderId;
  readonly lines: readonly SentLine[];
  /** Where a robot took the empty tote, and then where it picked, in the order of driving. */
  readonly driven: StationId[];
}

export class SentTotes {
  readonly #totes = new Map<string, SentTote>();

  get all(): SentTote[] {
    return [...this.#totes.values()];
  }

  readonly witness = ({ change }: Row): void => {
    for (const { message } of change.mail) this.#hear(message as { readonly type?: string });
    for (const { kind, body } of change.documents)
      if (kind === toteKind.name && body !== null) this.#see(change.at, body as OfClient<KeptTote>);
  };

  #see(at: number, { kind, tote, client, order, lines }: OfClient<KeptTote>): void {
    if (kind !== "tour" || order === null || this.#totes.has(tote)) return;
    const sent = lines.map(({ sku, location, planned }) => ({ sku, location, units: planned }));
    this.#totes.set(tote, { at, client, order, lines: sent, driven: [] });
  }

  #hear(message: { readonly type?: string }): void {
    if (message.type !== "stop.done") return;
    const { tote, purpose, station, status } = message as Extract<FromFleet, { type: "stop.done" }>;
    if (status === "finished" && (purpose.type === "fetch" || purpose.type === "pick"))
      this.#totes.get(tote)?.driven.push(station);
  }
}
