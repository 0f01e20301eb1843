/** What must be true of a full day, while it lasts and when it is over: each fault in a sentence. */
import { parseConfirmation } from "@floorplane/contracts/confirmation.schema";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { type Asked, type FullDay, idOf } from "./full-day.fixture.ts";
import { type Client, clients, hooks, nameOf, query, skus } from "./full-floor.fixture.ts";
import { add, total, type Units } from "./world.fixture.ts";

interface Shown {
  readonly state: string;
  readonly allocation: string;
  readonly held?: object;
  readonly after?: readonly string[];
  readonly reason?: OrderReason;
  readonly backordered?: readonly { readonly sku: string; readonly units: number }[];
  readonly lines: readonly {
    readonly sku: string;
    readonly asked: number;
    readonly shipped: number;
    readonly cancelled: number;
  }[];
}
interface StockDocument {
  readonly body: { readonly sku: string; readonly available: number };
}
interface Told {
  readonly type: string;
  readonly data: ReturnType<typeof parseConfirmation>["data"];
}

const shownOf = ({ floor }: FullDay, { client, number }: Asked): Shown =>
  floor.get(wmsPaths.order(number) + query(client)).body as unknown as Shown;

/** When all is over: everything left, or said why not, each unit is where the book has it, and the events tell all of it. */
export async function faultsAfter(day: FullDay): Promise<string[]> {
  const { floor } = day;
  const faults = [...conservation(day), ...shelves(day), ...whatIsLeft(day)];
  const left: Record<Client, Units> = { house: new Map(), acme: new Map() };
  for (const order of day.orders) faults.push(...(await ofOrder(day, order, left[order.client])));
  for (const client of clients) faults.push(...ofEvents(day, client, left[client]));
  const gone = [...floor.shipped.values()].reduce((sum, units) => sum + total(units), 0);
  const counted = total(left.house) + total(left.acme);
  if (gone !== counted) faults.push(`${gone} units left the building, ${counted} of them for an order`);
  for (const difference of await floor.house.differences()) faults.push(`rebuilt otherwise: ${difference}`);
  return faults;
}

/** What stands says why, and the reason is true. To be asked when nobody has done anything for hours. */
export async function faultsAtRest(day: FullDay): Promise<string[]> {
  const faults = conservation(day);
  const free: Units = new Map();
  for (const { body } of (await day.floor.ledger.documents("stock")) as unknown as StockDocument[])
    add(free, body.sku, body.available);
  // What is here may be others', who wait longer.
  for (const order of day.orders)
    for (const { sku, units } of shownOf(day, order).backordered ?? [])
      add(free, nameOf(order.client, sku), -units);
  for (const order of day.orders) {
    const shown = shownOf(day, order);
    if (["shipped", "cancelled", "rejected"].includes(shown.state)) continue;
    const wrong = untrue(day, order, shown, free);
    if (wrong) faults.push(`${order.client} ${order.number} is ${shown.state}, ${said(shown)}: ${wrong}`);
  }
  return faults;
}

const said = ({ reason }: Shown): string => JSON.stringify(reason ?? "no reason");

function untrue(day: FullDay, { client, number }: Asked, shown: Shown, free: Units): string | undefined {
  const { floor } = day;
  const { reason, held, after = [] } = shown;
  switch (reason?.code) {
    case undefined:
      // Until its truck has left nobody knows that the gate's reader was down.
      return shown.state === "packed" ? undefined : "it says nothing";
    case "order.held":
      return held ? undefined : "nobody holds it";
    case "order.after": {
      const ended = after.filter((one) => shownOf(day, { client, number: one }).state === "shipped");
      return after.length === 0 || ended.length > 0 ? `it follows ${after}` : undefined;
    }
    case "order.after-ended":
      return shownOf(day, { client, number: reason.order }).state === reason.state
        ? undefined
        : "it did not end";
    case "units.held": {
      const { state } = floor.get(wmsPaths.hold(reason.hold) + query(client)).body;
      return state === "active" ? undefined : `hold ${reason.hold} is ${state}`;
    }
    case "units.lacking": {
      const isHere = ({ sku, units }: { readonly sku: string; readonly units: number }): boolean => {
        const here = (free.get(nameOf(client, sku)) ?? 0) + units;
        if (shown.allocation !== "whole") return here > 0;
        return here >= shown.lines.reduce((sum, line) => sum + (line.sku === sku ? line.asked : 0), 0);
      };
      const isFalse = shown.allocation === "whole" ? reason.units.every(isHere) : reason.units.some(isHere);
      return isFalse ? "it is here" : undefined;
    }
    case "units.kept":
      return reason.places.length > 0 ? undefined : "it names no place";
    case "consolidation.awaited":
    case "departure.awaited":
    case "pallet.awaited":
    case "parcel.unread":
    case "parcel.unseen":
      return undefined;
    default:
      return `nothing of the kind happened to ${number}`;
  }
}

function conservation({ floor }: FullDay): string[] {
  return floor.bridge.figures().units.conserved ? [] : ["units are not conserved"];
}

function shelves({ floor }: FullDay): string[] {
  const faults: string[] = [];
  const book = new Map<string, number>();
  const world = new Map<string, number>();
  for (const { location, sku, units } of floor.bridge.book.places()) add(book, `${location} ${sku}`, units);
  for (const [location, bin] of floor.bins)
    for (const [sku, units] of bin) add(world, `${location} ${sku}`, units);
  for (const place of new Set([...book.keys(), ...world.keys()]))
    if ((book.get(place) ?? 0) !== (world.get(place) ?? 0))
      faults.push(`${place}: ${book.get(place) ?? 0} by the book, ${world.get(place) ?? 0} lie there`);
  for (const { tote, sku, units } of floor.bridge.book.totes())
    faults.push(`tote ${tote} still holds ${units} of ${sku}`);
  return faults;
}

function whatIsLeft({ floor }: FullDay): string[] {
  const faults: string[] = [];
  for (const { task, kind, refused } of floor.asked.values())
    if (floor.isOpen(task)) faults.push(`task ${task} (${kind}) is open, ${JSON.stringify(refused ?? "")}`);
  for (const transport of floor.journeys.keys()) faults.push(`transport ${transport} is under way`);
  for (const [key, definition] of floor.alarms) faults.push(`alarm ${definition} ${key}`);
  const { confirmationsWaiting } = floor.bridge.figures();
  if (confirmationsWaiting > 0) faults.push(`${confirmationsWaiting} confirmations wait`);
  return faults;
}

async function ofOrder(day: FullDay, asked: Asked, left: Units): Promise<string[]> {
  const { floor } = day;
  const { client, number } = asked;
  const name = idOf(client, number);
  const faults: string[] = [];
  const shown = shownOf(day, asked);
  if (!["shipped", "cancelled"].includes(shown.state))
    faults.push(`${name} is ${shown.state}, ${said(shown)}`);
  const units = await floor.shippedOf(name);
  for (const [sku, n] of Object.entries(units)) add(left, sku, n);
  const byBook = new Map<string, number>();
  for (const { sku, asked: wanted, shipped, cancelled } of shown.lines) {
    add(byBook, nameOf(client, sku), shipped);
    if (shipped + cancelled > wanted || shipped < 0)
      faults.push(`${name}: ${shipped} of ${wanted} ${sku} left`);
    if (shown.state === "shipped" && shown.allocation !== "partial-then-cancel" && !wasEnded(floor, name))
      if (shipped !== wanted) faults.push(`${name} is shipped with ${shipped} of ${wanted} ${sku}`);
  }
  for (const sku of new Set([...byBook.keys(), ...Object.keys(units)]))
    if ((byBook.get(sku) ?? 0) !== (units[sku] ?? 0))
      faults.push(`${name}: ${byBook.get(sku) ?? 0} of ${sku} left by the book, ${units[sku] ?? 0} in truth`);
  return faults;
}

/** Somebody cancelled it, or units of it were given up: it said so. */
const wasEnded = (floor: FullDay["floor"], order: string): boolean => {
  const [code, client = "house"] = order.split("/").reverse() as [string, string?];
  return floor.get(wmsPaths.order(code) + query(client as Client)).body.ending !== undefined;
};

/** What each client's receiver took, once each. */
function heardOf({ floor }: FullDay, client: Client): Told[] {
  const heard = new Map<string, Told>();
  for (const { request, status } of floor.webhooks)
    if (request.url === hooks[client] && status === 200)
      heard.set(request.headers["webhook-id"]!, parseConfirmation.bytes(request.body));
  return [...heard.values()];
}

function ofEvents(day: FullDay, client: Client, left: Units): string[] {
  const faults: string[] = [];
  const told: Units = new Map();
  const changed: Units = new Map();
  const parcels = new Set<string>();
  const ended = new Map<string, string>();
  for (const { type, data } of heardOf(day, client)) {
    if ((data.client ?? "house") !== client) faults.push(`${client} heard ${type} of ${data.client}`);
    if (type === "order.shipped" || type === "order.cancelled") {
      if (ended.has(data.order!)) faults.push(`${client} ${data.order} ended twice`);
      ended.set(data.order!, type);
    }
    if (type === "parcel.shipped" || type === "transfer.left") {
      const sscc = data.parcels![0]!.sscc;
      if (type === "parcel.shipped" && parcels.has(sscc)) faults.push(`parcel ${sscc} is told twice`);
      if (type === "parcel.shipped") parcels.add(sscc);
      const really = day.floor.goneWith.get(sscc);
      for (const { sku, quantity } of data.lines ?? []) {
        if (type === "parcel.shipped") add(told, nameOf(client, sku), quantity);
        const inIt = (really ?? []).filter((one) => one.sku === nameOf(client, sku));
        if (inIt.reduce((sum, one) => sum + one.units, 0) < quantity)
          faults.push(
            `${sscc} is told with ${quantity} of ${client} ${sku}, and holds ${JSON.stringify(really)}`,
          );
      }
    }
    if (type === "stock.adjusted" && data.cause?.kind !== "lost-between-sites")
      for (const { sku, quantity } of data.lines ?? []) add(changed, nameOf(client, sku), quantity);
  }
  for (const { client: of, number } of day.orders) {
    if (of !== client) continue;
    const { state } = shownOf(day, { client, number });
    if (ended.get(number) !== `order.${state}`)
      faults.push(`${client} ${number} is ${state}, told ${ended.get(number)}`);
  }
  for (const code of skus) {
    const sku = nameOf(client, code);
    if ((told.get(sku) ?? 0) !== (left.get(sku) ?? 0))
      faults.push(`${told.get(sku) ?? 0} of ${sku} left by the events, ${left.get(sku) ?? 0} in truth`);
    const here = day.floor.bridge.book
      .places()
      .reduce((sum, row) => sum + (row.sku === sku ? row.units : 0), 0);
    const should = (day.cameIn.get(sku) ?? 0) - (told.get(sku) ?? 0) + (changed.get(sku) ?? 0);
    if (here !== should) faults.push(`${here} of ${sku} are here, ${should} by what came and the events`);
  }
  return faults;
}
