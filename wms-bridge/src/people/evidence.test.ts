/** What a site needs to believe a pick: scans, tags, weights, one or several. What is wrong is refused at the shelf; what contradicts is counted by a person; nothing wrong ships. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import type { EvidenceRules } from "@floorplane/contracts/site-evidence";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { gtinOf, handsAt } from "../floor/small-site.fixture.ts";

/** A weighs 200 g, lies at P01, and is picked by people into the totes of robots; B at P02 by robots alone. */
async function aFloor(
  evidence: EvidenceRules | undefined,
  by: "person-meets-robot" | "person" = "person-meets-robot",
) {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  handsAt(floor, "P01", by);
  if (evidence) floor.site = { ...floor.site, evidence };
  await floor.open();
  floor.items("A", "B");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  return floor;
}

/** A robot waits for three of A, and nobody answers but the test. */
async function aPick(evidence: EvidenceRules | undefined, by?: "person") {
  const floor = await aFloor(evidence, by);
  floor.peopleAtWork = false;
  floor.order("O1", { A: 3 });
  floor.run(70);
  const task = [...floor.asked.values()].find(({ kind }) => kind === "pick")!;
  const say = (form: object) => {
    const at = new Date(floor.clock.now()).toISOString();
    const answer = floor.post(wmsPaths.taskOutcome(task.task), {
      task: task.task,
      device: "HH1",
      at,
      ...form,
    });
    if (answer.status === 200) floor.fetchByHand("P01", "A", 3, task.tote as never);
    floor.peopleAtWork = true;
    return answer;
  };
  return { floor, say };
}

const scans = { place: "P01", found: [1, 2, 3].map(() => ({ sku: gtinOf("A"), quantity: 1 })) };
const kindsDone = (floor: Floor): TaskMessage["kind"][] => floor.tasksDone.map(({ kind }) => kind);
const ended = async (floor: Floor) => {
  floor.run(3_600);
  return [await floor.shippedOf("O1"), floor.bridge.figures().units];
};
const whole = [{ A: 3 }, expect.objectContaining({ adjusted: 0, conserved: true })];

describe("a pick is refused at the shelf", () => {
  it.each<[string, EvidenceRules, object, string]>([
    ["without a scan of the place", { needs: ["barcode"] }, { found: scans.found }, "place"],
    [
      "with a code off the screen",
      { needs: ["barcode"] },
      { place: "P01", found: [{ sku: "A", quantity: 3 }] },
      "found[0].sku",
    ],
    [
      "with another unit among three",
      { needs: ["barcode"] },
      { place: "P01", found: [...scans.found.slice(1), { sku: gtinOf("B"), quantity: 1 }] },
      "found[2].sku",
    ],
    ["without a weight", { needs: ["weight"] }, { found: [{ sku: "A", quantity: 3 }] }, "grams"],
    [
      "with a weight of two",
      { needs: ["weight"], toleranceGrams: 50 },
      { found: [{ sku: "A", quantity: 3 }], grams: 400 },
      "grams",
    ],
  ])("%s", async (_what, evidence, form, field) => {
    const { floor, say } = await aPick(evidence);

    const answer = say(form);

    expect(answer).toMatchObject({ status: 422, body: { code: "not-booked", field } });
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 0, adjusted: 0, conserved: true });
  });
});

it.each<[string, EvidenceRules, object]>([
  ["by its barcodes, scan by scan", { needs: ["barcode"] }, scans],
  [
    "by its weight",
    { needs: ["weight"], toleranceGrams: 50 },
    { found: [{ sku: "A", quantity: 3 }], grams: 640 },
  ],
  ["by both", { needs: ["barcode", "weight"] }, { ...scans, grams: 600 }],
])("a pick is believed %s, and nobody waits for a reader", async (_what, evidence, form) => {
  const { floor, say } = await aPick(evidence);
  floor.readersDead = true;

  const answer = say(form);

  expect(answer.status).toBe(200);
  expect(await ended(floor)).toEqual(whole);
  expect(kindsDone(floor)).toEqual([]);
});

it("scan and weight that say different things hold the tote for a person, who counts what ships", async () => {
  const { floor, say } = await aPick({ needs: ["barcode", "weight"] });

  const answer = say({ ...scans, grams: 400 });

  expect(answer.status).toBe(200);
  expect(await ended(floor)).toEqual(whole);
  expect(kindsDone(floor)).toEqual(["count-tote"]);
});

it("scan and tags that say different things do so too", async () => {
  const { floor, say } = await aPick({ needs: ["barcode", "rfid"] });
  floor.hides = (_tote, sku) => sku === "A";

  say(scans);

  expect(await ended(floor)).toEqual(whole);
  expect(kindsDone(floor)).toEqual(["count-tote"]);
});

it("what a robot alone cannot give, a person at a check lane does", async () => {
  const floor = await aFloor({
    rules: [{ clients: ["house"], classes: ["general"], needs: ["rfid", "barcode"] }],
  });

  floor.order("O1", { B: 3 });

  expect(await ended(floor)).toEqual([{ B: 3 }, whole[1]]);
  expect(kindsDone(floor)).toEqual(["count-tote"]);
});

it("tags are read in no tote that people carry: it is counted where they are asked for, and not where nobody said anything", async () => {
  const asked = await aPick({ needs: ["rfid"] }, "person");
  const usual = await aPick(undefined, "person");

  for (const { say } of [asked, usual]) say({ place: "P01", found: [{ sku: "A", quantity: 3 }] });

  expect(await ended(asked.floor)).toEqual(whole);
  expect(kindsDone(asked.floor)).toEqual(["bring", "count-tote"]);
  expect(await ended(usual.floor)).toEqual(whole);
  expect(kindsDone(usual.floor)).toEqual(["bring"]);
});

it("nobody is sent to count a tote of a person into which nothing went", async () => {
  const floor = await aFloor({ needs: ["rfid"] }, "person");
  floor.bins.get("P01")!.delete("A");

  floor.order("O1", { A: 3 });
  floor.run(1_200);

  expect(kindsDone(floor)).toEqual(["pick", "count-bin"]);
  expect(floor.stateOf("O1")).toBe("backordered");
});

it("asks the same of whoever fetched what a robot was sent for", async () => {
  const floor = await aFloor({ needs: ["barcode", "weight"] });
  floor.order("O1", { B: 3 });
  floor.run(1);
  const said = (sku: string) => floor.post(wmsPaths.picks, { device: "HH1", place: "P02", sku, quantity: 3 });

  const typed = said("B");
  const scanned = said(gtinOf("B"));
  floor.fetchByHand("P02", "B", 3, scanned.body.tote as never);

  expect(typed).toMatchObject({ status: 422, body: { code: "not-booked", field: "sku" } });
  expect(scanned.status).toBe(201);
  expect(await ended(floor)).toEqual([{ B: 3 }, whole[1]]);
  expect(kindsDone(floor)).toEqual(["bring", "count-tote"]);
});
