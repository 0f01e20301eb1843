/** The demo as `npm start` begins it, for ten minutes over real wires. */
import { describe, expect, it, onTestFinished } from "vitest";
import { ADemo } from "../stories/a-demo.ts";
import { demandOf, judgeWorld } from "../stories/judge-world.ts";
import { inSeconds, waitMs } from "../stories/stories.ts";
import { usablePage } from "../stories/usable-page.ts";
import { figure, isCrowded, machine, minuteMs } from "./figures.ts";

const runMs = 10 * minuteMs;
const usableMsMax = 10_000;
const firstOrderMsMax = 120_000;
/** Between an order's time and the house's knowledge of it, house ms: a request and a retry. */
const sendMs = minuteMs;

describe(`the demo with 40 robots at speed 5 (${machine()})`, () => {
  it(
    "has a page in 10 s and a first order shipped in 120 s; in ten minutes nobody meets and nothing is lost",
    async () => {
      const demo = new ADemo({ robots: 40, speed: 5 });
      onTestFinished(() => demo.dispose());
      const wasCrowded = isCrowded();
      await demo.start();
      await usablePage(demo.running.urls.dashboards, waitMs);
      const usableMs = demo.command.elapsedMs;
      await demo.until("the first order to be shipped", runMs, () => (demo.figures?.house.shipped ?? 0) > 0);
      const firstOrderMs = demo.command.elapsedMs;
      await demo.until("ten minutes to pass", 2 * runMs, () => demo.command.elapsedMs >= runMs);
      const houseMs = demo.figures!.house.houseMs;
      const sent = demandOf(demo.state).requests.flatMap((request) =>
        request.kind === "order" && request.at < houseMs - sendMs ? [request.body.order as string] : [],
      );
      const known = await Promise.all(sent.map((order) => demo.order(order)));
      const { code } = await demo.interrupt();
      const { results, judged } = judgeWorld(demo.state);
      // Parcels of orders that have not left as a whole yet are claimed by nobody.
      const { unclaimedParcels: _, ...faults } = results.faults;

      const told = wasCrowded ? " (told only: the machine was crowded)" : "";
      figure("start to usable page", inSeconds(usableMs), `at most 10 s${told}`);
      figure("start to first order shipped", inSeconds(firstOrderMs), "at most 120 s");
      figure(
        "orders sent, shipped in ten minutes",
        `${sent.length}, ${results.orders.shipped}`,
        "more than 0",
      );
      figure(
        "collisions, deadlocks, stalls",
        `${judged.collisions}, ${judged.deadlocks}, ${judged.stalls}`,
        "0, 0",
      );
      figure("orders lost", String(known.filter((order) => !order).length), "0");
      expect(code).toBe(0);
      if (!wasCrowded) expect(usableMs).toBeLessThanOrEqual(usableMsMax);
      expect(firstOrderMs).toBeLessThanOrEqual(firstOrderMsMax);
      expect(sent.filter((_, index) => !known[index])).toEqual([]);
      expect(judged).toMatchObject({ collisions: 0, deadlocks: 0 });
      expect(results.units.conserved).toBe(true);
      expect(faults).toEqual({
        rejectedWithGoods: [],
        unanswered: 0,
        shippedTwice: [],
        phantomParcels: [],
        mistoldParcels: [],
        mistoldPallets: [],
        wrongShipments: [],
        unbalanced: [],
      });
      expect(results.orders.shipped).toBeGreaterThan(0);
    },
    3 * runMs,
  );

  it(
    "starts with as many robots as it takes, and they are all on its page",
    async () => {
      const robots = 1_000;
      const demo = new ADemo({ robots, speed: 1 });
      onTestFinished(() => demo.dispose());
      await demo.start();
      await usablePage(demo.running.urls.dashboards, 4 * waitMs);

      await demo.until(
        "the first robot to be at work",
        4 * waitMs,
        () => (demo.figures?.house.robotsBusy ?? 0) > 0,
      );
      const plan = (await (await fetch(new URL("api/floor", demo.running.urls.dashboards))).json()) as {
        robots: readonly string[];
      };
      const { code } = await demo.interrupt();

      expect(plan.robots).toHaveLength(robots);
      expect(code).toBe(0);
    },
    12 * waitMs,
  );
});
