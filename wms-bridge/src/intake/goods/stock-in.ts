/**
 * Stock from the supplier. A place is opened once for each SKU: the same list under another key would double the book. What is delivered later comes as a
 * receipt, whose number is taken once. A bin takes no more than it holds.
 */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, type LocationId, LotId, type Sku } from "@floorplane/contracts/ids";
import type { OpeningStock } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { lotOfUnit, type SerialSaid } from "../../serials/serial-said.ts";
import { atPlace, type WithSerials } from "../../serials/serials.ts";
import { unitsOf } from "../../stock/accounts.ts";
import type { WithExpected } from "../../stock/expected-receipts.ts";
import type { WithLots } from "../../stock/lots.ts";
import { otherLotAt, type WithComingLots } from "../../stock/one-lot.ts";
import { unitsThatFitAt, type WithRoom } from "../../stock/room.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import type { WithTasks } from "../../tasks/tasks.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { judgeAdmitted } from "../programs/admitted.ts";
import { namedUnits, unitsOfIt } from "../reading/named-goods.ts";
import { NamedLots, otherLotThere } from "../reading/named-lots.ts";
import { judgeNewSerials, serialsOf } from "../reading/named-serials.ts";
import { readAll } from "../reading/read-all.ts";
import { isKnown, nameOf, remember, type WithReferences } from "../reading/references.ts";

interface Row {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly units: number;
  readonly serials: readonly SerialSaid[];
}

type StockInMeans = WithRoom &
  WithLots &
  WithSite &
  WithTasks &
  WithHandling &
  WithReferences &
  WithNumbers &
  WithExpected &
  WithComingLots &
  WithSerials;

export function postOpeningStock(
  means: StockInMeans,
  desk: Desk,
  client: ClientId,
  request: OpeningStock,
): HttpResponse {
  const { stock } = means;
  const { receipt } = request;
  const asked = receipt === undefined ? undefined : ({ client, what: "receipt", number: receipt } as const);
  const known = asked && isKnown(means, asked, request);
  const answer = (units: number) =>
    jsonAnswer(200, { ...(receipt ? { receipt } : {}), rows: request.rows.length, units });
  if (known) return answer(known.units);
  const lots = new NamedLots(means, client, desk.now);
  const rows = readAll(request.rows, (row, index) => rowOf(means, lots, client, row, `rows[${index}]`));
  judgeTwice(rows);
  if (receipt === undefined) judgeOpened(means, rows);
  judgeLots(means, rows);
  judgeRoom(means, rows);
  judgeNewSerials(
    means,
    rows.flatMap(({ location, lot, serials }) => serials.map((said) => ({ ...said, lot, where: location }))),
  );
  lots.write(desk);
  means.handling.by({ hand: "wms", ...(asked ? { ref: nameOf(asked) } : {}) });
  for (const { location, sku, lot, units, serials } of rows) {
    for (const { serial } of serials)
      means.serials.seen(client, sku, serial, atPlace(location), desk.now, lotOfUnit(means, sku, lot));
    means.handling.pieces(
      sku,
      serials.map(({ serial }) => serial),
    );
    const row = stock.row(location, sku, lot);
    stock.move(stock.outside(row, "supplier"), { holder: row, name: "available" }, units);
  }
  const units = rows.reduce((sum, row) => sum + row.units, 0);
  if (asked) {
    remember(means, desk, asked, request, units);
    means.expected.arrived(asked.number, client);
  }
  return answer(units);
}

function rowOf(
  means: WithRoom & WithSite,
  lots: NamedLots,
  client: ClientId,
  { location, sku, lot, units, expires, serials = [] }: OpeningStock["rows"][number],
  at: string,
): Row {
  const place = means.places.get(location as LocationId);
  if (!place || place.kind === "bench")
    throw new Refusal("malformed-message", `location ${location} is no storage place of this site`, {
      field: `${at}.location`,
    });
  const named = namedUnits(means, { client, text: sku, quantity: units }, `${at}.sku`);
  judgeAdmitted(means, place.location, named.sku, `${at}.location`);
  lots.read({ sku: named.sku, lot, expires }, at);
  const said = serialsOf(means, { ...named, serials }, at);
  return { location: place.location, lot: LotId(lot), ...named, serials: said };
}

/** In whatever spelling: two rows of one thing are a list that was put together wrongly. */
function judgeTwice(rows: readonly Row[]): void {
  const seen = new Map<string, number>();
  rows.forEach(({ location, sku, lot }, index) => {
    const key = `${location} ${sku} ${lot}`;
    const first = seen.get(key);
    if (first !== undefined)
      throw new Refusal(
        "malformed-message",
        `rows[${first}] and rows[${index}] are both ${codeOf(sku)} of lot ${lot} at ${location}; send one row of their sum`,
        { field: `rows[${index}]` },
      );
    seen.set(key, index);
  });
}

function judgeOpened({ stock }: WithStock, rows: readonly Row[]): void {
  rows.forEach(({ location, sku }, index) => {
    const opened = stock
      .rowsAt(location)
      .filter((row) => row.sku === sku && (row.nominal > 0 || unitsOf(row) > 0));
    if (opened.length === 0) return;
    const units = opened.reduce((sum, row) => sum + unitsOf(row), 0);
    throw new Refusal(
      doorCodes.alreadyOpened,
      `${location} was opened with ${codeOf(sku)} before and holds ${units}; send a later delivery with its receipt number, and what is wrong as a count`,
      { field: `rows[${index}]` },
    );
  });
}

/** One place is for one lot of goods that are kept by lot, in the book and in the list. */
function judgeLots(means: WithComingLots, rows: readonly Row[]): void {
  const inList = new Map<string, LotId>();
  rows.forEach(({ location, sku, lot }, index) => {
    const key = `${location} ${sku}`;
    const first = means.items.need(sku).lotKept ? inList.get(key) : undefined;
    const other = first !== undefined && first !== lot ? first : otherLotAt(means, location, sku, lot);
    if (other !== undefined) throw otherLotThere(location, sku, lot, other, `rows[${index}].lot`);
    inList.set(key, lot);
  });
}

function judgeRoom(means: WithRoom & WithTasks, rows: readonly Row[]): void {
  const coming = new Map<LocationId, Map<Sku, number>>();
  rows.forEach(({ location, sku, units }, index) => {
    const here = coming.get(location) ?? new Map<Sku, number>(means.tasks.comingTo(location));
    coming.set(location, here);
    const room = unitsThatFitAt(means, location, sku, here);
    if (units > room)
      throw new Refusal(
        doorCodes.noRoom,
        `${unitsOfIt(units, sku)} do not fit into ${location}: there is room for ${room}`,
        { field: `rows[${index}].units` },
      );
    here.set(sku, (here.get(sku) ?? 0) + units);
  });
}
