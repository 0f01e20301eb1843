/** A decision about goods that wait for one, told by the WMS for what was done with them: booked at once, and the open inspection follows. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { LocationId, type Sku } from "@floorplane/contracts/ids";
import type { DispositionRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import { decide, type Held, heldAt, mayBecome, tellDecided } from "../stock/dispositions.ts";
import { unitsThatFitAt } from "../stock/room.ts";
import type { Warehouse } from "../warehouse.ts";
import { namedUnits } from "./named-goods.ts";
import { isKnown, remember } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

export function postDisposition(w: Warehouse, desk: Desk, request: DispositionRequest): HttpResponse {
  const { disposition, from = "frozen", to } = request;
  const id = `disposition/${disposition}`;
  const known = isKnown(w, id, request);
  if (known) return jsonAnswer(200, { disposition, state: to, units: known.units });
  if (!mayBecome(from, to))
    throw new Refusal("conflict", `${from} goods do not become ${to}`, { field: "to" });
  const location = LocationId(request.location);
  const { sku, units } = namedUnits(w, request.sku, request.quantity, "sku");
  judgeHeld(w, { location, sku, from, units });
  const place = placeOf(w, request, { location, sku, units });
  decide(w, { location, sku, from, to, units, place });
  remember(w, desk, id, request, units);
  tellDecided(w, desk, id, { kind: "disposed", location, disposition }, [{ sku, to, units }]);
  return jsonAnswer(200, { disposition, state: to, units });
}

interface Goods {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly units: number;
}

function judgeHeld(w: Warehouse, { location, sku, from, units }: Goods & { readonly from: Held }): void {
  const held = heldAt(w, location, sku, from);
  if (units <= held) return;
  throw new Refusal(doorCodes.noStock, `${location} holds ${held} ${from} units of ${sku}, not ${units}`, {
    field: held === 0 ? "location" : "quantity",
  });
}

/** Goods for sale stand where robots reach them. */
function placeOf(
  w: Warehouse,
  { to, place }: DispositionRequest,
  { location, sku, units }: Goods,
): LocationId | null {
  if (to !== "available") {
    if (place === undefined) return null;
    throw new Refusal("malformed-message", "place is for goods that become available", { field: "place" });
  }
  const storage = w.places.get((place ?? "") as LocationId);
  if (!storage || storage.kind === "bench")
    throw new Refusal(
      "malformed-message",
      "name the storage place of this site that the goods were put into",
      {
        field: "place",
      },
    );
  const room = storage.location === location ? units : unitsThatFitAt(w, storage.location, sku);
  if (units > room)
    throw new Refusal(
      doorCodes.noRoom,
      `${units} units of ${sku} do not fit into ${place}: there is room for ${room}`,
      { field: "quantity" },
    );
  return storage.location;
}
