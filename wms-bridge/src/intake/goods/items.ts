/**
 * Items at the door: a name belongs to one item. Whatever would make two goods answer to one code is refused, naming who has it; a list is taken whole or
 * not at all.
 */
import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import { type GtinFault, gtin14, gtinFault } from "@floorplane/contracts/gtin";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, type OrderId, Sku } from "@floorplane/contracts/ids";
import type { Item, Items } from "@floorplane/contracts/wms.schema";
import type { KnownItem } from "../../goods/item.kind.ts";
import type { WithItems } from "../../goods/items.ts";
import { namesOf } from "../../goods/names.ts";
import { upperCase } from "../../goods/spelling.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { isClosed } from "../../orders/order.ts";
import type { WithOrders } from "../../orders/orders.ts";
import { unitsOf } from "../../stock/accounts.ts";
import type { WithHolds } from "../../stock/holds.ts";
import type { WithPlaces } from "../../stock/places.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import type { WithWarnings } from "../../stock/warnings.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { unitsOfIt } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";

/** GTINs that an item had while its goods stand here: more changes than this are no relabelling. */
const formerMax = 20;

type ItemMeans = WithItems & WithPlaces & WithStock & WithHolds & WithWarnings & WithOrders & WithSite;

/** Codes are upper case here whatever the sender writes, so that variants of one code are one item. */
export function postItems(means: ItemMeans, client: ClientId, { items }: Items): HttpResponse {
  const known = readAll(items, (item, index) => itemOf(means, client, item, `items[${index}]`));
  judgeNames(means, client, known);
  for (const item of known) {
    means.items.add(item);
    if (item.warnings) means.warnings.ask(item.sku as Sku);
    // Goods of another class may be kept by another hold.
    for (const row of means.stock.rowsOf(item.sku as Sku)) means.holds.untidy.add(row);
  }
  return jsonAnswer(200, { items: items.length });
}

function itemOf(means: ItemMeans, client: ClientId, sent: Item, at: string): KnownItem {
  const code = Sku(upperCase(sent.sku));
  const sku = nameFor(client, means.client, code);
  if (sent.kind === "goods" && !sent.gtin)
    throw new Refusal(
      "malformed-message",
      `goods ${sent.sku} need a GTIN, since robots check picks by tags`,
      {
        field: `${at}.gtin`,
      },
    );
  const gtin = rightGtin(sent.gtin, `${at}.gtin`);
  const caseGtin = rightGtin(sent.caseGtin, `${at}.caseGtin`);
  const item: KnownItem = {
    client,
    ...sent,
    sku,
    ...(gtin ? { gtin } : {}),
    ...(caseGtin ? { caseGtin } : {}),
    ...(sent.sku === code ? {} : { spelling: sent.sku }),
  };
  const { caseGtin: _case, ...unit } = item;
  if (caseGtin && namesOf(unit).has(`gtin ${caseGtin}`))
    throw new Refusal(
      "malformed-message",
      `case and unit of ${code} have one GTIN, ${caseGtin}: a tag could not tell which it is`,
      { field: `${at}.caseGtin` },
    );
  judgeKeeping(item, at);
  const before = means.items.get(sku);
  if (!before) return item;
  judgeChange(means, before, item, sent.sku, at);
  return { ...item, ...stillCarried(means, before, item) };
}

/** What it asks of lots has to go together. */
function judgeKeeping({ lotKept, shelfLifeDays, minRemainingDays }: KnownItem, at: string): void {
  const refused = (why: string, field: string): Refusal =>
    new Refusal("malformed-message", why, { field: `${at}.${field}` });
  if (shelfLifeDays !== undefined && !lotKept)
    throw refused(
      "goods with a shelf life are kept by lot, since each lot has its day: send lotKept too",
      "lotKept",
    );
  if (minRemainingDays === undefined) return;
  if (shelfLifeDays === undefined)
    throw refused("days that must remain are of a shelf life: send shelfLifeDays too", "minRemainingDays");
  if (minRemainingDays >= shelfLifeDays)
    throw refused(`no lot has ${minRemainingDays} days left that lasts ${shelfLifeDays}`, "minRemainingDays");
}

function rightGtin(text: string | undefined, field: string): string | undefined {
  if (text === undefined) return undefined;
  const fault = gtinFault(text);
  if (fault === undefined) return gtin14(text);
  throw new Refusal("malformed-message", `${field} ${text} ${faultWords[fault]}`, { field });
}

const faultWords: Record<GtinFault, string> = {
  length: "has not 8, 12, 13 or 14 digits",
  "check-digit": "has a wrong check digit; read it from the goods again",
  zeros: "is zeros; leave it out or send the real one",
};

/** What an item that is known may become while its goods or its orders are in the house. */
function judgeChange(means: ItemMeans, before: KnownItem, item: KnownItem, sent: string, at: string): void {
  const spelling = before.spelling ?? codeOf(before.sku as Sku);
  if (sent !== spelling && (before.gtin !== item.gtin || before.kind !== item.kind))
    throw new Refusal(
      "conflict",
      `sku ${sent} differs from ${spelling} only in its case, and is other goods: nobody could tell them apart by hand; give one of them another code`,
      { field: `${at}.sku` },
    );
  judgeClass(means, before, item, at);
  judgeLots(means, before, item, at);
  judgeSerials(means, before, item, at);
  if (before.kind === "service" || item.kind === "goods") return;
  const sku = item.sku as Sku;
  const units = unitsHere(means, sku);
  const order = units > 0 ? undefined : openOrderOf(means, sku);
  if (units === 0 && order === undefined) return;
  const why =
    order === undefined
      ? `${units === 1 ? "1 unit of it stands" : `${units} units of it stand`} here`
      : `order ${codeOf(order)} waits for it`;
  throw new Refusal("conflict", `${codeOf(sku)} cannot become a service while ${why}`, {
    field: `${at}.kind`,
  });
}

/** Goods change their class where they may stand as what they become. */
function judgeClass(means: ItemMeans, before: KnownItem, item: KnownItem, at: string): void {
  const { goodsClass = "general" } = item;
  if (goodsClass === (before.goodsClass ?? "general")) return;
  const sku = item.sku as Sku;
  for (const row of means.stock.rowsOf(sku)) {
    const admits = means.places.get(row.location)?.admits;
    if (unitsOf(row) === 0 || !admits || admits.has(goodsClass)) continue;
    throw new Refusal(
      "conflict",
      `${codeOf(sku)} cannot become ${goodsClass} goods while ${unitsOfIt(unitsOf(row), sku)} ${unitsOf(row) === 1 ? "stands" : "stand"} at ${row.location}, whose zone admits ${[...admits].join(", ")}; bring them elsewhere first`,
      { field: `${at}.goodsClass` },
    );
  }
}

/** Units that are here came in without a lot or a day that somebody could rely on. */
function judgeLots(means: ItemMeans, before: KnownItem, item: KnownItem, at: string): void {
  const field = !before.lotKept && item.lotKept ? "lotKept" : "shelfLifeDays";
  const isAsked =
    field === "lotKept" || (before.shelfLifeDays === undefined && item.shelfLifeDays !== undefined);
  const units = isAsked ? unitsHere(means, item.sku as Sku) : 0;
  if (units === 0) return;
  throw new Refusal(
    "conflict",
    `${codeOf(item.sku as Sku)} cannot become goods ${field === "lotKept" ? "kept by lot" : "with a shelf life"} while ${unitsOfIt(units, item.sku as Sku)} ${units === 1 ? "stands" : "stand"} here: ship or write them off first, or send it as an item of another code`,
    { field: `${at}.${field}` },
  );
}

/** Units that are here came in without anybody's asking which they are. */
function judgeSerials(means: ItemMeans, before: KnownItem, item: KnownItem, at: string): void {
  const units = !before.serialKept && item.serialKept ? unitsHere(means, item.sku as Sku) : 0;
  if (units === 0) return;
  throw new Refusal(
    "conflict",
    `${codeOf(item.sku as Sku)} cannot become goods kept by serial number while ${unitsOfIt(units, item.sku as Sku)} ${units === 1 ? "stands" : "stand"} here: ship or write them off first, or send it as an item of another code`,
    { field: `${at}.serialKept` },
  );
}

function openOrderOf({ orders }: WithOrders, sku: Sku): OrderId | undefined {
  for (const order of orders.atWork())
    if (!isClosed(order.state) && order.needs.some((need) => need.sku === sku)) return order.order;
  return undefined;
}

const unitsHere = ({ stock }: WithStock, sku: Sku): number =>
  stock.sheetsOf(sku).reduce((sum, { inside }) => sum + inside, 0);

/** Goods that came in under another GTIN still wear it; it is theirs until the last of them has gone. */
function stillCarried(
  means: WithStock,
  before: KnownItem,
  { sku, gtin, caseGtin }: KnownItem,
): Partial<KnownItem> {
  if (unitsHere(means, sku as Sku) === 0) return {};
  const kept = (former: readonly string[] = [], last: string | undefined, now: string | undefined) =>
    [...new Set(last ? [...former, last] : former)].filter((one) => one !== now).slice(-formerMax);
  const formerGtins = kept(before.formerGtins, before.gtin, gtin);
  const formerCaseGtins = kept(before.formerCaseGtins, before.caseGtin, caseGtin);
  return {
    ...(formerGtins.length > 0 ? { formerGtins } : {}),
    ...(formerCaseGtins.length > 0 ? { formerCaseGtins } : {}),
  };
}

/** As it will be after the whole list: what an item of the list gives up, another one of it may take. */
function judgeNames({ items: known }: WithItems, client: ClientId, items: readonly KnownItem[]): void {
  const inList = new Map<string, number>();
  items.forEach(({ sku, spelling = sku }, index) => {
    const first = inList.get(sku);
    if (first !== undefined)
      throw new Refusal("malformed-message", `items[${first}] and items[${index}] are both ${spelling}`, {
        field: `items[${index}].sku`,
      });
    inList.set(sku, index);
  });
  const taken = new Map<string, number>();
  items.forEach((item, index) => {
    for (const [name] of namesOf(item)) {
      const other = taken.get(name);
      const owner =
        other === undefined
          ? known
              .ownersOf(name, client)
              .filter(({ sku }) => !inList.has(sku))
              .map(({ sku }) => codeOf(sku))[0]
          : `${codeOf(items[other]!.sku as Sku)} (items[${other}])`;
      if (owner !== undefined) throw nameTaken(item, name, owner, `items[${index}]`);
      taken.set(name, index);
    }
  });
}

function nameTaken(item: KnownItem, name: string, owner: string, at: string): Refusal {
  const [kind, code] = name.split(" ") as [string, string];
  const what = kind === "gtin" ? `GTIN ${code}` : `code ${code}`;
  const field =
    name === `gtin ${item.gtin}`
      ? "gtin"
      : name === `gtin ${item.caseGtin}`
        ? "caseGtin"
        : namedBy(item, code);
  return new Refusal(
    doorCodes.nameTaken,
    `${what} of ${codeOf(item.sku as Sku)} belongs to ${owner}: a code names one item; correct the one that is wrong`,
    { field: `${at}.${field}` },
  );
}

function namedBy({ sku, aliases = [] }: KnownItem, code: string): string {
  const index = aliases.findIndex((alias) => [upperCase(alias), gtin14(alias)].includes(code));
  const own = codeOf(sku as Sku);
  return [own, gtin14(own)].includes(code) || index < 0 ? "sku" : `aliases[${index}]`;
}
