/** Totes as a house sent them onto the floor and as robots drove them, from its own rows: how many lines each was to fetch, for whomever, and where it was one after the other. */
import type { StationId } from "@floorplane/contracts/ids";
import type { FromFleet } from "@floorplane/contracts/messages";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { OfClient } from "@floorplane/wms-bridge/keeping/owned";
import { type KeptTote, toteKind } from "@floorplane/wms-bridge/totes/tote.kind";

export interface SentTote {
  readonly lines: number;
  /** Where a robot took the empty tote, and then where it picked, in the order of driving. */
  readonly driven: StationId[];
}

export class SentTotes {
  /** By the label on the box. */
  readonly #totes = new Map<string, { lines: number; readonly driven: StationId[] }>();
  readonly #seen = new Set<string>();

  get all(): SentTote[] {
    return [...this.#totes.values()];
  }

  readonly witness = ({ change }: Row): void => {
    for (const { message } of change.mail) this.#hear(message as { readonly type?: string });
    for (const { kind, body } of change.documents)
      if (kind === toteKind.name && body !== null) this.#see(body as OfClient<KeptTote>);
  };

  #see({ kind, tote, rides, lines }: OfClient<KeptTote>): void {
    if (kind !== "tour" || this.#seen.has(tote)) return;
    this.#seen.add(tote);
    const box = this.#totes.get(rides ?? tote) ?? { lines: 0, driven: [] };
    this.#totes.set(rides ?? tote, box);
    box.lines += lines.length;
  }

  #hear(message: { readonly type?: string }): void {
    if (message.type !== "stop.done") return;
    const { tote, purpose, station, status } = message as Extract<FromFleet, { type: "stop.done" }>;
    if (tote !== null && status === "finished" && (purpose.type === "fetch" || purpose.type === "pick"))
      this.#totes.get(tote)?.driven.push(station);
  }
}
