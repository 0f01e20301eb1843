/** A person packs at a screen: only what belongs into the parcel is taken, what is missing or broken leaves the book right, and each parcel's label is printed when it is closed. */
import type { PackingAnswer } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import type { Site } from "@floorplane/contracts/site";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem, aSharingSite, aSite } from "../floor/small-site.fixture.ts";

const station = "PACK1";
const cartons = [
  { carton: "C1", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 900, tareGrams: 100 },
  { carton: "C2", lengthMm: 600, widthMm: 400, heightMm: 300, gramsMax: 1_300, tareGrams: 200, cost: 5 },
];

/** One packing station, at which a person packs; A weighs 200 g. */
async function aBench(options: FloorOptions = {}, more: Partial<Site> = {}): Promise<Floor> {
  const floor = new Floor({ ...options, settings: { waveOrders: 1, ...options.settings } });
  const site = aSite();
  floor.site = {
    ...site,
    cartons,
    stations: [
      { station, kind: "packing", by: "person" },
      { station: "CHECK1", kind: "check" },
      { station: "RECV", kind: "receiving" },
    ],
    devices: site.devices.filter((row) => row.station === "CHECK1"),
    printers: [{ printer: "Z1", address: "10.0.0.1:9100", language: "zpl", station }],
    ...more,
  };
  floor.portalBlind = true;
  await floor.open();
  floor.post(wmsPaths.items, { items: ["A", "B", "C"].map((sku) => anItem(sku)) });
  for (const [n, sku] of ["A", "B", "C"].entries()) floor.stock(`P0${n + 1}`, sku, 60);
  return floor;
}

let key = 0;
function tell(floor: Floor, act: Partial<PackingAct> & Pick<PackingAct, "do">, screen = "S1"): PackingAnswer {
  let answer: PackingAnswer | undefined;
  const whole = { key: `k${++key}`, screen, by: "Ada", ...act };
  floor.bridge.tellBench({ station, act: new TextEncoder().encode(JSON.stringify(whole)) }, ({ body }) => {
    answer = JSON.parse(new TextDecoder().decode(body)) as PackingAnswer;
  });
  floor.run(1);
  return answer!;
}
const look = (floor: Floor): PackingAnswer["state"] => {
  let state: PackingAnswer["state"] | undefined;
  floor.bridge.tellBench({ station }, ({ body }) => {
    ({ state } = JSON.parse(new TextDecoder().decode(body)) as PackingAnswer);
  });
  return state!;
};
const scan = (floor: Floor, ...codes: string[]): string[] =>
  codes.map((code) => tell(floor, { do: "scan", code }).said?.word ?? "nothing");

async function withTote(lines: Record<string, number>, options: FloorOptions = {}, more: Partial<Site> = {}) {
  const floor = await aBench(options, more);
  floor.order("O1", lines, { notes: "handle with care", hazmat: [{ unNumber: "UN3481" }] });
  floor.run(600);
  const [waiting] = look(floor).waiting;
  return { floor, tote: waiting!.tote };
}

it("units are scanned into a parcel, a carton closes it, its label is printed, and the order is packed by that person", async () => {
  const { floor, tote } = await withTote({ A: 2, B: 1 });
  const words = scan(floor, tote, "A", "B", "A", "C1");
  const parcels = floor.get(wmsPaths.parcels).body.parcels as Record<string, unknown>[];
  const { activities } = floor.get(`${wmsPaths.activity}?type=pack`).body as {
    activities: { by: object }[];
  };

  expect(words).toEqual(["opened", "unit", "unit", "parcel-full", "job-done"]);
  expect(parcels).toMatchObject([
    { state: "packed", carton: "C1", cartonBecause: "fits", units: 3, grams: 700 },
  ]);
  expect(floor.paper.labels).toHaveLength(1);
  expect(floor.get(wmsPaths.order("O1")).body.state).toBe("packed");
  expect(activities.map(({ by }) => by)).toEqual([{ kind: "person", name: "Ada" }]);
  expect(look(floor)).toMatchObject({ work: null, waiting: [] });
});

it("shows what goes where, with what the order says to whoever packs it", async () => {
  const { floor, tote } = await withTote({ A: 2 });
  scan(floor, tote);

  expect(look(floor).work).toMatchObject({
    tote,
    order: "O1",
    says: { notes: "handle with care", hazmat: [{ unNumber: "UN3481" }] },
    parcels: [{ carton: "C1", units: [{ sku: "A", planned: 2, packed: 0 }], label: null }],
  });
});

it("what does not belong into this parcel is refused with why, and nothing is booked", async () => {
  const { floor, tote } = await withTote({ A: 1, B: 1 });

  expect(scan(floor, "A", "T999", tote, "C", "NOBODY", "A", "A")).toEqual([
    "no-tote",
    "no-tote",
    "opened",
    "wrong-unit",
    "unknown-code",
    "unit",
    "too-many",
  ]);
  expect(tell(floor, { do: "close" }).said).toEqual({ word: "units-left", about: { units: 1 } });
});

it("one parcel after the other: what goes into the next is named, and each has its label when it is closed", async () => {
  const { floor, tote } = await withTote({ A: 5, B: 2 });
  const { parcels } = tell(floor, { do: "scan", code: tote }).state.work!;
  const [first, second] = parcels;
  const other = second!.units.find(({ sku }) => first!.units.every((units) => units.sku !== sku))!.sku;
  const early = tell(floor, { do: "scan", code: other }).said;
  for (const { sku, planned } of first!.units) scan(floor, ...Array<string>(planned).fill(sku));
  const closed = tell(floor, { do: "close" });
  floor.run(5);
  const labels = floor.paper.labels.length;
  for (const { sku, planned } of second!.units) scan(floor, ...Array<string>(planned).fill(sku));
  const done = tell(floor, { do: "close" });
  floor.run(5);

  expect(parcels).toHaveLength(2);
  expect(early).toEqual({ word: "other-parcel", about: { sku: other, parcel: 2 } });
  expect([closed.said?.word, labels, done.said?.word, floor.paper.labels.length]).toEqual([
    "closed",
    1,
    "job-done",
    2,
  ]);
  expect(closed.state.work!.parcels[0]!.isClosed).toBe(true);
});

it("a missing unit leaves the book, a broken one stands frozen at the bench, and the order is sent others", async () => {
  const { floor, tote } = await withTote({ A: 2, B: 2 });
  const told = (type: string) => floor.confirmations.filter((one) => one.type === type);
  scan(floor, tote, "A", "B");
  const words = [
    tell(floor, { do: "missing", sku: "A" }).said?.word,
    tell(floor, { do: "damaged", sku: "B" }).said?.word,
    tell(floor, { do: "close", missing: 1 }).said?.word,
  ];
  const [parcel] = floor.get(wmsPaths.parcels).body.parcels as [{ units: number; sscc: string }];
  const frozen = floor.get(`${wmsPaths.stock}?sku=B`).body.stock;
  const adjusted = () => told("stock.adjusted").flatMap(({ data }) => (data as { lines: object[] }).lines);
  floor.run(900);
  let last: string | undefined;
  for (const { tote: another } of look(floor).waiting) {
    scan(floor, another, "A", "B");
    last = tell(floor, { do: "close" }).said?.word;
  }
  for (const { sscc } of floor.get(wmsPaths.parcels).body.parcels as { sscc: string }[])
    floor.post(wmsPaths.departure(sscc), {});
  floor.run(60);

  expect(words).toEqual(["missing", "damaged", "job-done"]);
  expect(parcel.units).toBe(2);
  expect(adjusted()).toEqual([{ sku: "A", quantity: -1 }]);
  expect(last).toBe("job-done");
  expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
    state: "shipped",
    lines: [
      { asked: 2, shipped: 2 },
      { asked: 2, shipped: 2 },
    ],
  });
  expect(frozen).toMatchObject([{ sku: "B", frozen: 1 }]);
});

it("what was said to be missing and turns up is packed", async () => {
  const { floor, tote } = await withTote({ A: 2 });
  scan(floor, tote, "A");
  tell(floor, { do: "missing", sku: "A" });

  expect([...scan(floor, "A"), tell(floor, { do: "close" }).said?.word]).toEqual(["parcel-full", "job-done"]);
  expect(floor.get(wmsPaths.parcels).body.parcels).toMatchObject([{ units: 2 }]);
});

it("only what is named is missing or damaged, one unit at a time, and not more than is open", async () => {
  const { floor, tote } = await withTote({ A: 4, B: 1 });
  scan(floor, tote, "A");
  const unnamed = (["missing", "damaged"] as const).map((what) => tell(floor, { do: what }).said?.word);
  const one = tell(floor, { do: "missing", code: "A" }).said;
  const tooMany = tell(floor, { do: "missing", sku: "A", units: 3 }).said;
  const more = tell(floor, { do: "missing", sku: "A", units: 2 }).said;

  expect(unnamed).toEqual(["which-unit", "which-unit"]);
  expect([one, tooMany, more]).toEqual([
    { word: "missing", about: { sku: "A", units: 1 } },
    { word: "more-than-open", about: { sku: "A", units: 3, left: 2 } },
    { word: "missing", about: { sku: "A", units: 2 } },
  ]);
  expect(look(floor).work!.parcels[0]!.units).toMatchObject([
    { sku: "A", packed: 1, missing: 3 },
    { sku: "B", packed: 0, missing: 0, damaged: 0 },
  ]);
});

it("what was called missing is taken back before the parcel is closed, and scanned", async () => {
  const { floor, tote } = await withTote({ A: 3 });
  scan(floor, tote, "A");
  tell(floor, { do: "missing", sku: "A", units: 2 });
  const back = tell(floor, { do: "not-missing", sku: "A" }).said;
  const none = tell(floor, { do: "not-missing", sku: "A" }).said?.word;

  expect(back).toEqual({ word: "not-missing", about: { sku: "A", units: 2 } });
  expect(none).toBe("nothing-missing");
  expect(tell(floor, { do: "close" }).said).toEqual({ word: "units-left", about: { units: 2 } });
  expect([...scan(floor, "A", "A"), tell(floor, { do: "close" }).said]).toEqual([
    "unit",
    "parcel-full",
    { word: "job-done", about: { parcel: 1, missing: 0, more: 0, next: "" } },
  ]);
});

it("a parcel with missing units is closed once somebody has said how many, by whatever closes it", async () => {
  const { floor, tote } = await withTote({ A: 3, B: 1 });
  scan(floor, tote, "A");
  tell(floor, { do: "missing", sku: "A", units: 2 });
  tell(floor, { do: "missing", sku: "B" });
  const asked = { word: "missing-sure", about: { units: 3, what: "2 × A, 1 × B" } };

  expect(tell(floor, { do: "close" }).said).toEqual(asked);
  expect(tell(floor, { do: "close", missing: 2 }).said).toEqual(asked);
  expect(tell(floor, { do: "scan", code: "C1" }).said).toEqual(asked);
  expect(floor.confirmations.filter(({ type }) => type === "stock.adjusted")).toEqual([]);
  expect(tell(floor, { do: "close", missing: 3 }).said).toEqual({
    word: "job-done",
    about: { parcel: 1, missing: 3, more: 0, next: "" },
  });
});

it("a unit that was scanned twice for one that is not there is taken out again, and the order is sent another", async () => {
  const { floor, tote } = await withTote({ A: 2 });
  scan(floor, tote, "A", "A");
  const words = [
    tell(floor, { do: "missing", sku: "A" }).said?.word,
    tell(floor, { do: "close", missing: 1 }).said?.word,
  ];
  const parcels = floor.get(wmsPaths.parcels).body.parcels;
  floor.run(900);

  expect(words).toEqual(["missing", "job-done"]);
  expect(parcels).toMatchObject([{ units: 1 }]);
  expect(look(floor).waiting).toMatchObject([{ units: 1 }]);
  expect(floor.bridge.figures().units).toMatchObject({ adjusted: -1, conserved: true });
});

it("a tote of which nothing is there is emptied, no label comes of it, and its order is sent another", async () => {
  const { floor, tote } = await withTote({ A: 1 });
  scan(floor, tote);
  tell(floor, { do: "missing", sku: "A" });
  const said = tell(floor, { do: "close", missing: 1 }).said?.word;
  floor.run(900);

  expect(said).toBe("job-done");
  expect(floor.paper.labels).toEqual([]);
  expect(look(floor).waiting).toHaveLength(1);
});

it("a carton that does not bear the goods, or is for others, is refused in words, and the planned one stays", async () => {
  const cells = { ...cartons[1]!, carton: "CELLS", admits: ["battery"] as const };
  const { floor, tote } = await withTote({ A: 5 }, {}, { cartons: [...cartons, cells] });
  scan(floor, tote);

  const weak = tell(floor, { do: "carton", code: "C1" }).said;
  const others = tell(floor, { do: "carton", code: "CELLS" }).said;

  expect(weak).toEqual({ word: "carton-too-weak", about: { carton: "C1", grams: 1_100, gramsMax: 900 } });
  expect(others).toEqual({
    word: "carton-not-for",
    about: { carton: "CELLS", goodsClass: "general", sku: "A" },
  });
  expect(floor.get(wmsPaths.parcels).body.parcels).toMatchObject([{ carton: "C2", cartonBecause: "fits" }]);
});

it("another carton than was planned is told, with what the parcel weighs in it", async () => {
  const { floor, tote } = await withTote({ A: 1 });
  scan(floor, tote);
  const carton = tell(floor, { do: "carton", code: "C2" }).said?.word;
  const none = tell(floor, { do: "carton", code: "C9" }).said?.word;
  scan(floor, "A");
  tell(floor, { do: "close" });

  expect([carton, none]).toEqual(["carton", "no-carton"]);
  expect(floor.get(wmsPaths.parcels).body.parcels).toMatchObject([
    { carton: "C2", cartonBecause: "packer", grams: 400 },
  ]);
});

it("a parcel that weighs otherwise is not closed until somebody says that it is right", async () => {
  const { floor, tote } = await withTote({ A: 2 });
  scan(floor, tote, "A", "A");
  const off = tell(floor, { do: "close", grams: 700 }).said;
  const near = tell(floor, { do: "close", grams: 515 }).said?.word;

  expect(off).toEqual({ word: "weight-off", about: { grams: 700, expected: 500 } });
  expect(near).toBe("job-done");
  expect(floor.get(wmsPaths.parcels).body.parcels).toMatchObject([{ grams: 515 }]);
});

it("one screen acts; another may take the station over, and the first is told who has it", async () => {
  const { floor, tote } = await withTote({ A: 1 });
  scan(floor, tote);
  const other = tell(floor, { do: "scan", code: "A" }, "S2").said;
  tell(floor, { do: "take", by: "Bo" }, "S2");
  const late = tell(floor, { do: "scan", code: "A" }).said;

  expect(other).toEqual({ word: "other-screen", about: { by: "Ada" } });
  expect(late).toEqual({ word: "other-screen", about: { by: "Bo" } });
  expect(tell(floor, { do: "scan", code: "A" }, "S2").said?.word).toBe("parcel-full");
});

it("a scan that comes twice counts once, and everything is there after a restart", async () => {
  const { floor, tote } = await withTote({ A: 2 });
  scan(floor, tote);
  tell(floor, { do: "scan", code: "A", key: "same" });
  const twice = tell(floor, { do: "scan", code: "A", key: "same" });
  await floor.reopen();

  expect(twice.said).toBeNull();
  expect(look(floor).work!.parcels[0]!.units).toMatchObject([{ sku: "A", planned: 2, packed: 1 }]);
  expect(scan(floor, "A")).toEqual(["parcel-full"]);
});

it("a label that may have been printed is asked about at the bench", async () => {
  const { floor, tote } = await withTote({ A: 1 });
  floor.paper.answers = () => ({ outcome: "unknown", why: "cut" });
  scan(floor, tote, "A", "C1");
  floor.run(5);
  const [unknown] = look(floor).unknown;
  floor.paper.answers = () => ({ outcome: "printed" });
  const said = tell(floor, { do: "print-again", print: unknown!.print }).said?.word;
  floor.run(5);

  expect(unknown).toMatchObject({ state: "unknown", why: "cut" });
  expect(said).toBe("decided");
  expect(look(floor).unknown).toEqual([]);
  expect(floor.paper.labels.at(-1)!.text).toContain("PRINTED AGAIN 2");
});

it("reading the label that was printed settles it", async () => {
  const { floor, tote } = await withTote({ A: 1 });
  floor.paper.answers = () => ({ outcome: "unknown", why: "cut" });
  scan(floor, tote, "A", "C1");
  floor.run(5);
  const { of } = look(floor).unknown[0]!;

  expect(scan(floor, `]C100${of}`)).toEqual(["label-read"]);
  expect(look(floor).unknown).toEqual([]);
});

it("a box that several orders share is packed order by order: what is another's stays in it, and his turn comes next", async () => {
  const { robots, waves } = aSharingSite();
  const floor = await aBench({ settings: { companyWaitMs: 10 * minuteMs } }, { robots, waves: waves! });
  floor.order("O1", { A: 1 });
  floor.order("O2", { B: 1 });
  floor.run(1_500);
  const { waiting } = look(floor);
  scan(floor, waiting[0]!.tote);
  const first = look(floor).work!.order;
  const [own, other] = first === "O1" ? ["A", "B"] : ["B", "A"];
  const early = tell(floor, { do: "scan", code: other }).said;
  const words = scan(floor, own!, "C1", other!, "C1");

  expect(new Set(waiting.map(({ tote }) => tote)).size).toBe(1);
  expect(early).toEqual({ word: "other-order", about: { sku: other, order: first === "O1" ? "O2" : "O1" } });
  expect(words).toEqual(["parcel-full", "job-done", "parcel-full", "job-done"]);
  expect(["O1", "O2"].map((order) => floor.get(wmsPaths.order(order)).body.state)).toEqual([
    "packed",
    "packed",
  ]);
  expect(floor.paper.labels).toHaveLength(2);
});

it("where the site's files put a machine in a person's place, what nobody has begun is the machine's", async () => {
  const { floor } = await withTote({ A: 2 });
  const { stations, devices } = aSite();
  floor.site = { ...floor.site, stations, devices };
  await floor.reopen();
  floor.run(300);

  expect(floor.get(wmsPaths.order("O1")).body.state).toBe("packed");
});

it("where they put a person in a machine's place, what was given to the machine is laid out for him", async () => {
  const floor = await aBench();
  const byHand = floor.site;
  floor.site = { ...byHand, stations: aSite().stations.filter((row) => row.station !== "PACK2") };
  await floor.reopen();
  floor.order("O1", { A: 1 });
  for (let s = 0; s < 600 && floor.get(wmsPaths.order("O1")).body.state !== "packing"; s++) floor.run(1);
  floor.site = byHand;
  await floor.reopen();
  const [waiting] = look(floor).waiting;

  expect(scan(floor, waiting!.tote, "A", "C1")).toEqual(["opened", "parcel-full", "job-done"]);
});

it("names the packing stations to whoever asks for one that is none, and says what one without a screen lacks", async () => {
  const floor = await aBench();
  const asked = (name: string): unknown => {
    let detail: unknown;
    floor.bridge.tellBench({ station: name }, ({ body }) => {
      ({ detail } = JSON.parse(new TextDecoder().decode(body)) as { detail: unknown });
    });
    return detail;
  };

  for (const name of ["PACK04", "CHECK1", "pack1"])
    expect(asked(name)).toBe(`${name} is no packing station here; packing stations are PACK1`);
});
