/** A decision about goods that wait for one, told by the WMS for what was done with them: booked at once, and the open inspection follows. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LocationId, LotId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { type Disposition, dispositionIn, gradeIn } from "@floorplane/contracts/states";
import type { DispositionRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { decideFor } from "../../people/deciding-for.ts";
import { keptAs } from "../../people/pieces.ts";
import type { DecidingMeans } from "../../returns/deciding.ts";
import { type Return, type WithReturns, waitingOf } from "../../returns/returns.ts";
import { whichLeave } from "../../serials/in-places.ts";
import { lotOfUnit } from "../../serials/serial-said.ts";
import { atPlace, type WithSerials } from "../../serials/serials.ts";
import { type Decision, type Held, heldAt, mayBecome, tellDecided } from "../../stock/dispositions.ts";
import { isUnknownLot } from "../../stock/lots.ts";
import { otherLotAt, type WithComingLots } from "../../stock/one-lot.ts";
import { unitsThatFitAt, type WithRoom } from "../../stock/room.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import type { TaskMeans } from "../../tasks/asking.ts";
import { askToDestroy, unitsNotAskedFor } from "../../tasks/destroying.ts";
import type { WithTasks } from "../../tasks/tasks.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { judgeAdmitted } from "../programs/admitted.ts";
import { namedUnits, unitsOfIt } from "../reading/named-goods.ts";
import { otherLotThere } from "../reading/named-lots.ts";
import { judgeLots, judgeThere, serialsOf } from "../reading/named-serials.ts";
import { isKnown, nameOf, type Reference, remember, type WithReferences } from "../reading/references.ts";

export function postDisposition(
  means: DispositionMeans,
  desk: Desk,
  client: ClientId,
  request: DispositionRequest,
): HttpResponse {
  const { disposition, from = "frozen", to: verdict } = request;
  const [to, grade] = [dispositionIn(verdict), gradeIn(verdict)];
  const asked = { client, what: "disposition", number: disposition } as const;
  const known = isKnown(means, asked, request);
  if (known && to === "destroyed") return toBeSigned(means, known, request);
  if (known) return jsonAnswer(200, { disposition, state: to, units: known.units });
  if (to !== "destroyed" && request.person !== undefined)
    throw new Refusal("malformed-message", "person is for goods that are destroyed", { field: "person" });
  if (!mayBecome(from, to))
    throw new Refusal("conflict", `${from} goods do not become ${to}`, { field: "to" });
  const location = LocationId(request.location);
  const { sku, units } = namedUnits(means, { client, text: request.sku, quantity: request.quantity }, "sku");
  const { lot, known: read } = lotOf(means, request, { location, sku, from, to });
  judgeHeld(means, { location, sku, lot, from, to, units });
  const named = returnOf(means, client, request, { location, sku, lot, from, units });
  const place = placeOf(means, request, { location, sku, units });
  const pieces = piecesOf(means, request, { location, sku, lot: read ?? lot, units, from });
  judgeLot(means, { location, sku, lot: read ?? lot, place });
  means.handling.by({ hand: "wms", ref: nameOf(asked) });
  // Nothing is destroyed by one: two people are asked to sign for it, and till then it is kept for destruction.
  const becomes = to === "destroyed" ? "condemned" : to;
  const decided = { location, sku, lot, known: read, from, to: becomes, units, place, grade } as const;
  means.handling.pieces(sku, pieces);
  piecesDecided(means, desk, { client, location, sku, lot: read ?? lot, to, place }, pieces);
  if (becomes !== from) decideFor(means, desk, decided, named);
  remember(means, desk, asked, request, units);
  const about = { client, subject: nameOf(asked) };
  if (becomes !== from)
    tellDecided(means, desk, about, { kind: "disposed", location, disposition }, [
      { sku, to: becomes, units, grade },
    ]);
  if (to !== "destroyed") return jsonAnswer(200, { disposition, state: to, units });
  const { return: number = null, reason: why = null, person } = request;
  const answer =
    person === undefined ? null : { at: desk.now, mark: "", device: person, via: "program" as const };
  const { task } = askToDestroy(
    means,
    desk,
    { client, location, sku, lot: read ?? lot, return: named?.return ?? number, why, disposition, answer },
    units,
  );
  return jsonAnswer(202, { disposition, state: becomes, units, task });
}

/** Which units it is about, where they are kept by serial number: those that are named, or all that are there. */
function piecesOf(
  means: DispositionMeans,
  { serials = [] }: DispositionRequest,
  { location, sku, lot, units, from }: Goods & Pick<Decision, "lot" | "from">,
): readonly string[] {
  const said = serialsOf(means, { sku, units, serials }, "").map((one) =>
    lot === null ? one : { ...one, lot },
  );
  judgeThere(means, said, location);
  judgeLots(means, said);
  const kept = from === "frozen" ? null : from;
  const named = said.map(({ serial }) => serial);
  const those = whichLeave(means, { location, sku, units, named, kept });
  if (those) return those;
  throw new Refusal(
    "malformed-message",
    `${unitsOfIt(means.serials.unitsIn(sku, atPlace(location)), sku)} stand at ${location}, and this is about ${units} of them: name which (${named.length} of ${units} are named)`,
    { field: "serials" },
  );
}

function piecesDecided(
  means: DispositionMeans,
  desk: Desk,
  {
    client,
    location,
    sku,
    lot,
    to,
    place,
  }: Pick<Decision, "location" | "sku" | "lot" | "to" | "place"> & {
    readonly client: ClientId;
  },
  pieces: readonly string[],
): void {
  for (const serial of pieces) {
    means.serials.seen(client, sku, serial, atPlace(place ?? location), desk.now, lotOfUnit(means, sku, lot));
    means.serials.keep(sku, serial, keptAs(to));
  }
}

type DispositionMeans = WithSerials &
  WithRoom &
  WithHandling &
  WithReferences &
  WithNumbers &
  WithComingLots &
  TaskMeans &
  DecidingMeans;

/** Said again: whether both have signed meanwhile. */
function toBeSigned(
  { tasks, client: own }: WithTasks & WithSite,
  { client = own, units }: Reference,
  { disposition }: DispositionRequest,
): HttpResponse {
  for (const task of tasks.all())
    if (
      task.kind === "destroy" &&
      task.client === client &&
      task.disposition === disposition &&
      task.state === "open"
    )
      return jsonAnswer(202, { disposition, state: "condemned", units, task: task.task });
  return jsonAnswer(200, { disposition, state: "destroyed", units });
}

/** Whose return they came with, where it is named: no more of it than waits. */
function returnOf(
  { returns }: WithReturns,
  client: ClientId,
  { return: number }: DispositionRequest,
  { location, sku, lot, from, units }: Goods & Pick<Decision, "lot" | "from">,
): Return | undefined {
  if (number === undefined) return undefined;
  const one = returns.get(oneSpelling(number), client);
  if (!one) throw new Refusal("not-found", `return ${number} is not known here`, { field: "return" });
  if (from !== "frozen") return one;
  const waiting = one.lines.filter((line) => line.sku === sku && (lot === null || line.lot === lot));
  const there = one.location === location ? waiting.reduce((sum, line) => sum + waitingOf(line), 0) : 0;
  if (units <= there) return one;
  throw new Refusal(
    doorCodes.noStock,
    `${unitsOfIt(there, sku)} of return ${number} wait for a decision at ${location}, not ${units}`,
    { field: "quantity" },
  );
}

interface Goods {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly units: number;
}

function judgeHeld(
  means: TaskMeans,
  { location, sku, lot, from, to, units }: Goods & Moved & Pick<Decision, "lot">,
): void {
  const goods = { location, sku, lot };
  const onHold = from === "frozen" ? heldAt(means, goods, "held") : 0;
  const isAsked = from === "condemned" && to === "destroyed";
  const standing = isAsked ? unitsNotAskedFor(means, goods) : heldAt(means, goods, from);
  const held = standing + (to === "available" ? 0 : onHold);
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
