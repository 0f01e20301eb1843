/** A tote that waits for a packer has left no house: it is the station that somebody looks after, its order says what it waits for, and other totes go where fewer wait. */

import type { StationId } from "@floorplane/contracts/ids";
import type { PackingAnswer } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem, aSite } from "../floor/small-site.fixture.ts";
import { Stores } from "../keeping/stores.ts";
import { Benches } from "../packing/benches.ts";
import { stationsToServe } from "../packing/stations.ts";

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

it("totes go to benches where few wait, a person's counted like a machine's", () => {
  const benches = new Benches(new Stores());
  const [slow, ...quick] = ["PACK1", "PACK2", "PACK3"] as StationId[];
  const places = { packing: [slow!, ...quick] } as never;
  const even = stationsToServe({ places, benches });
  for (let n = 0; n < 3; n++) benches.jobGiven(slow!);
  const uneven = stationsToServe({ places, benches });
  for (const one of quick) benches.jobGiven(one);

  expect(even).toEqual([slow, ...quick]);
  expect(uneven).toEqual(quick);
  expect(stationsToServe({ places, benches })).toEqual([slow, ...quick]);
});
