/** Real days on which stock is short: what is there and asked for leaves, whoever waits knows for how long, and no unit lies where an order may have it. */
import { join } from "node:path";
import type { Allocation } from "@floorplane/contracts/states";
import { describe, expect, it } from "vitest";
import { dataFolder } from "../data-folder.ts";
import { type SimulatedDay, simulated } from "../simulated.ts";
import { figure, machine } from "./figures.ts";

const data = dataFolder("data/online-retail");
const days = ["01", "02", "03", "05", "06", "07", "08", "09", "10"];
/** Of what the stock of the first morning could have shipped. */
const shippedShareMin = 0.95;

type Json = SimulatedDay["json"] & {
  readonly orders: Readonly<Record<"open" | "waiting", number>>;
  readonly units: Readonly<Record<"asked" | "shipped" | "possible", number>>;
};

async function aTightDay(day: string, allocation: Allocation): Promise<Json> {
  const { json, code } = await simulated([
    ...["--orders", join(data.path, `2010-12-${day}.csv`), "--robots", "40", "--seed", "1"],
    ...["--stock", "tight", "--allocation", allocation],
  ]);
  const { orders, units } = json as Json;
  const share = units.shipped / units.possible;
  figure(`2010-12-${day}, ${allocation}`, `${units.shipped} of ${units.possible} units`, "what was there");
  figure("  orders open, of them waiting", `${orders.open}, ${orders.waiting}`, "all that are open");
  expect(json).toMatchObject({
    holds: true,
    reasons: [],
    units: { withheld: 0, conserved: true },
    orders: { waiting: orders.open },
    collisions: 0,
    deadlocks: 0,
  });
  expect(code).toBe(0);
  if (allocation !== "whole") expect(share).toBeGreaterThanOrEqual(shippedShareMin);
  return json as Json;
}

describe.skipIf(data.isAbsent)(`days of short stock (${machine()})${data.reason}`, () => {
  it.each(days)("2010-12-%s ships what is there", async (day) => {
    await aTightDay(day, "partial");
  });

  it("ends every order where the rest is not waited for", async () => {
    const { orders } = await aTightDay("01", "partial-then-cancel");

    expect(orders.open).toBe(0);
  });

  it("lets whole orders wait for all of theirs, and for no unit of them alone", async () => {
    await aTightDay("01", "whole");
  });
});
