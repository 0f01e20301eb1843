/** OpenTransports that fails again and again: the robot, the place or the work itself is to blame, and only that is taken out. */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

async function aHall(robots: number, faces = 160) {
  const hall = await new Hall({
    robots,
    faces,
    traffic: ({ graph }) => trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
  }).start();
  hall.run(2_000);
  return hall;
}

const closedPlaces = async (hall: Hall) =>
  (await hall.ledger.documents("place"))
    .map(({ body }) => body as { place: string; state: string })
    .filter(({ state }) => state === "closed")
    .map(({ place }) => place);

it("takes a robot with a broken gripper out after a few tries, and others do its work", async () => {
  const hall = await aHall(3);
  const broken = hall.robots[0]!;
  broken.failing = (type) => type === "pick";

  for (let n = 0; n < 12; n++) hall.request([(7 * n) % 150]);
  hall.until(() => hall.of("transport.done").length === 12);

  expect(hall.of("transport.failed")).toEqual([]);
  expect(hall.standing()).toEqual(["robot.failing"]);
  expect(
    broken.orders.filter(({ nodes }) => nodes.some(({ actions }) => actions.length > 0)).length,
  ).toBeLessThan(8);
  expect(await closedPlaces(hall)).toEqual([]);
});

it("gives it work again when a person has looked, and counts from nought", async () => {
  const hall = await aHall(1);
  const broken = hall.robots[0]!;
  broken.failing = (type) => type === "pick";
  hall.request([0]);
  hall.request([40]);
  hall.until(() => hall.standing().includes("robot.failing"));
  const failed = hall.of("transport.failed").length;
  hall.run(1_800_000);
  expect(hall.of("transport.failed").length).toBe(failed);

  broken.failing = () => false;
  hall.act({ type: "robot.inService", robot: broken.options.robot });
  hall.until(() => hall.of("transport.done").length + failed === 2);

  expect(hall.standing()).not.toContain("robot.failing");
});

it("lets a robot whose picks fail bring back what it has, and gives it no more", async () => {
  const hall = await aHall(2);
  const broken = hall.robots[0]!;
  broken.failing = (type) => type === "pickItems";

  hall.request([0, 10, 20, 30, 40, 50, 60, 70], {});
  hall.request([1, 11, 21, 31, 41, 51, 61, 71], {});
  hall.until(() => hall.of("transport.done").length === 2);

  expect(hall.standing()).toEqual(["robot.failing"]);
  const failed = hall.of("stop.done").filter(({ status }) => status === "failed");
  expect(failed).toHaveLength(3);
  expect(broken.done.at(-1)?.type).toBe("drop");
});

it("closes a storage place where several robots fail, and blames none of them", async () => {
  const hall = await aHall(3);
  const bin = hall.locations[40]!;
  for (const robot of hall.robots)
    robot.failingAt = (type, station) => type === "pickItems" && station === bin;

  for (let n = 0; n < 9; n++) hall.request([40, n * 3]);
  hall.until(() => hall.of("transport.done").length === 9);

  expect(hall.standing()).toEqual(["place.failing"]);
  expect(await closedPlaces(hall)).toEqual([bin]);
});

it("closes a packing station where several robots fail, and goes on at the others", async () => {
  const hall = await aHall(20, 400);
  const station = hall.site.stations.find(({ kind }) => kind === "packing")!.station;
  for (const robot of hall.robots) robot.failingAt = (type, at) => type === "pick" && at === station;

  for (let n = 0; n < 30; n++) hall.request([(13 * n) % 390]);
  hall.until(() => hall.of("transport.done").length === 30);

  expect(hall.standing()).toEqual(["place.failing"]);
  expect(await closedPlaces(hall)).toEqual([station]);
  expect(hall.of("transport.failed")).toEqual([]);
});

it("opens it again on a person's word, over a restart too", async () => {
  const hall = await aHall(1);
  const [station] = hall.site.stations.filter(({ kind }) => kind === "packing");
  for (const { station: each, kind } of hall.site.stations)
    if (kind === "packing") hall.act({ type: "place.close", place: each });
  await hall.kill();
  await hall.start();
  hall.request([0]);
  hall.run(300_000);
  expect(hall.of("transport.assigned")).toEqual([]);

  hall.act({ type: "place.open", place: station!.station });
  hall.until(() => hall.of("transport.done").length === 1);
});

it("tells the WMS of a tote that nobody can take, and takes out nobody for it", async () => {
  const hall = await aHall(3);
  for (const robot of hall.robots) robot.failingAt = (type, _at, load) => type === "pick" && load === "T1";

  const missing = hall.request([0]);
  for (let n = 0; n < 6; n++) hall.request([n * 9]);
  hall.until(() => hall.of("transport.done").length === 6 && hall.of("transport.failed").length === 1);

  expect(hall.of("transport.failed")).toMatchObject([{ transport: missing, reason: "rejected-by-robot" }]);
  expect(hall.standing()).not.toContain("robot.failing");
  expect(await closedPlaces(hall)).toEqual([]);
});

it("forgets what failed when the same goes well", async () => {
  const hall = await aHall(1);
  let tries = 0;
  hall.robots[0]!.failing = (type) => type === "pick" && ++tries % 3 !== 0;

  for (let n = 0; n < 6; n++) hall.request([n * 20]);
  hall.until(() => hall.of("transport.done").length === 6);

  expect(hall.standing()).toEqual([]);
});
