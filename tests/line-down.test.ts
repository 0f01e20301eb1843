/** The broker is gone for ten minutes under forty working robots, in the whole house on the virtual clock: nobody is blamed, nothing is handed on, nobody meets, and the work goes on. */
import { planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { CutBus } from "@floorplane/runtime/bus/cut-bus.fixture";
import type { Row } from "@floorplane/runtime/ledger/ledger";

import { expect, it } from "vitest";

const startAt = Date.UTC(2026, 4, 4, 8);

it.each([
  [1, 10],
  [2, 2],
])("seed %i, %i minutes", async (seed, minutes) => {
  const plan = planDay({ seed, robots: 40, rate: 1, tight: false, startAt, profile: "b2c", perDay: 9_000 });
  let line: CutBus | undefined;
  const alarms: string[] = [];
  const given = new Map<string, Set<string>>();
  const ordersAt: number[] = [];
  const floor = virtualFloor({
    plan,
    seed,
    line: (bus) => (line = new CutBus(bus)),
    witness: ({ change }: Row) => {
      for (const { message } of change.mail as unknown as { message: Record<string, string> }[]) {
        if (message.type === "alarm.raise") alarms.push(`${message.definition} ${message.source}`);
        if (message.type === "transport.assigned")
          given.set(message.transport!, (given.get(message.transport!) ?? new Set()).add(message.robot!));
      }
    },
    overhear: (topic) => {
      if (topic.endsWith("/order")) ordersAt.push(floor.clock.now());
    },
  });
  await floor.composed.start();
  floor.world.start();
  const until = (at: number) => floor.clock.run(() => floor.world.done(), at);
  const first = plan.demand.requests[0]!.at;
  until(first + 12 * minuteMs);
  const before = alarms.length;

  line!.cut();
  const cutAt = floor.clock.now();
  until(cutAt + minutes * minuteMs);
  line!.mend();
  const backAt = floor.clock.now();
  until(backAt + 8 * minuteMs);

  // Orders may become late by it, and parcels that passed a portal unheard are asked about; nobody who was silent is blamed.
  expect(alarms.slice(before).filter((alarm) => !/^(order|parcel)\./.test(alarm))).toEqual([
    "house.line-down house",
  ]);
  expect([...given.values()].filter((robots) => robots.size > 1)).toEqual([]);
  // The last of what was on its way when the line was cut has arrived after a moment; nothing more goes out before it is back.
  expect(ordersAt.filter((at) => at > cutAt + secondMs && at < backAt)).toEqual([]);
  expect(ordersAt.find((at) => at >= backAt)! - backAt).toBeLessThan(30 * secondMs);
  expect(floor.world.judge.collisions.count).toBe(0);

  expect(await floor.composed.house.differences()).toEqual([]);
  expect(floor.world.judge.collisions.count).toBe(0);

  await floor.world.stop();
  await floor.composed.stop();
});
