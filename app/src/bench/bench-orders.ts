/**
 * `bench orders`: how fast a house takes orders in, each on the disk before it is answered, and what a kill in the middle takes from it. The house is a process of its own, as `up` runs it; this one
 * sends, kills, sends on, and then asks the house for every order that was acknowledged, and its ledger for any that was taken twice.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OrderRequest, rowsMax } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { BenchHouse } from "./bench-house.ts";
import { OrderClient } from "./order-client.ts";
import { type Flood, type FloodOptions, orderFlood } from "./order-flood.ts";
import { OrderRun } from "./order-run.ts";
import { takenTwice } from "./taken-twice.ts";
import { machine, rounded } from "./traffic-answer.ts";

export interface OrdersOptions extends Omit<FloodOptions, "orders"> {
  /** Orders a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Where the house keeps itself; a folder that is removed afterwards where absent. */
  readonly state?: string;
}

export interface OrdersAnswer {
  readonly json: object;
  /** Nothing acknowledged was lost, nothing taken twice, and every order was answered. */
  readonly holds: boolean;
}

/** Asked for at once when all are read back. */
const askedAtOnce = 16;

export async function benchOrders(
  options: OrdersOptions,
  out: { write(text: string): unknown },
): Promise<OrdersAnswer> {
  const { rate, seconds, state } = options;
  const flood = orderFlood({ ...options, orders: Math.round(rate * seconds) });
  const folder = state ?? mkdtempSync(join(tmpdir(), "floorplane-orders-"));
  mkdirSync(folder, { recursive: true });
  const house = await BenchHouse.of(folder, flood.site);
  const client = new OrderClient(house.wmsUrl, house.wmsToken);
  try {
    await house.start();
    await load(client, flood);
    const run = new OrderRun(house, client, flood.orders);
    out.write(`sending ${flood.orders.length} orders, ${rate} a second\n`);
    await run.untilKilled(rate, (seconds / 2) * 1_000);
    out.write("killed; sending on\n");
    await run.untilAnswered(rate);
    out.write("reading back\n");
    const acknowledged = flood.orders.filter(({ order }) => run.isAcknowledged(order));
    const goods = new Set(flood.items.flatMap(({ sku, kind }) => (kind === "goods" ? sku : [])));
    const lostAfterKill = await missing(client, acknowledged, goods);
    await house.stop();
    const twice = takenTwice(house.ledgerFile);
    const json = {
      ...run.figures(),
      linesPerOrder: rounded(linesOf(flood.orders) / flood.orders.length, 1),
      lostAfterKill,
      twice,
      ledgerBytesPerOrder: Math.round(statSync(house.ledgerFile).size / acknowledged.length),
      machine: machine(),
    };
    return { json, holds: lostAfterKill === 0 && twice === 0 && run.unanswered === 0 };
  } finally {
    client.close();
    await house.stop();
    if (state === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const linesOf = (orders: readonly OrderRequest[]): number =>
  orders.reduce((sum, { lines }) => sum + lines.length, 0);

async function load(client: OrderClient, { items, opening }: Flood): Promise<void> {
  for (let from = 0; from < items.length; from += rowsMax)
    await client.put(wmsPaths.items, `items-${from}`, { items: items.slice(from, from + rowsMax) });
  for (let from = 0; from < opening.length; from += rowsMax)
    await client.put(wmsPaths.openingStock, `opening-${from}`, { rows: opening.slice(from, from + rowsMax) });
}

/** How many of them the house does not have, with every line of goods as it was sent. */
async function missing(
  client: OrderClient,
  orders: readonly OrderRequest[],
  goods: ReadonlySet<string>,
): Promise<number> {
  const queue = orders.values();
  let lost = 0;
  const ask = async (): Promise<void> => {
    for (const { order, lines } of queue) {
      const found = await client.ask(order);
      const wanted = lines.filter(({ sku }) => goods.has(sku));
      const isThere =
        found?.lines.length === wanted.length &&
        wanted.every(({ line, sku, quantity }, index) => {
          const kept = found.lines[index]!;
          return kept.line === line && kept.sku === sku && kept.asked === quantity;
        });
      if (!isThere) lost++;
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, ask));
  return lost;
}
