/** All transfers to other warehouses. What left is in the account `between` until the other side has it: it is for sale to nobody here, and nobody's loss either. */
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import type { TransferState } from "@floorplane/contracts/transfers.schema";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Transfer, type TransferLine, transferKind } from "./transfer.kind.ts";

export type { Transfer, TransferLine } from "./transfer.kind.ts";

export interface WithTransfers {
  readonly transfers: Transfers;
}

/** Units of a line that are between the sites. */
export const betweenOf = ({ left, arrived, lost }: TransferLine): number => left - arrived - lost;

export const unitsBetween = ({ lines }: Transfer): number =>
  lines.reduce((sum, line) => sum + betweenOf(line), 0);

export function stateOf(transfer: Transfer): TransferState {
  if (transfer.lines.length === 0) return "ordered";
  if (unitsBetween(transfer) > 0) return transfer.arrivedAt === null ? "between-sites" : "difference";
  return transfer.lines.some(({ lost }) => lost > 0) ? "closed" : "arrived";
}

const isSettled = (transfer: Transfer): boolean => transfer.lines.length > 0 && unitsBetween(transfer) === 0;

export class Transfers extends Shelf<OrderId, Transfer> {
  constructor(stores: Stores, { client, keptMs }: { readonly client: ClientId; readonly keptMs: number }) {
    super(stores, {
      kind: transferKind,
      id: ({ order }) => order,
      owner: { own: client, ids: "names" },
      body: (transfer) => ({
        ...transfer,
        parcels: [...transfer.parcels],
        lines: transfer.lines.map((line) => ({ ...line })),
      }),
      read: (kept) => ({ ...kept }),
      isOver: (transfer, now) =>
        transfer.lines.length === 0
          ? transfer.openedAt < now - 2 * keptMs
          : isSettled(transfer) && Math.max(transfer.arrivedAt ?? 0, transfer.decidedAt ?? 0) < now - keptMs,
    });
  }

  left(
    transfer: Transfer,
    sscc: string,
    gone: readonly (Pick<TransferLine, "sku" | "lot"> & { readonly units: number })[],
    leftAt: number,
  ): void {
    const lines = [...transfer.lines];
    for (const { sku, lot, units } of gone) {
      const at = lines.findIndex((line) => line.sku === sku && line.lot === lot);
      if (at < 0) lines.push({ sku, lot, left: units, arrived: 0, lost: 0 });
      else lines[at] = { ...lines[at]!, left: lines[at]!.left + units };
    }
    Object.assign(this.write(transfer), { lines, leftAt, parcels: [...transfer.parcels, sscc] });
  }

  settle(
    transfer: Transfer,
    what: Partial<Pick<Transfer, "lines" | "arrivedAt" | "decidedAt" | "decidedBy">>,
  ): void {
    Object.assign(this.write(transfer), what);
  }
}
