/** A further client of the site: goods of its own on the world's shelves, and a WMS of its own that may give the very numbers and codes that the site's own client gives. */
import { nameFor } from "@floorplane/contracts/client-names";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { StockRow } from "../goods/slotting.ts";
import type { Demand } from "../orders/demand.ts";
import type { WorldFile } from "../world-file.ts";

export interface OtherClient {
  readonly client: ClientId;
  /** In its own codes. */
  readonly items: readonly Item[];
  readonly opening: readonly StockRow[];
  readonly demand: Demand;
}

/** As the floor calls its goods. */
export const namedItems = ({ client, items }: OtherClient, own: ClientId): Item[] =>
  items.map((item) => ({ ...item, sku: nameFor(client, own, item.sku as Sku) }));

export const namedOpening = ({ client, opening }: OtherClient, own: ClientId): StockRow[] =>
  opening.map((row) => ({ ...row, sku: nameFor(client, own, row.sku as Sku) }));

/** Its own part of the world's memory: two WMS may keep two things under one number. */
export const partOf = (file: WorldFile, client: ClientId): WorldFile => ({
  together: (change) => file.together(change),
  commit: () => file.commit(),
  put: (kind, id, body) => file.put(`${client}/${kind}`, id, body),
  remove: (kind, id) => file.remove(`${client}/${kind}`, id),
  all: (kind) => file.all(`${client}/${kind}`),
  close: () => file.close(),
});
