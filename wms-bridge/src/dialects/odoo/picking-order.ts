/** A delivery of Odoo (`stock.picking` and its moves) as an order of the door, and its products as items. What cannot be said in whole units of known goods is said to be unreadable, never guessed. */
import { gtinFault } from "@floorplane/contracts/gtin";
import { readable, readableLine } from "@floorplane/contracts/texts";
import type { Item, OrderRequest } from "@floorplane/contracts/wms.schema";
import { upperCase } from "../../goods/spelling.ts";
import { type OdooRow, oneOf, textOf } from "./odoo-rpc.ts";

/** Names of fields of `stock.picking`. */
export interface LeavingFields {
  /** Holds `pallet`, `parcel` or nothing; of a tick box: ticked is on a pallet. */
  readonly shipOn?: string | undefined;
  /** Holds what transfers that leave together are called by, or leads to it, as `batch_id` does. */
  readonly consolidation?: string | undefined;
}

export interface PickingRows {
  readonly picking: OdooRow;
  readonly leaves: LeavingFields;
  readonly moves: readonly OdooRow[];
  readonly products: ReadonlyMap<number, OdooRow>;
  readonly partner: OdooRow | undefined;
  /** ISO 3166-1 alpha-2 of its country, and the name of its state. */
  readonly country: string | undefined;
  readonly state: string | undefined;
}

export const pickingFields = ["name", "state", "write_date", "partner_id", "note", "origin"] as const;
export const moveFields = ["picking_id", "product_id", "product_qty", "state"] as const;
export const productFields = ["default_code", "name", "barcode", "weight", "volume", "type"] as const;
export const partnerFields = [
  "name",
  "street",
  "street2",
  "zip",
  "city",
  "state_id",
  "country_id",
  "phone",
  "email",
] as const;

export type Read<Value> = { readonly value: Value } | { readonly why: string };

/** A line of an order is a move: its id is the line's number, so that what left can be written back to it. */
export function orderOf({
  picking,
  leaves,
  moves,
  products,
  partner,
  country,
  state,
}: PickingRows): Read<Omit<OrderRequest, "client">> {
  const order = textOf(picking.name);
  if (order === undefined) return { why: "the transfer has no reference" };
  if (country === undefined)
    return {
      why: "the delivery address has no country: set it at the contact, or give the transfer another contact",
    };
  const lines: OrderRequest["lines"] = [];
  for (const move of moves) {
    if (move.state === "cancel" || move.state === "done") continue;
    const product = products.get(oneOf(move.product_id) ?? 0);
    const name = textOf(product?.name) ?? "a product";
    const sku = textOf(product?.default_code);
    if (sku === undefined) return { why: `${name} has no internal reference: the house knows goods by it` };
    const quantity = move.product_qty;
    if (typeof quantity !== "number" || !Number.isInteger(quantity) || quantity < 1)
      return { why: `${quantity} of ${name} (${sku}) are no whole units` };
    lines.push({ line: String(move.id), sku, quantity });
  }
  if (lines.length === 0) return { why: "the transfer has no operation that is to be done" };
  const shipOn = shipOnIn(picking, leaves);
  if (shipOn !== undefined && shipOn !== "pallet" && shipOn !== "parcel")
    return { why: `${leaves.shipOn} is ${JSON.stringify(shipOn)}: it is pallet, parcel or empty` };
  const consolidation = consolidationIn(picking, leaves);
  const name = lineOf(partner?.name, 120);
  const city = lineOf(partner?.city, 120);
  const street = [lineOf(partner?.street, 120), lineOf(partner?.street2, 120)].filter(
    (line) => line !== undefined,
  );
  const notes = textOf(readable(plain(textOf(picking.note) ?? "")));
  return {
    value: {
      order,
      country,
      lines,
      channel: "odoo",
      ...(shipOn === undefined ? {} : { shipOn }),
      ...(consolidation === undefined ? {} : { consolidation }),
      ...(name === undefined
        ? {}
        : {
            consignee: {
              name,
              ...optional("phone", partner?.phone, 40),
              ...optional("email", partner?.email, 254),
            },
          }),
      ...(city === undefined || street.length === 0
        ? {}
        : {
            address: {
              lines: street,
              city,
              ...optional("postcode", partner?.zip, 20),
              ...optional("state", state, 80),
            },
          }),
      ...(notes === undefined ? {} : { notes: first(1_000, notes) }),
    },
  };
}

function shipOnIn(picking: OdooRow, { shipOn: field }: LeavingFields): string | undefined {
  const value = field === undefined ? undefined : picking[field];
  return value === true ? "pallet" : textOf(value)?.trim().toLowerCase();
}

/** What it leads to is called as Odoo shows it. */
function consolidationIn(picking: OdooRow, { consolidation: field }: LeavingFields): string | undefined {
  const value = field === undefined ? undefined : picking[field];
  return textOf(Array.isArray(value) ? value[1] : value);
}

/** Products as items; of those that are goods without a barcode the house could read no tag, and the reason is said. */
export function itemsOf(products: Iterable<OdooRow>): Read<readonly Item[]> {
  const items: Item[] = [];
  for (const product of products) {
    const sku = textOf(product.default_code);
    const name = textOf(product.name) ?? "";
    if (sku === undefined)
      return { why: `${name || "a product"} has no internal reference: the house knows goods by it` };
    const isService = product.type === "service";
    const gtin = textOf(product.barcode);
    if (!isService && (gtin === undefined || gtinFault(gtin) !== undefined))
      return {
        why: `${name} (${sku}) has ${gtin === undefined ? "no barcode" : `the barcode ${gtin}, which is no GTIN`}: set its GTIN as barcode`,
      };
    items.push({
      sku: upperCase(sku),
      kind: isService ? "service" : "goods",
      name: lineOf(name, 200) ?? "",
      ...(gtin === undefined || isService ? {} : { gtin }),
      // Odoo's volume is in cubic metres.
      litres: figure(product.volume) * 1_000,
      kilograms: figure(product.weight),
      class: "C",
    });
  }
  return { value: items };
}

const figure = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);
const optional = <Name extends string>(name: Name, value: unknown, most: number) => {
  const text = lineOf(value, most);
  return (text === undefined ? {} : { [name]: text }) as { [N in Name]?: string };
};
/** What nobody sees in it, pasted along with a name, is left out: a transfer is not to stand for it. */
function lineOf(value: unknown, most: number): string | undefined {
  const text = textOf(readableLine(textOf(value) ?? ""));
  return text && first(most, text);
}
/** Letters, never half of one. */
const first = (most: number, text: string): string => [...text].slice(0, most).join("");
/** A note is HTML from version 16 on. */
const plain = (html: string): string =>
  html
    .replace(/<(br|\/p|\/div)[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
