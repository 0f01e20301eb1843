import { unseenCondition } from "@floorplane/contracts/acts";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite } from "@floorplane/layout/generate-site";
import { layoutFromLif } from "@floorplane/layout/layout";
import { describe, expect, it } from "vitest";
import { Details } from "./details.ts";
import { Documents } from "./documents.ts";
import { floorPlan } from "./floor-plan.ts";
import type { OrderDetail, RobotDetail } from "./protocol.ts";

function aFloor() {
  const { site, lif } = generateSite({ siteId: "north", faces: 200, robots: 2 });
  const footprint = footprintOf(site.vehicle);
  const layout = layoutFromLif(lif, {
    vehicleType: site.vehicle.type,
    footprint,
    stations: site.stations,
  });
  const documents = new Documents(site);
  const details = new Details(documents, layout, floorPlan(site, layout));
  return { documents, details };
}

/** A tour of two picks by R01. */
function aTour({ documents, details }: ReturnType<typeof aFloor>, more: Record<string, unknown>) {
  const pick = (sku: string) => ({
    stations: ["A01-01"],
    action: { type: "pickItems", tote: "T1", line: "1", sku, lot: "L1", quantity: 1 },
  });
  documents.take("robot", "R01", {
    robot: "R01",
    activity: "to-stop",
    transport: "TR1",
    tote: "T1",
    why: "",
  });
  documents.take("transport", "TR1", {
    transport: "TR1",
    kind: "tour",
    state: "to-stop",
    robot: "R01",
    tote: "T1",
    stop: 1,
    stops: [
      { stations: ["PACK01"], action: { type: "fetchTote", tote: "T1" } },
      pick("A"),
      pick("B"),
      { stations: ["PACK01"], action: { type: "dropTote", tote: "T1" } },
    ],
    dueAt: 0,
    requestedAt: 0,
    ...more,
  });
  const { transport } = details.of({ kind: "robot", id: "R01" }).body as RobotDetail;
  return { progress: transport!.stops.map((stop) => stop.progress), left: transport!.left };
}

describe("the stops of a robot's transport", () => {
  it("are done when its robot has done them, in whatever order it drove", () => {
    const { progress, left } = aTour(aFloor(), { stop: 1, left: [1, 3] });

    expect(progress).toEqual(["done", "now", "done", "later"]);
    expect(left).toEqual([1, 3]);
    expect(aTour(aFloor(), { stop: 2, left: [2, 1, 3] }).progress).toEqual(["done", "later", "now", "later"]);
  });

  it("are told in the order in which they were done", () => {
    const floor = aFloor();
    const doneInOrder = () => {
      const { transport } = floor.details.of({ kind: "robot", id: "R01" }).body as RobotDetail;
      return transport!.doneInOrder;
    };
    aTour(floor, { stop: 0, left: [0, 2, 1, 3] });
    aTour(floor, { stop: 2, left: [2, 1, 3] });
    aTour(floor, { stop: 1, left: [1, 3] });
    expect(doneInOrder()).toEqual([0, 2]);

    aTour(floor, { stop: 3, left: [3] });
    aTour(floor, { stop: 3, left: [], state: "done" });

    expect(doneInOrder()).toEqual([0, 2, 1, 3]);
  });

  it("are not done by an end that left them out", () => {
    const ended = { stop: 2, left: [2, 3] };

    expect(aTour(aFloor(), { ...ended, state: "failed" }).progress).toEqual([
      "done",
      "done",
      "undone",
      "undone",
    ]);
    expect(aTour(aFloor(), { ...ended, state: "withdrawn" }).progress).toEqual([
      "done",
      "done",
      "undone",
      "undone",
    ]);
    expect(aTour(aFloor(), { stop: 3, left: [], state: "done" }).progress).toEqual([
      "done",
      "done",
      "done",
      "done",
    ]);
  });

  it("are driven in order where a ledger of before says nothing of it", () => {
    expect(aTour(aFloor(), { stop: 2 }).progress).toEqual(["done", "done", "now", "later"]);
  });
});

describe("work that waits", () => {
  it("says why with its robot and at its order's tote, and no more once it has ended", () => {
    const floor = aFloor();
    const order = {
      order: "O1",
      state: "picking",
      lines: [],
      totes: ["T1"],
      shipBy: 0,
      receivedAt: 0,
      why: "",
    };
    const tote = { tote: "T1", state: "planned", order: "O1", transport: "TR1", station: null, lines: [] };
    floor.documents.take("order", "O1", order);
    floor.documents.take("tote", "T1", tote);
    const said = (more: Record<string, unknown>) => {
      aTour(floor, more);
      const robot = floor.details.of({ kind: "robot", id: "R01" }).body as RobotDetail;
      const { totes } = floor.details.of({ kind: "order", id: "O1" }).body as OrderDetail;
      return [robot.transport!.why, totes[0]!.why];
    };
    const why = { code: "transport.cut-off", place: "A08-03L-4", by: someOf(["R21"]) };

    expect(said({ why })).toEqual([why, why]);
    expect(said({ why, state: "done", left: [] })).toEqual([null, null]);
    expect(said({ why: null })).toEqual([null, null]);
  });
});

describe("the search", () => {
  it("finds a tote by its number, and opens what tells most of it", () => {
    const { documents, details } = aFloor();
    const tote = { state: "travelling", order: null, transport: null, station: null, lines: [] };
    documents.take("tote", "TOTE-1", { ...tote, tote: "TOTE-1", order: "O1" });
    documents.take("tote", "TOTE-2", { ...tote, tote: "TOTE-2", station: "PACK01", state: "packing" });
    documents.take("tote", "TOTE-3", { ...tote, tote: "TOTE-3", state: "closed" });

    expect(details.find("tote")).toEqual([
      { kind: "tote", id: "TOTE-1", note: "travelling", look: { kind: "order", id: "O1" } },
      { kind: "tote", id: "TOTE-2", note: "packing", look: { kind: "station", id: "PACK01" } },
      { kind: "tote", id: "TOTE-3", note: "closed", look: null },
    ]);
  });

  it("does not call a robot idle that is out of service, or a station open that is closed", () => {
    const { documents, details } = aFloor();
    const robot = { activity: "idle", transport: null, tote: null, why: "" };
    const out = { ...unseenCondition, service: "out" };
    documents.take("robot", "R01", { ...robot, robot: "R01", condition: out });
    documents.take("robot", "R02", { ...robot, robot: "R02", condition: unseenCondition });
    documents.take("place", "PACK01", { place: "PACK01", state: "closed", acts: [] });

    expect(details.find("R0").map(({ note }) => note)).toEqual(["out-of-service", "idle"]);
    expect(details.find("PACK").map(({ note }) => note)).toEqual(["closed"]);
  });

  it("offers what is called just that before what is called longer, of every kind, however many begin so", () => {
    const { documents, details } = aFloor();
    const order = { state: "picking", lines: [], totes: [], shipBy: 0, receivedAt: 0, carrier: "", why: "" };
    const numbers = Array.from({ length: 300 }, (_, index) => `D0-${300 - index}`);
    for (const id of numbers) documents.take("order", id, { ...order, order: id });
    const tote = { state: "travelling", order: null, transport: null, station: null, lines: [] };
    for (const id of numbers) documents.take("tote", id, { ...tote, tote: id });
    for (const id of numbers) documents.take("task", id, { ...aTask, task: id });

    const found = details.find("d0-2").map(({ kind, id }) => `${kind} ${id}`);

    expect(found.slice(0, 3)).toEqual(["order D0-2", "tote D0-2", "task D0-2"]);
    expect(found.slice(3)).toHaveLength(9);
    for (const row of found.slice(3)) expect(row).toMatch(/^order D0-2\d$/);
  });

  it("finds a person's task of every kind by its number, and none that nobody waits for", () => {
    const { documents, details } = aFloor();
    for (const [index, kind] of ["write-off", "inspect", "count-bin", "count-tote"].entries())
      documents.take("task", `TASK-${index}`, { ...aTask, task: `TASK-${index}`, kind });
    documents.take("task", "TASK-9", { ...aTask, task: "TASK-9", planned: true });

    const found = details.find("task-");

    expect(found.map(({ id, note }) => `${id} ${note}`)).toEqual([
      "TASK-0 write-off",
      "TASK-1 inspect",
      "TASK-2 count-bin",
      "TASK-3 count-tote",
    ]);
    expect(details.of(found[0]!.look!).body).toMatchObject({ kind: "task", task: { location: "A01-01L-1" } });
  });
});

const aTask = {
  kind: "write-off",
  state: "open",
  location: "A01-01L-1",
  tote: null,
  station: null,
  planned: false,
};

it("a station where a person packs shows how many totes stand there unpacked, in the list and looked at", () => {
  const { site, lif } = generateSite({ siteId: "north", faces: 200, robots: 2 });
  const stations = site.stations.map((row) =>
    row.station === "PACK01" ? { ...row, by: "person" as const } : row,
  );
  const layout = layoutFromLif(lif, {
    vehicleType: site.vehicle.type,
    footprint: footprintOf(site.vehicle),
    stations,
  });
  const documents = new Documents({ ...site, stations });
  const details = new Details(documents, layout, floorPlan(site, layout));
  const waiting = () => [
    (details.of({ kind: "station", id: "PACK01" }).body as { waiting: number | null }).waiting,
    documents.views.floor.snapshot().entities.find(([key]) => key === "bench/PACK01")?.[1],
  ];
  const none = waiting();
  for (const tote of ["T1", "T2", "T3"])
    documents.take("tote", tote, { tote, state: "packing", station: "PACK01", order: null });
  const three = waiting();
  documents.take("tote", "T1", { tote: "T1", state: "packed", station: "PACK01", order: null });
  documents.take("tote", "T2", null);

  expect([none, three, waiting()]).toEqual([
    [0, { station: "PACK01", waiting: 0 }],
    [3, { station: "PACK01", waiting: 3 }],
    [1, { station: "PACK01", waiting: 1 }],
  ]);
  const other = stations.find(({ station, kind }) => station !== "PACK01" && kind !== "parking")!.station;
  expect(details.of({ kind: "station", id: other }).body).toMatchObject({ waiting: null });
});

it("shows what a robot carries that is no tote, and which load each of its stops is about", () => {
  const { documents, details } = aFloor();
  const pallet = { load: "P-17", loadType: "EPAL" };
  documents.take("robot", "R01", {
    robot: "R01",
    activity: "to-stop",
    transport: "CARRY-1",
    tote: null,
    load: pallet,
    why: null,
  });
  documents.take("transport", "CARRY-1", {
    transport: "CARRY-1",
    kind: "carry",
    state: "to-stop",
    robot: "R01",
    tote: null,
    stop: 1,
    stops: [
      { stations: ["PACK01"], action: { type: "pickLoad", ...pallet } },
      { stations: ["CHECK01"], action: { type: "dropLoad", ...pallet } },
    ],
    left: [1],
    dueAt: 0,
    requestedAt: 0,
    why: null,
  });

  const { robot, transport } = details.of({ kind: "robot", id: "R01" }).body as RobotDetail;

  expect(robot.load).toEqual(pallet);
  expect(transport!.stops.map(({ action, load }) => [action, load])).toEqual([
    ["pickLoad", pallet],
    ["dropLoad", pallet],
  ]);
});
