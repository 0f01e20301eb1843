/** What others book in through the door lies on the simulated floor: once, beside what this world's own WMS brought. */
import type { HttpOut } from "@floorplane/contracts/http";
import { Sku } from "@floorplane/contracts/ids";
import { secondMs } from "@floorplane/contracts/units";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import { noWorldFile, type WorldFile } from "../world-file.ts";
import { OthersGoods } from "./others-goods.ts";
import { Shelves } from "./shelves.ts";
import { openingLot } from "./slotting.ts";
import { TruckLoads } from "./truck-loads.ts";

const own = { location: "A-01", sku: Sku("OWN"), lot: openingLot, units: 5 };
const row = (step: string, to: string, sku: string, units: number, more: object = {}) => ({
  step,
  by: { kind: "wms" },
  to,
  goods: [{ sku, units, gtin: "09521321000014" }],
  ...more,
});

function aFloor(file: WorldFile = noWorldFile) {
  const clock = new VirtualClock(0);
  const activities: object[] = [];
  const receipts: object[] = [];
  const shelves = new Shelves({ items: [], opening: new Map([["A-01", new Map([["OWN", 5]])]]), file });
  const trucks = new TruckLoads({ shelves, file, random: seededRandom(1) });
  const http: HttpOut = {
    send({ url }, answered) {
      const after = Number(new URL(url).searchParams.get("after"));
      const body = url.includes("/activity")
        ? { activities: activities.slice(after), next: activities.length, more: false }
        : { receipts };
      const text = new TextEncoder().encode(JSON.stringify(body));
      clock.at(clock.now() + 10, () => answered({ status: 200, headers: {}, body: text }));
    },
  };
  const others = () =>
    new OthersGoods({
      http,
      baseUrl: "http://house",
      headers: {},
      timers: clock,
      file,
      shelves,
      trucks,
      opening: [own],
      isStorage: (location) => location.startsWith("A-"),
      isOwnReturn: (number) => number === "R-OWN",
      isOwnItem: (sku) => sku === "OWN",
    });
  const run = (seconds = 10) => clock.run(() => false, clock.now() + seconds * secondMs);
  return { activities, receipts, shelves, trucks, others, run };
}

it("lays what others booked in, once, and its own opening not again", () => {
  const { activities, shelves, others, run } = aFloor();
  others().start();
  activities.push(row("receive", "A-01", "OWN", 5), row("receive", "A-02", "SOAP", 40));
  run();
  activities.push(row("receive", "A-01", "OWN", 3));
  run(60);

  expect(shelves.bin("A-01").get("OWN")).toBe(8);
  expect(shelves.bin("A-02").get("SOAP")).toBe(40);
});

it("brings others' returns to receiving, and leaves its own to its own WMS", () => {
  const { activities, shelves, others, run } = aFloor();
  others().start();
  activities.push(
    row("return", "RECV", "SOAP", 2, { reference: { kind: "return", number: "R-1" } }),
    row("return", "RECV", "OWN", 1, { reference: { kind: "return", number: "R-OWN" } }),
  );
  run();

  expect(shelves.looked({ receiving: true }, "SOAP")).toBe(2);
  expect(shelves.looked({ receiving: true }, "OWN")).toBe(0);
});

it("unloads what others announced when somebody is asked to, and what people counted is not laid again", () => {
  const { activities, receipts, shelves, trucks, others, run } = aFloor();
  others().start();
  receipts.push({ receipt: "PO-1", lines: [{ sku: "SOAP", units: 12 }] });
  run();
  const task = { task: "TASK-1", kind: "receive", at: "2026-03-02T08:00:00Z", receipt: "PO-1" } as const;
  const found = trucks.counted({ ...task, planned: false }, 2);
  activities.push({ ...row("receive", "RECV", "SOAP", 12), by: { kind: "person", name: "HANDHELD-1" } });
  run();

  expect(found).toEqual([{ sku: "SOAP", quantity: 12 }]);
  expect(shelves.looked({ receiving: true }, "SOAP")).toBe(12);
  expect(trucks.counted({ ...task, receipt: "PO-2", planned: false }, 1)).toBeUndefined();
});

it("goes on where it had read when the world comes back", () => {
  const kept = new Map<string, Map<string, object>>();
  const file: WorldFile = {
    ...noWorldFile,
    put: (kind, id, body) =>
      void kept.set(kind, new Map(kept.get(kind)).set(id, JSON.parse(JSON.stringify(body)))),
    all: (kind) => [...(kept.get(kind) ?? [])].map(([id, body]) => ({ id, body })),
  };
  const { activities, shelves, others, run } = aFloor(file);
  const first = others();
  first.start();
  activities.push(row("receive", "A-02", "SOAP", 40));
  run();
  first.stop();
  others().start();
  run();

  expect(shelves.bin("A-02").get("SOAP")).toBe(40);
});
