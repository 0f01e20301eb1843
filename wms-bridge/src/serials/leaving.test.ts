/** Goods that are kept by serial number leave unit by unit: named by tags, by whoever picks, counts or packs, told with their parcel, and none of them twice. */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { ToteId } from "@floorplane/contracts/ids";
import type { PackingAnswer } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem, aSite, gtinOf, handsAt } from "../floor/small-site.fixture.ts";
import { answerTask, asked } from "../receiving/delivery.fixture.ts";

const label = (serial: string, sku = "S"): string => `(01)${gtinOf(sku).padStart(14, "0")}(21)${serial}`;
const known = (floor: Floor, query = "") =>
  floor.get(`${wmsPaths.serials}${query}`).body.serials as Record<string, unknown>[];
const stocked = (floor: Floor, serials: readonly string[] = [], units = 10): void => {
  floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true }), anItem("A")] });
  floor.post(wmsPaths.openingStock, { rows: [{ location: "P05", sku: "S", lot: "L1", units, serials }] });
  floor.bins.set("P05", new Map([["S", units]]));
};
const shippedSerials = (floor: Floor): string[] =>
  floor.confirmations.flatMap(({ type, data }) =>
    type === "parcel.shipped"
      ? ((data as Confirmation["data"]).lines ?? []).flatMap(({ serials = [] }) => serials)
      : [],
  );

async function aFloor(prepare: (floor: Floor) => void = () => undefined): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  prepare(floor);
  await floor.open();
  return floor;
}

describe("what a robot picks", () => {
  it("is named by the tags in its tote, told with its parcel, and found by its serial number in passport and events", async () => {
    const floor = await aFloor();
    stocked(floor);

    floor.order("O1", { S: 2 });
    floor.run(3_600);

    const left = known(floor, "?state=left");
    const [serial] = shippedSerials(floor);
    expect(shippedSerials(floor)).toHaveLength(2);
    expect(left.map((one) => [one.serial, one.order])).toEqual(
      shippedSerials(floor)
        .sort()
        .map((one) => [one, "O1"]),
    );
    const { links } = floor.get(`${wmsPaths.passport("item", "S")}?serial=${serial}`).body as {
      links: unknown[];
    };
    const steps = links.flatMap((link) =>
      typeof link === "string" ? [] : (link as { row: { step: string } }).row.step,
    );
    expect(steps).toEqual(["transport", "pack", "ship"]);
    expect(floor.get(`${wmsPaths.passport("item", "S")}?serial=NONE`).status).toBe(404);
    const uri = `https://id.gs1.org/01/${gtinOf("S").padStart(14, "0")}/21/${serial}`;
    const { epcisBody } = floor.get(`/epcis/events?MATCH_anyEPC=${encodeURIComponent(uri)}`).body as {
      epcisBody: {
        queryResults: {
          resultsBody: { eventList: { childEPCs?: string[]; childQuantityList?: object[] }[] };
        };
      };
    };
    const [packing] = epcisBody.queryResults.resultsBody.eventList.slice(-1);
    expect(packing!.childEPCs).toContain(uri);
    expect(packing!.childQuantityList).toBeUndefined();
  });

  it("and no tag names is counted unit by unit before a machine packs it", async () => {
    const floor = await aFloor();
    stocked(floor, ["S1", "S2", "S3"], 3);
    floor.readersDead = true;
    floor.peopleAtWork = false;
    floor.order("O1", { S: 2 });
    floor.run(1_200);
    const { task } = asked(floor, "count-tote")[0]!;

    const bare = answerTask(floor, task, [{ sku: "S", quantity: 2 }]);
    const strange = answerTask(floor, task, [
      { sku: label("S1"), quantity: 1 },
      { sku: label("X"), quantity: 1 },
    ]);
    const twice = answerTask(floor, task, [{ sku: "S", quantity: 2, serials: ["S1", "S1"] }]);
    const right = answerTask(floor, task, [
      { sku: label("S1"), quantity: 1 },
      { sku: "S", quantity: 1, serials: ["S3"] },
    ]);
    floor.peopleAtWork = true;
    floor.run(3_600);

    expect(bare).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/0 of 2/) } });
    expect(strange).toMatchObject({ status: 422, body: { field: "found[1].sku" } });
    expect(twice).toMatchObject({ status: 422, body: { field: "found[0].serials[1]" } });
    expect(right.status).toBe(200);
    expect(shippedSerials(floor).sort()).toEqual(["S1", "S3"]);
    expect(known(floor, "?state=here")).toMatchObject([{ serial: "S2", location: "P05" }]);
  });

  it("are not more new numbers than units here have no name: else a unit that is known could never leave", async () => {
    const floor = await aFloor();
    stocked(floor, ["S1"], 2);
    floor.peopleAtWork = false;
    floor.order("O1", { S: 2 });
    floor.run(1_200);
    const { task } = asked(floor, "count-tote")[0]!;

    const twoNew = answerTask(floor, task, [{ sku: "S", quantity: 2, serials: ["X", "Y"] }]);
    const before = known(floor).map(({ serial }) => serial);
    const right = answerTask(floor, task, [{ sku: "S", quantity: 2, serials: ["X", "S1"] }]);
    floor.peopleAtWork = true;
    floor.run(3_600);

    expect(twoNew).toMatchObject({
      status: 422,
      body: { field: "found[0].serials[1]", detail: expect.stringContaining("Y") },
    });
    expect(before).toEqual(["S1"]);
    expect(right.status).toBe(200);
    expect(shippedSerials(floor).sort()).toEqual(["S1", "X"]);
    expect(known(floor, "?state=here")).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is at no place for sure while it is not known which went", async () => {
    const floor = await aFloor();
    stocked(floor, ["S1", "S2", "S3"], 3);
    floor.readersDead = true;
    floor.peopleAtWork = false;
    floor.order("O1", { S: 1 });
    floor.run(1_200);

    expect(known(floor)).toMatchObject(
      ["S1", "S2", "S3"].map((serial) => ({ serial, state: "here", lastSeen: { location: "P05" } })),
    );
    expect(known(floor).some(({ location }) => location !== undefined)).toBe(false);
  });
});

it("a person's pick names units, and refuses one that left before", async () => {
  const floor = await aFloor((one) => handsAt(one, "P05", "person"));
  stocked(floor, ["S1", "S2", "S3"], 3);
  floor.peopleAtWork = false;
  const pick = (order: string, serial: string) => {
    floor.order(order, { S: 1 });
    floor.run(60);
    const { task, tote } = asked(floor, "pick").at(-1)!;
    floor.fetchByHand("P05", "S", 1, tote as ToteId);
    return { task, answer: (code = label(serial)) => answerTask(floor, task, [{ sku: code, quantity: 1 }]) };
  };
  expect(pick("O1", "S1").answer().status).toBe(200);
  floor.run(60);
  const [bring] = asked(floor, "bring");
  answerTask(floor, bring!.task, [], {});
  floor.run(3_600);
  expect(shippedSerials(floor)).toEqual(["S1"]);

  const second = pick("O2", "S1");

  expect(second.answer()).toMatchObject({
    status: 422,
    body: { field: "found[0].sku", detail: expect.stringMatching(/left with order O1/) },
  });
  expect(second.answer(label("S2")).status).toBe(200);
});

describe("at a person's bench", () => {
  const station = "PACK1";
  let key = 0;
  const tell = (floor: Floor, act: Partial<PackingAct> & Pick<PackingAct, "do">): PackingAnswer => {
    let answer: PackingAnswer | undefined;
    const whole = { key: `k${++key}`, screen: "S1", by: "Ada", ...act };
    floor.bridge.tellBench({ station, act: new TextEncoder().encode(JSON.stringify(whole)) }, ({ body }) => {
      answer = JSON.parse(new TextDecoder().decode(body)) as PackingAnswer;
    });
    floor.run(1);
    return answer!;
  };

  it("each unit is scanned by its serial number, and a broken one is named too", async () => {
    const floor = await aFloor((one) => {
      const site = aSite();
      one.site = {
        ...site,
        stations: [
          { station, kind: "packing", by: "person" },
          { station: "CHECK1", kind: "check" },
          { station: "RECV", kind: "receiving" },
        ],
        devices: site.devices.filter((row) => row.station === "CHECK1"),
      };
    });
    stocked(floor, ["S1", "S2", "S3", "S4"], 4);
    floor.order("O1", { S: 2 });
    floor.run(600);
    const { waiting } = tell(floor, { do: "take" }).state;
    const words = [
      { code: waiting[0]!.tote },
      { code: "S" },
      { code: "S", serial: "X" },
      { code: label("S1") },
      { code: label("S1") },
      { code: "S2" },
    ].map((scan) => tell(floor, { do: "scan", ...scan }).said?.word);

    expect(words).toEqual([
      "opened",
      "serial-missing",
      "serial-unknown",
      "unit",
      "serial-twice",
      "parcel-full",
    ]);
    expect(tell(floor, { do: "damaged", code: label("S2") }).said?.word).toBe("damaged");
    tell(floor, { do: "close" });
    floor.run(7_200);
    expect(known(floor, "?serial=S1")).toMatchObject([{ order: "O1" }]);
    expect(known(floor, "?serial=S2")).toMatchObject([{ state: "here" }]);
    expect(shippedSerials(floor)).not.toContain("S2");
  });
});
