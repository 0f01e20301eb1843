/** A decision about goods that wait for one, told by the WMS for what was done with them: booked at once, and the open inspection follows. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LocationId, LotId, type Sku } from "@floorplane/contracts/ids";
import type { Disposition } from "@floorplane/contracts/states";
import type { DispositionRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithItems } from "../goods/items.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import type { WithSite } from "../keeping/traits.ts";
import { type Decision, decide, type Held, heldAt, mayBecome, tellDecided } from "../stock/dispositions.ts";
import { isUnknownLot } from "../stock/lots.ts";
import { otherLotAt, type WithComingLots } from "../stock/one-lot.ts";
import { unitsThatFitAt, type WithRoom } from "../stock/room.ts";
import type { WithStock } from "../stock/stock-book.ts";
import { judgeAdmitted } from "./admitted.ts";
import { namedUnits, unitsOfIt } from "./named-goods.ts";
import { otherLotThere } from "./named-lots.ts";
import { isKnown, nameOf, remember, type WithReferences } from "./references.ts";
import { doorCodes, jsonAnswer, Refusal } from "./refusal.ts";

export function postDisposition(
  means: WithRoom &
    WithSite &
    WithHandling &
    WithReferences &
    WithNumbers &
    WithConfirmations &
    WithComingLots,
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
  const { lot, known: read } = lotOf(means, request, { location, sku, from, to });
  judgeHeld(means, { location, sku, lot, from, to, units });
  const place = placeOf(means, request, { location, sku, units });
  judgeLot(means, { location, sku, lot: read ?? lot, place });
  means.handling.by({ hand: "wms", ref: nameOf(asked) });
  decide(means, { location, sku, lot, known: read, from, to, units, place });
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
  { location, sku, lot, from, to, units }: Goods & Moved & Pick<Decision, "lot">,
): void {
  const goods = { location, sku, lot };
  const onHold = from === "frozen" ? heldAt(means, goods, "held") : 0;
  const held = heldAt(means, goods, from) + (to === "available" ? 0 : onHold);
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

interface Moved {
  readonly from: Held;
  readonly to: Disposition;
}

/** Of goods that are kept by lot: of which lot these are, and what was read off their label now where nobody knew it. */
function lotOf(
  means: WithStock & WithItems,
  { lot: text }: DispositionRequest,
  { location, sku, from, to }: Omit<Goods, "units"> & Moved,
): Pick<Decision, "lot" | "known"> {
  if (!means.items.need(sku).lotKept) return { lot: text === undefined ? null : LotId(text) };
  const lots = means.stock
    .rowsAt(location)
    .filter((row) => row.sku === sku && row[from] + (from === "frozen" ? row.held : 0) > 0)
    .map(({ lot }) => lot);
  const unknown = lots.find(isUnknownLot);
  const refused = (why: string): Refusal => new Refusal("malformed-message", why, { field: "lot" });
  if (text === undefined) {
    if (lots.length > 1)
      throw refused(`lots ${lots.join(", ")} of ${codeOf(sku)} stand at ${location}; name one`);
    if (unknown !== undefined && to === "available")
      throw refused(`nobody knows the lot of these: name the one that their label says`);
    return { lot: lots[0] ?? null };
  }
  const lot = LotId(text);
  if (lots.includes(lot) || unknown === undefined) return { lot };
  return { lot: unknown, known: lot };
}

function judgeLot(
  means: WithComingLots,
  { location, sku, lot, place }: Pick<Decision, "location" | "sku" | "lot" | "place">,
): void {
  if (lot === null || place === null || place === location) return;
  const other = otherLotAt(means, place, sku, lot);
  if (other !== undefined) throw otherLotThere(place, sku, lot, other, "place");
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
