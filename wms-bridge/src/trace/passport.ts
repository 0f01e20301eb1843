/**
 * The passport of an order, tote, parcel, pallet, item or lot: its rows whole, and of the rows between them, which are of other things, their digests alone. So whoever holds it can follow the chain from its first row
 * to its last without reading what is not his, and whoever has the ledger can say whether it is a piece of it.
 */
import { canonical } from "@floorplane/contracts/epcis/identity";
import type { CapturedRow, TraceRow } from "../handling/handling.ts";
import { type Head, rowDigest } from "../keeping/journal.ts";
import type { Placed } from "./reading.ts";

export const passportKinds = ["order", "tote", "parcel", "pallet", "item", "lot"] as const;
export type PassportKind = (typeof passportKinds)[number];

export interface Subject {
  readonly kind: PassportKind;
  /** As its client calls it. */
  readonly id: string;
  /** Of an item: of this unit of it alone. */
  readonly serial?: string;
  /** What others' events call it; empty where EPCIS has no name for it. */
  readonly names: readonly string[];
}

/** A row that is told, or the digest of one that is not. */
export type Link = string | { readonly number: number; readonly row: TraceRow };

export interface Passage {
  /** The row before the first link. */
  readonly before: Head;
  readonly links: readonly Link[];
  /** The last link's. */
  readonly after: Head;
}

/** `rows`: one after the other, without a gap; `start`: the row before them. */
export function passageOf(subject: Subject, rows: readonly Placed<TraceRow>[], start: Head): Passage {
  const isOfIt = aboutIt(subject, rows);
  const told = rows.map(({ row }) => isOfIt(row));
  const first = told.indexOf(true);
  const last = told.lastIndexOf(true);
  const headAt = (index: number): Head => {
    const placed = rows[index];
    return placed ? { number: placed.number, hash: placed.hash } : start;
  };
  if (first < 0) {
    const end = headAt(rows.length - 1);
    return { before: end, links: [], after: end };
  }
  const links = rows
    .slice(first, last + 1)
    .map(({ number, row }, index): Link => (told[first + index] ? { number, row } : rowDigest(row)));
  return { before: headAt(first - 1), links, after: headAt(last) };
}

function aboutIt(
  { kind, id, serial, names }: Subject,
  rows: readonly Placed<TraceRow>[],
): (row: TraceRow) => boolean {
  // What is in a parcel was in its tote, which makes one journey and no other.
  const totes = new Set(
    kind === "parcel"
      ? rows.flatMap(({ row }) =>
          row.step !== "captured" && row.parcel === id && row.tote ? [row.tote] : [],
        )
      : [],
  );
  const paths = new Set(names.map(canonical));
  return (row) => {
    if (row.step === "captured") return namesIn(row).some((name) => isOf(canonical(name), paths));
    switch (kind) {
      case "order":
        return row.order === id;
      case "tote":
        return row.tote === id;
      case "parcel":
        return row.parcel === id || (row.tote !== undefined && totes.has(row.tote));
      case "pallet":
        return row.pallet === id;
      case "item":
        return serial === undefined
          ? row.goods.some(([sku]) => sku === id)
          : row.serials?.some(([sku, one]) => sku === id && one === serial) === true;
      case "lot":
        return row.goods.some(([, lot]) => lot === id);
      default:
        return kind satisfies never;
    }
  };
}

/** A GTIN names each of its instances and lots. */
const isOf = (path: string, paths: ReadonlySet<string>): boolean =>
  paths.has(path) || paths.has(path.split("/").slice(0, 3).join("/"));

const uriFields = ["parentID", "epcList", "childEPCs", "inputEPCList", "outputEPCList"] as const;
const classFields = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"] as const;

function namesIn({ event }: CapturedRow): string[] {
  const fields = event as Readonly<Record<string, unknown>>;
  const listOf = (field: string): unknown[] => [fields[field] ?? []].flat();
  return [
    ...uriFields.flatMap(listOf),
    ...classFields.flatMap(listOf).map((one) => (one as { readonly epcClass?: unknown }).epcClass),
    ...listOf("bizTransactionList").map(
      (one) => (one as { readonly bizTransaction?: unknown }).bizTransaction,
    ),
  ].filter((one): one is string => typeof one === "string");
}
