/** Numbers of the WMS that leave no order behind: returns, write-offs, receipts. The same number with the same content is the same request, whatever its key. */
import type { Desk } from "@floorplane/runtime/room";
import type { Warehouse } from "../warehouse.ts";
import { hashOf } from "./hash.ts";
import type { Reference } from "./reference.kind.ts";
import { Refusal } from "./refusal.ts";

export function isKnown(w: Warehouse, id: string, request: object): Reference | undefined {
  const known = w.references.get(id);
  if (!known && w.numbers.find(id))
    throw new Refusal(
      "conflict",
      `${id} was taken more than a month ago and is not done a second time; send new goods under a new number`,
      { field: id.split("/")[0]! },
    );
  if (known && known.requestHash !== hashOf(JSON.stringify(request)))
    throw new Refusal("conflict", `${id} is known with another content`, { field: id.split("/")[0]! });
  return known;
}

export function remember(w: Warehouse, desk: Desk, id: string, request: object, units: number): void {
  w.references.add({ id, requestHash: hashOf(JSON.stringify(request)), at: desk.now, units });
}
