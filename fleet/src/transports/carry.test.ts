/** Loads that are picked here and dropped there: by whom, in which words, and what becomes of them when something goes wrong. */
import { LoadId, RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import type { CarryWish, Stop } from "@floorplane/contracts/messages";
import { minuteMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { sayFactsheet } from "../testing/factsheet.ts";
import { Hall, type HallOptions } from "../testing/hall.ts";

const pallet = { load: LoadId("P/17"), loadType: "pallet" } as const;

async function aHall(options: HallOptions = {}): Promise<{ hall: Hall; places: readonly StationId[] }> {
  const hall = await new Hall(options).start();
  hall.run(15_000);
  // So far apart that no robot is told of its next action while it does one.
  const places = hall.locations.filter((_, index) => index % 12 === 0);
  return { hall, places: places.map((location) => StationId(location)) };
}

const picks = (stop: number, at: StationId, what: Partial<typeof pallet> | { load: null } = {}): Stop => ({
  stations: [at],
  action: { type: "pickLoad", ...pallet, ...what },
  purpose: { type: "carry", stop },
});
const drops = (stop: number, at: StationId, what: Partial<typeof pallet> | { load: null } = {}): Stop => ({
  stations: [at],
  action: { type: "dropLoad", ...pallet, ...what },
  purpose: { type: "carry", stop },
});

function carry(hall: Hall, stops: readonly Stop[], wish: Partial<CarryWish> = {}, name = "C1"): TransportId {
  const transport = TransportId(name);
  hall.say({
    type: "transport.requested",
    transport,
    kind: "carry",
    tote: null,
    stops,
    dueAt: hall.clock.now() + 60 * minuteMs,
    wish: { robot: null, priority: "normal", isDispensable: false, ...wish },
  });
  return transport;
}

const failed = (hall: Hall) => hall.of("transport.failed").map(({ reason }) => reason);
const whys = (hall: Hall) => hall.of("transport.held").map(({ why }) => why);

it("is picked at one place and dropped at another, in the words of VDA 5050", async () => {
  const { hall, places } = await aHall();
  const [robot] = hall.robots;

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot!.done).toEqual([
    { type: "pick", parameters: { stationName: places[0], loadType: "pallet", loadId: "P/17" } },
    { type: "drop", parameters: { stationName: places[5], loadType: "pallet", loadId: "P/17" } },
  ]);
  expect(hall.of("stop.done")).toMatchObject([
    { purpose: { type: "carry", stop: 0 }, station: places[0], status: "finished", load: "P/17" },
    { purpose: { type: "carry", stop: 1 }, station: places[5], status: "finished", load: "P/17" },
  ]);
});

it("tells a robot a kind of load as its own factsheet spells it", async () => {
  const { hall, places } = await aHall();
  sayFactsheet(hall, [], { actions: ["pick", "drop"], loadTypes: ["EPAL", "Rolling-Cage"] });

  carry(hall, [
    picks(0, places[0]!, { loadType: "rolling cage" } as object),
    drops(1, places[5]!, { loadType: "rolling cage" } as object),
  ]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.robots[0]!.done.map(({ parameters }) => parameters.loadType)).toEqual([
    "Rolling-Cage",
    "Rolling-Cage",
  ]);
});

it("is not given to a robot that takes other kinds of loads, and says so", async () => {
  const { hall, places } = await aHall();
  sayFactsheet(hall, [], { actions: ["pick", "drop"], loadTypes: ["EPAL"] });

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.run(minuteMs);

  expect(hall.robots[0]!.orders).toEqual([]);
  expect(whys(hall)).toEqual([
    {
      code: "transport.no-able-robot",
      robots: [{ robot: hall.robots[0]!.options.robot, because: ["takes-no-such-load"] }],
      more: 0,
    },
  ]);
});

it("is not given to a robot that lists no drop; a tour is not given to one that lists no pickItems", async () => {
  const { hall, places } = await aHall();
  sayFactsheet(hall, [], { actions: ["pick", "drop"] });

  hall.request([3]);
  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.done")[0]!.transport).toBe("C1");
  expect(hall.robots[0]!.done.map(({ type }) => type)).toEqual(["pick", "drop"]);
});

it("goes to the robot that was asked for by name and to no nearer one", async () => {
  const { hall, places } = await aHall({ robots: 3 });
  const ids = hall.robots.map(({ options }) => options.robot);

  for (const [index, id] of ids.entries())
    carry(hall, [picks(0, places[index]!), drops(1, places[index + 8]!)], { robot: id }, `C${index}`);
  hall.until(() => hall.of("transport.done").length === 3);

  expect(
    hall
      .of("transport.assigned")
      .map(({ transport, robot }) => `${transport} ${robot}`)
      .sort(),
  ).toEqual(ids.map((id, index) => `C${index} ${id}`));
});

it("waits for the robot that was asked for while that is out of service, and says why", async () => {
  const { hall, places } = await aHall({ robots: 2 });
  const wanted = hall.robots[1]!.options.robot;
  hall.act({ type: "robot.outOfService", robot: wanted });

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)], { robot: wanted });
  hall.run(minuteMs);
  expect(whys(hall)).toEqual([
    { code: "transport.robot-wanted", robot: wanted, because: ["out-of-service"] },
  ]);
  hall.act({ type: "robot.inService", robot: wanted });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(whys(hall).at(-1)).toBeNull();
});

it("picks and drops several loads in turn", async () => {
  const { hall, places } = await aHall();
  const other = { load: LoadId("P/18") } as object;

  carry(hall, [
    picks(0, places[0]!),
    drops(1, places[3]!),
    picks(2, places[6]!, other),
    drops(3, places[1]!, other),
  ]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(
    hall.robots[0]!.done.map(
      ({ type, parameters }) => `${type} ${parameters.loadId} ${parameters.stationName}`,
    ),
  ).toEqual([
    `pick P/17 ${places[0]}`,
    `drop P/17 ${places[3]}`,
    `pick P/18 ${places[6]}`,
    `drop P/18 ${places[1]}`,
  ]);
});

it("takes whatever stands there where nobody says which, and is told which by its robot", async () => {
  const { hall, places } = await aHall();
  const [robot] = hall.robots;
  robot!.finds = () => "PALLET-9";

  carry(hall, [picks(0, places[0]!, { load: null }), drops(1, places[5]!, { load: null })]);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot!.done.map(({ parameters }) => parameters.loadId)).toEqual([undefined, "PALLET-9"]);
  expect(hall.of("stop.done").map(({ load }) => load)).toEqual(["PALLET-9", "PALLET-9"]);
});

it("is gone at once when it is withdrawn before its load was picked", async () => {
  const { hall, places } = await aHall();

  const transport = carry(hall, [picks(0, places[10]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("transport.assigned").length === 1);
  hall.say({ type: "transport.withdraw", transport, stations: [], reason: "asked" });
  hall.run(5 * minuteMs);

  expect(failed(hall)).toEqual(["withdrawn"]);
  expect(hall.robots[0]!.done).toEqual([]);
});

it("sets down what it has when it is withdrawn on its way, and picks no more", async () => {
  const { hall, places } = await aHall();

  const transport = carry(hall, [
    picks(0, places[0]!),
    drops(1, places[5]!),
    picks(2, places[6]!),
    drops(3, places[1]!),
  ]);
  hall.until(() => hall.of("stop.done").length === 1);
  hall.say({ type: "transport.withdraw", transport, stations: [places[9]!], reason: "asked" });
  hall.until(() => hall.of("transport.done").length + hall.of("transport.failed").length === 1);
  hall.run(minuteMs);

  expect(hall.robots[0]!.done.map(({ type, parameters }) => `${type} ${parameters.stationName}`)).toEqual([
    `pick ${places[0]}`,
    `drop ${places[9]}`,
  ]);
  expect(hall.robots[0]!.loads).toEqual([]);
});

it("is brought elsewhere when its drop is re-targeted on the way", async () => {
  const { hall, places } = await aHall();

  const transport = carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("stop.done").length === 1);
  hall.say({
    type: "transport.replaceStop",
    transport,
    purpose: { type: "carry", stop: 1 },
    stations: [places[9]!],
  });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.replaced")).toHaveLength(1);
  expect(hall.robots[0]!.done.at(-1)!.parameters.stationName).toBe(places[9]);
});

it("stays in its silent robot's custody, and is fetched by another where a person has put it", async () => {
  const { hall, places } = await aHall({ robots: 2, settings: { lostAfterSilentMs: 30_000 } });

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("stop.done").length === 1);
  const first = hall.robots.find(({ loads }) => loads.length > 0)!;
  const robot = first.options.robot;
  first.drop();
  hall.run(10 * minuteMs);
  expect(hall.of("transport.done")).toEqual([]);
  expect(await hall.document("robot", robot)).toMatchObject({ tote: null, load: pallet });
  const unnamed = hall.act({ type: "robot.handOver", robot, to: null, station: null });
  hall.run(1_000);
  expect(unnamed()).toMatchObject({ reason: { code: "load.on-robot", load: "P/17", robot } });
  hall.act({ type: "robot.takeOff", robot });
  hall.act({ type: "robot.handOver", robot, to: null, station: places[3]! });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.unassigned")).toMatchObject([{ transport: "C1", station: places[3] }]);
  const second = hall.robots.find((one) => one !== first)!;
  expect(
    second.done.map(({ type, parameters }) => `${type} ${parameters.loadId} ${parameters.stationName}`),
  ).toEqual([`pick P/17 ${places[3]}`, `drop P/17 ${places[5]}`]);
});

it("goes on after a restart with its load on board", async () => {
  const { hall, places } = await aHall();

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("stop.done").length === 1);
  await hall.kill();
  hall.run(minuteMs);
  await hall.start();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.robots[0]!.done.map(({ type }) => type)).toEqual(["pick", "drop"]);
  expect(await hall.document("robot", hall.robots[0]!.options.robot)).toMatchObject({ load: null });
});

it("fails after three tries to set it down, and its robot carries it until a person has taken it", async () => {
  const { hall, places } = await aHall({ robots: 2 });
  for (const robot of hall.robots) robot.failing = (type) => type === "drop";

  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)]);
  hall.until(() => hall.of("transport.failed").length === 1);
  const holder = hall.robots.find(({ loads }) => loads.length > 0)!;
  const robot = RobotId(holder.options.robot);

  expect(failed(hall)).toEqual(["rejected-by-robot"]);
  expect(await hall.document("robot", robot)).toMatchObject({ transport: null, load: pallet });
  holder.loads = [];
  holder.say();
  hall.run(5_000);
  expect(await hall.document("robot", robot)).toMatchObject({ load: null });
});

it("gives way, where it may be left undone, to work that waits for its robot", async () => {
  const { hall, places } = await aHall();

  carry(hall, [picks(0, places[10]!), drops(1, places[5]!)], { isDispensable: true }, "C1");
  hall.until(() => hall.of("transport.assigned").length === 1);
  carry(hall, [picks(0, places[0]!), drops(1, places[5]!)], {}, "C2");
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.failed")).toMatchObject([{ transport: "C1", reason: "dispensable" }]);
  expect(hall.of("transport.done")).toMatchObject([{ transport: "C2" }]);
});

it("is done, where it may be left undone, when another robot is free for what waits", async () => {
  const { hall, places } = await aHall({ robots: 2 });

  carry(hall, [picks(0, places[10]!), drops(1, places[5]!)], { isDispensable: true }, "C1");
  hall.until(() => hall.of("transport.assigned").length === 1);
  carry(hall, [picks(0, places[0]!), drops(1, places[8]!)], {}, "C2");
  hall.until(() => hall.of("transport.done").length === 2);

  expect(failed(hall)).toEqual([]);
});

it("is done before others that were asked for first, where it is urgent", async () => {
  const { hall, places } = await aHall();

  carry(hall, [picks(0, places[2]!), drops(1, places[5]!)], {}, "C1");
  carry(hall, [picks(0, places[3]!), drops(1, places[6]!)], {}, "C2");
  hall.run(5_000);
  carry(hall, [picks(0, places[4]!), drops(1, places[7]!)], { priority: "urgent" }, "C3");
  hall.until(() => hall.of("transport.done").length === 3);

  expect(hall.of("transport.done").map(({ transport }) => transport)).toEqual(["C1", "C3", "C2"]);
});
