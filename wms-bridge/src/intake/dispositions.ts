/** A decision about goods that wait for one, told by the WMS for what was done with them: booked at once, and the open inspection follows. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LocationId, type Sku } from "@floorplane/contracts/ids";
import type { Disposition } from "@floorplane/contracts/states";
import type { DispositionRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import type { WithSite } from "../keeping/traits.ts";
import { decide, type Held, heldAt, mayBecome, tellDecided } from "../stock/dispositions.ts";
import { unitsThatFitAt, type WithRoom } from "../stock/room.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { judgeAdmitted } from "./admitted.ts";
import { namedUnits, unitsOfIt } from "./named-goods.ts";
import { isKnown, nameOf, remember, type WithReferences } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

export function postDisposition(
  means: WithRoom & WithSite & WithHandling & WithReferences & WithNumbers & WithConfirmations,
  desk: Desk,
  client: ClientId,
  request: DispositionRequest,
): HttpResponse {
  const { disposition, from = "frozen", to } = request;
  const asked = { client, what: "disposition", number: disposition } as const;
  const known = isKnown(means, asked, request);
  if (known) return jsonAnswer(200, { disposition, state: to, units: known.units });
  if (!mayBecome(from, to))
    throw new Refusal("conflict", `${from} goods do not become ${to}`, { field: "to" });
  const location = LocationId(request.location);
  const { sku, units } = namedUnits(means, { client, text: request.sku, quantity: request.quantity }, "sku");
  judgeHeld(means, { location, sku, from, to, units });
  const place = placeOf(means, request, { location, sku, units });
  means.handling.by({ hand: "wms", ref: nameOf(asked) });
  decide(means, { location, sku, from, to, units, place });
  remember(means, desk, asked, request, units);
  tellDecided(means, desk, { client, subject: nameOf(asked) }, { kind: "disposed", location, disposition }, [
    { sku, to, units },
  ]);
  return jsonAnswer(200, { disposition, state: to, units });
}

interface Goods {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly units: number;
}

function judgeHeld(
  means: WithStock,
  { location, sku, from, to, units }: Goods & { readonly from: Held; readonly to: Disposition },
): void {
  const onHold = from === "frozen" ? heldAt(means, location, sku, "held") : 0;
  const held = heldAt(means, location, sku, from) + (to === "available" ? 0 : onHold);
  if (units <= held) return;
  if (to === "available" && units <= held + onHold)
    throw new Refusal(
      "conflict",
      `${unitsOfIt(onHold, sku)} at ${location} are on hold; release the hold, and they are for sale again`,
      { field: "to" },
    );
  throw new Refusal(doorCodes.noStock, `${location} holds ${unitsOfIt(held, sku, from)}, not ${units}`, {
    field: held === 0 ? "location" : "quantity",
  });
}

/** Goods for sale stand where robots reach them. */
function placeOf(
  means: WithRoom,
  { to, place }: DispositionRequest,
  { location, sku, units }: Goods,
): LocationId | null {
  if (to !== "available") {
    if (place === undefined) return null;
    throw new Refusal("malformed-message", "place is for goods that become available", { field: "place" });
  }
  const storage = means.places.get((place ?? "") as LocationId);
  if (!storage || storage.kind === "bench")
    throw new Refusal(
      "malformed-message",
      "name the storage place of this site that the goods were put into",
      {
        field: "place",
      },
    );
  judgeAdmitted(means, storage.location, sku, "place");
  const room = storage.location === location ? units : unitsThatFitAt(means, storage.location, sku);
  if (units > room)
    throw new Refusal(
      doorCodes.noRoom,
      `${unitsOfIt(units, sku)} do not fit into ${place}: there is room for ${room}`,
      { field: "quantity" },
    );
  return storage.location;
}
