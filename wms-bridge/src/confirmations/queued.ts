/** A confirmation on its way to one hearer, as the room keeps it. */
import type { Confirmation } from "@floorplane/contracts/wms.schema";

export interface Queued {
  /** `webhook-id`: the same at each attempt, and never given twice by any house. */
  readonly id: string;
  readonly target: string;
  /** What it is about; confirmations of one subject keep their order. */
  readonly subject: string;
  readonly type: Confirmation["type"];
  readonly data: Confirmation["data"];
  readonly queuedAt: number;
  /** How often it alone was not taken while others were. */
  attempts: number;
  /** When it alone is tried again; null: as soon as its turn comes. */
  retryAt: number | null;
}

/** `MSG-`, the house's own name and a number: the number tells which came first. */
export const numberOf = ({ id }: Pick<Queued, "id">): number => Number(id.slice(id.lastIndexOf("-") + 1));

export const inOrder = (a: Queued, b: Queued): number => numberOf(a) - numberOf(b);
