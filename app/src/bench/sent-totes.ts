/** Totes as a house sent them onto the floor, from its own rows: when, for which order, and what each was to fetch in which order of stops. */
import type { ClientId, LocationId, OrderId, Sku } from "@floorplane/contracts/ids";
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
  /** In the order in which they are fetched. */
  readonly lines: readonly SentLine[];
}

export class SentTotes {
  readonly all: SentTote[] = [];

  readonly witness = ({ change }: Row): void => {
    const sent = new Set<string>(
      change.mail.flatMap(({ message }) => {
        const { type, tote } = message as { type?: string; tote?: string };
        return type === "transport.requested" && tote !== undefined ? [tote] : [];
      }),
    );
    if (sent.size === 0) return;
    for (const { kind, body } of change.documents) {
      if (kind !== toteKind.name || body === null) continue;
      const { kind: journey, tote, client, order, lines } = body as OfClient<KeptTote>;
      if (journey !== "tour" || order === null || !sent.has(tote)) continue;
      this.all.push({
        at: change.at,
        client,
        order,
        lines: lines.map(({ sku, location, planned }) => ({ sku, location, units: planned })),
      });
    }
  };
}
