/** A tote that waits for a packer has left no house: it is the station that somebody looks after, and its order says what it waits for. */

import type { PackingAnswer } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem, aSite } from "../floor/small-site.fixture.ts";

const station = "PACK1";
const minutes = (n: number): number => n * 60;

async function withTote(): Promise<{ floor: Floor; tote: string; sscc: string }> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  const site = aSite();
  floor.site = {
    ...site,
    cartons: [{ carton: "C1", lengthMm: 600, widthMm: 400, heightMm: 300, gramsMax: 9_000, tareGrams: 100 }],
    stations: [
      { station, kind: "packing", by: "person" },
      { station: "CHECK1", kind: "check" },
      { station: "RECV", kind: "receiving" },
    ],
    devices: site.devices.filter((row) => row.station === "CHECK1"),
  };
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem("A")] });
  floor.stock("P01", "A", 60);
  floor.order("O1", { A: 2 });
  floor.run(minutes(10));
  const [parcel] = floor.get(wmsPaths.parcels).body.parcels as { sscc: string; tote: string }[];
  return { floor, tote: parcel!.tote, sscc: parcel!.sscc };
}

let key = 0;
function tell(floor: Floor, act: Partial<PackingAct> & Pick<PackingAct, "do">): string | undefined {
  let answer: PackingAnswer | undefined;
  const whole = { key: `k${++key}`, screen: "S1", by: "Ada", ...act };
  floor.bridge.tellBench({ station, act: new TextEncoder().encode(JSON.stringify(whole)) }, ({ body }) => {
    answer = JSON.parse(new TextDecoder().decode(body)) as PackingAnswer;
  });
  floor.run(1);
  return answer?.said?.word;
}

it("is not said to have left, opened or not, until a person has packed it", async () => {
  const { floor, tote, sscc } = await withTote();
  const waiting = floor.post(wmsPaths.departure(sscc), {});
  tell(floor, { do: "scan", code: tote });
  const open = floor.post(wmsPaths.departure(sscc), {});
  const before = [floor.stateOf("O1"), floor.bridge.figures().units];
  for (const code of ["A", "A", "C1"]) tell(floor, { do: "scan", code });
  floor.portalBlind = true;

  expect(waiting).toMatchObject({ status: 409, body: { code: "conflict" } });
  expect(waiting.body.detail).toMatch(new RegExp(`${sscc} is packing: tote ${tote} stands at ${station}`));
  expect(open.status).toBe(409);
  expect(before).toMatchObject(["packing", { shipped: 0, conserved: true }]);
  expect(floor.stateOf("O1")).toBe("packed");
  expect(floor.post(wmsPaths.departure(sscc), {}).status).toBe(200);
  expect(floor.bridge.figures().units).toMatchObject({ shipped: 2, conserved: true });
  expect(await floor.house.differences()).toEqual([]);
});

it("its order says which packer it waits for, until it is opened", async () => {
  const { floor, tote } = await withTote();
  const awaited = await floor.whyOf("O1");
  tell(floor, { do: "scan", code: tote });
  const opened = await floor.whyOf("O1");
  tell(floor, { do: "put-back" });

  expect(awaited).toMatchObject({
    code: "packer.awaited",
    tote,
    station,
    since: expect.stringMatching(/Z$/),
  });
  expect(opened).toBeNull();
  expect(await floor.whyOf("O1")).toEqual(awaited);
});

it("the station calls for somebody when it waits too long, and the portal does not; opened, it calls no more", async () => {
  const { floor, tote, sscc } = await withTote();
  const early = [...floor.alarms.values()];
  floor.run(minutes(31));
  const late = [...floor.alarms.values()];
  await floor.reopen();
  floor.run(minutes(31));
  const afterStart = [...floor.alarms.values()];
  tell(floor, { do: "scan", code: tote });
  const opened = [...floor.alarms.values()];
  floor.run(minutes(61));
  const openForLong = [...floor.alarms.values()];
  floor.portalBlind = true;
  for (const code of ["A", "A", "C1"]) tell(floor, { do: "scan", code });
  const packed = [...floor.alarms.values()];
  floor.run(minutes(31));

  expect([early, late, afterStart]).toEqual([[], ["packer.late"], ["packer.late"]]);
  expect([opened, openForLong, packed]).toEqual([[], ["packer.late"], []]);
  expect([...floor.alarms.values()]).toEqual(["parcel.late"]);
  expect(floor.post(wmsPaths.departure(sscc), {}).status).toBe(200);
});

/** As `withTote`, beside a machine. */
async function withMachineBeside(): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  const site = aSite();
  floor.site = {
    ...site,
    cartons: [{ carton: "C1", lengthMm: 600, widthMm: 400, heightMm: 300, gramsMax: 9_000, tareGrams: 100 }],
    stations: site.stations.map((row) => (row.station === station ? { ...row, by: "person" as const } : row)),
    devices: site.devices.filter((row) => row.station !== station),
  };
  await floor.open();
  floor.post(wmsPaths.items, { items: [anItem("A"), anItem("B")] });
  floor.stock("P01", "A", 200);
  return floor;
}

const parcelsAt = (floor: Floor): { tote: string; station: string; state: string }[] =>
  (
    floor.get(`${wmsPaths.parcels}?perPage=500`).body.parcels as {
      tote: string;
      station: string;
      state: string;
    }[]
  ).filter((parcel) => parcel.station === station && parcel.state === "packing");

const benchOf = (floor: Floor, order: string): string | undefined =>
  (floor.get(`${wmsPaths.parcels}?perPage=500`).body.parcels as { order: string; station: string }[]).find(
    (parcel) => parcel.order === order,
  )?.station;

const open = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `O${from + n}`);

it("totes on their way go elsewhere once a bench's packer is late, and come again when somebody packs there", async () => {
  const floor = await withMachineBeside();
  let first = 0;
  while (parcelsAt(floor).length === 0) {
    floor.order(`O${++first}`, { A: 2 });
    for (let s = 0; s < minutes(5) && !benchOf(floor, `O${first}`); s++) floor.run(1);
  }
  // Sent off while few wait, and on their way for long.
  floor.robotsStand = true;
  for (const order of open(17, 24)) floor.order(order, { A: 2 });
  floor.run(minutes(35));
  const late = [...floor.alarms.values()];
  floor.robotsStand = false;
  floor.run(minutes(15));
  const since = open(17, 24).map((order) => benchOf(floor, order));
  for (const { tote } of parcelsAt(floor)) {
    for (const code of [tote, "A", "A"]) tell(floor, { do: "scan", code });
    tell(floor, { do: "carton", code: "C1" });
    tell(floor, { do: "close" });
  }
  for (const order of open(25, 32)) floor.order(order, { A: 2 });
  floor.run(minutes(15));
  const back = open(25, 32).filter((order) => benchOf(floor, order) === station);

  expect(late).toContain("packer.late");
  expect(new Set(since)).toEqual(new Set(["PACK2"]));
  expect(back.length).toBeGreaterThan(0);
  expect(await floor.house.differences()).toEqual([]);
});
