/** Goods of a class are put where their class may stand. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import { classOf, isAdmitted, type WithRoom } from "../../stock/room.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";

export function judgeAdmitted(means: WithRoom, location: LocationId, sku: Sku, field: string): void {
  if (isAdmitted(means, location, sku)) return;
  const admits = [...means.places.get(location)!.admits!].join(", ");
  throw new Refusal(
    doorCodes.notAdmitted,
    `${codeOf(sku)} is of class ${classOf(means, sku)}, and the zone of ${location} admits ${admits}; name a place whose zone admits it`,
    { field },
  );
}
