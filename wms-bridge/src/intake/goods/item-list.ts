/** `GET /v1/items`: the catalogue as it was sent. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { KnownItem } from "../../goods/item.kind.ts";
import type { WithItems } from "../../goods/items.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const itemsQuery = ["after", "perPage", "kind", "class"] as const;

export function getItems(
  { items }: WithItems,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "items");
  const kinds = wordsIn(query, "kind", { goods: true, service: true });
  const classes = wordsIn(query, "class", { A: true, B: true, C: true });
  const isWanted = (item: KnownItem): boolean =>
    item.client === client && (!kinds || kinds.has(item.kind)) && (!classes || classes.has(item.class));
  return {
    cause: "http.items-asked",
    decide() {
      const key = ({ sku }: KnownItem): string => codeOf(sku as Sku);
      const page = pageOf(items.all(), { key, isWanted, after, perPage });
      return jsonAnswer(200, { items: page.rows.map(shown), count: page.count, next: page.next });
    },
  };
}

const shown = ({ client: _named, sku, spelling, ...item }: KnownItem) => ({
  sku: spelling ?? codeOf(sku as Sku),
  ...item,
});
