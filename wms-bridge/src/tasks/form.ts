/** What a person's form comes to when it is read. */
import type { RefusalReason } from "@floorplane/contracts/documents";
import type { LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import type { SerialSaid } from "../serials/serial-said.ts";
import type { Graded } from "../stock/dispositions.ts";

/** What keeps a form from being booked. */
export interface Fault {
  readonly reason: RefusalReason;
  readonly field: string;
  readonly text: string;
  readonly skus: readonly Sku[];
}

/** Units of one SKU and lot that came. */
export interface Came {
  readonly sku: Sku;
  readonly lot: LotId;
  readonly units: number;
  /** The last day of the lot, where nobody knew it. */
  readonly newDay: string | undefined;
}

export interface Readable {
  readonly found: ReadonlyMap<Sku, number>;
  /** What looked-at units are fit for (inspect); in the order of the states. */
  readonly graded: readonly Graded[];
  /** What came, lot by lot (receive). */
  readonly came?: readonly Came[];
  /** Which units, of goods that are kept by serial number. */
  readonly serials?: readonly SerialSaid[];
  /** Scan and scale say different things of what was picked: whoever counts the tote knows. */
  readonly isContradicted?: boolean;
  /** What becomes of a transfer's difference. */
  readonly decision?: DifferenceDecision;
  /** Where units were put (put-away). */
  readonly place?: LocationId;
}

export type Form =
  | ({ readonly kind: "read" } & Readable)
  /** Believed when the same is found again. */
  | ({ readonly kind: "doubted"; readonly fault: Fault } & Readable)
  | { readonly kind: "refused"; readonly fault: Fault };
