/** All transfers to other warehouses. What left is in the account `between` until the other side has it: it is for sale to nobody here, and nobody's loss either. */
import type { ClientId, LotId, OrderId, Sku } from "@floorplane/contracts/ids";
import type { TransferState } from "@floorplane/contracts/transfers.schema";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { heardMax, type Transfer, type TransferLine, transferKind } from "./transfer.kind.ts";

export type { SentParcel, Transfer, TransferLine } from "./transfer.kind.ts";

export interface WithTransfers {
  readonly transfers: Transfers;
}

/** Words about parcels that have not left; the earliest go. */
const earlyMax = 1_000;

/** Units of a line that are between the sites. */
export const betweenOf = ({ left, arrived, lost }: TransferLine): number => left - arrived - lost;

const unitsBetween = ({ lines }: Transfer): number => lines.reduce((sum, line) => sum + betweenOf(line), 0);

/** What people are asked about, by SKU: below nought units are missing, above it they came too many. */
export function offBy({ lines, over }: Transfer): { readonly sku: Sku; readonly units: number }[] {
  const off = new Map<Sku, number>();
  for (const { sku, missing } of lines) if (missing > 0) off.set(sku, (off.get(sku) ?? 0) - missing);
  for (const { sku, units } of over) off.set(sku, (off.get(sku) ?? 0) + units);
  return [...off].map(([sku, units]) => ({ sku, units }));
}

/** Units of a SKU, or of one lot of it, that another warehouse has by its word, of the transfers that are still known. */
export function arrivedElsewhere(
  { transfers }: WithTransfers,
  { sku, lot }: { readonly sku: Sku; readonly lot?: LotId },
): number {
  let units = 0;
  for (const { lines } of transfers.all())
    for (const line of lines)
      if (line.sku === sku && (lot === undefined || line.lot === lot)) units += line.arrived;
  return units;
}

export const isOff = ({ lines, over }: Transfer): boolean =>
  over.length > 0 || lines.some(({ missing }) => missing > 0);

export function stateOf(transfer: Transfer): TransferState {
  if (isOff(transfer)) return "difference";
  if (transfer.lines.length === 0) return "ordered";
  if (unitsBetween(transfer) > 0) return "between-sites";
  return transfer.lines.some(({ lost }) => lost > 0) ? "closed" : "arrived";
}

const isSettled = (transfer: Transfer): boolean =>
  transfer.lines.length > 0 && unitsBetween(transfer) === 0 && !isOff(transfer);

export class Transfers extends Shelf<OrderId, Transfer> {
  readonly #byParcel = new Map<string, Transfer>();

  constructor(stores: Stores, { client, keptMs }: { readonly client: ClientId; readonly keptMs: number }) {
    super(stores, {
      kind: transferKind,
      id: ({ order }) => order,
      owner: { own: client, ids: "names" },
      body: (transfer) => ({
        ...transfer,
        parcels: transfer.parcels.map((parcel) => ({ ...parcel, words: [...parcel.words] })),
        early: transfer.early.map((one) => ({ ...one })),
        heard: [...transfer.heard],
        withdrawn: [...transfer.withdrawn],
        lines: transfer.lines.map((line) => ({ ...line })),
        over: transfer.over.map((one) => ({ ...one })),
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
      if (at < 0) lines.push({ sku, lot, left: units, arrived: 0, lost: 0, missing: 0 });
      else lines[at] = { ...lines[at]!, left: lines[at]!.left + units };
    }
    const units = new Map<Sku, number>();
    for (const { sku, units: more } of gone) units.set(sku, (units.get(sku) ?? 0) + more);
    const held = [...units].map(([sku, count]) => ({ sku, units: count }));
    const parcel = { sscc, arrivedAt: null, units: held, words: [] };
    this.#byParcel.set(sscc, transfer);
    Object.assign(this.write(transfer), { lines, leftAt, parcels: [...transfer.parcels, parcel] });
  }

  /** That which one of its parcels left with. */
  ofParcel(sscc: string): Transfer | undefined {
    return this.#byParcel.get(sscc);
  }

  /** The other warehouse has a parcel that is here by the book. */
  saidEarly(transfer: Transfer, word: Transfer["early"][number]): void {
    const others = transfer.early.filter(({ sscc, mark }) => sscc !== word.sscc || mark !== word.mark);
    this.write(transfer).early = [...others, word].slice(-earlyMax);
  }

  /** It has left: the words about it are taken. */
  takeEarly(transfer: Transfer, sscc: string): Transfer["early"] {
    const words = transfer.early.filter((one) => one.sscc === sscc);
    if (words.length > 0) this.write(transfer).early = transfer.early.filter((one) => !words.includes(one));
    return words;
  }

  /** An event said of a parcel that is here by the book that it is there, and was withdrawn. */
  forgetEarly(transfer: Transfer, sscc: string, mark: string): void {
    this.write(transfer).early = transfer.early.filter((one) => one.sscc !== sscc || one.mark !== mark);
  }

  hear(transfer: Transfer, word: Transfer["heard"][number]): void {
    this.write(transfer).heard = [...transfer.heard, word];
  }

  /** An event was withdrawn: whatever it says of this transfer is no word any more. */
  withdraw(transfer: Transfer, mark: string): void {
    const heard = transfer.heard.filter((one) => one.mark !== mark);
    const withdrawn = [...transfer.withdrawn, mark].slice(-heardMax);
    Object.assign(this.write(transfer), { heard, withdrawn });
  }

  override remove(transfer: Transfer): void {
    for (const { sscc } of transfer.parcels) this.#byParcel.delete(sscc);
    super.remove(transfer);
  }

  protected override restored(transfer: Transfer): void {
    for (const { sscc } of transfer.parcels) this.#byParcel.set(sscc, transfer);
  }

  settle(
    transfer: Transfer,
    what: Partial<Pick<Transfer, "lines" | "over" | "parcels" | "arrivedAt" | "decidedAt" | "decidedBy">>,
  ): void {
    Object.assign(this.write(transfer), what);
  }

  /** People are asked about its difference, or are not any more. `againAt`: when they are next. */
  asked(transfer: Transfer, what: Pick<Transfer, "ticket" | "againAt">): void {
    Object.assign(this.write(transfer), { ...what, isOverdue: false });
  }

  overdue(transfer: Transfer): void {
    this.write(transfer).isOverdue = true;
  }
}
