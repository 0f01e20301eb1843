/** OpenTransports that fails again and again: the robot, the place or the work itself is to blame, and only that is taken out. */
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

async function aStage(robots: number, faces = 160) {
  const stage = await new Stage({
    robots,
    faces,
    traffic: ({ graph }) => trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
  }).start();
  stage.run(2_000);
  return stage;
}

const closedPlaces = async (stage: Stage) =>
  (await stage.ledger.documents("place"))
    .map(({ body }) => body as { place: string; state: string })
    .filter(({ state }) => state === "closed")
    .map(({ place }) => place);

it("takes a robot with a broken gripper out after a few tries, and others do its work", async () => {
  const stage = await aStage(3);
  const broken = stage.robots[0]!;
  broken.failing = (type) => type === "pick";

  for (let n = 0; n < 12; n++) stage.request([(7 * n) % 150]);
  stage.until(() => stage.of("transport.done").length === 12);

  expect(stage.of("transport.failed")).toEqual([]);
  expect(stage.standing()).toEqual(["robot.failing"]);
  expect(
    broken.orders.filter(({ nodes }) => nodes.some(({ actions }) => actions.length > 0)).length,
  ).toBeLessThan(8);
  expect(await closedPlaces(stage)).toEqual([]);
});

it("gives it work again when a person has looked, and counts from nought", async () => {
  const stage = await aStage(1);
  const broken = stage.robots[0]!;
  broken.failing = (type) => type === "pick";
  stage.request([0]);
  stage.request([40]);
  stage.until(() => stage.standing().includes("robot.failing"));
  const failed = stage.of("transport.failed").length;
  stage.run(1_800_000);
  expect(stage.of("transport.failed").length).toBe(failed);

  broken.failing = () => false;
  stage.act({ type: "robot.inService", robot: broken.options.robot });
  stage.until(() => stage.of("transport.done").length + failed === 2);

  expect(stage.standing()).not.toContain("robot.failing");
});

it("lets a robot whose picks fail bring back what it has, and gives it no more", async () => {
  const stage = await aStage(2);
  const broken = stage.robots[0]!;
  broken.failing = (type) => type === "pickItems";

  stage.request([0, 10, 20, 30, 40, 50, 60, 70], {});
  stage.request([1, 11, 21, 31, 41, 51, 61, 71], {});
  stage.until(() => stage.of("transport.done").length === 2);

  expect(stage.standing()).toEqual(["robot.failing"]);
  const failed = stage.of("stop.done").filter(({ status }) => status === "failed");
  expect(failed).toHaveLength(3);
  expect(broken.done.at(-1)?.type).toBe("drop");
});

it("closes a storage place where several robots fail, and blames none of them", async () => {
  const stage = await aStage(3);
  const bin = stage.locations[40]!;
  for (const robot of stage.robots)
    robot.failingAt = (type, station) => type === "pickItems" && station === bin;

  for (let n = 0; n < 9; n++) stage.request([40, n * 3]);
  stage.until(() => stage.of("transport.done").length === 9);

  expect(stage.standing()).toEqual(["place.failing"]);
  expect(await closedPlaces(stage)).toEqual([bin]);
});

it("closes a packing station where several robots fail, and goes on at the others", async () => {
  const stage = await aStage(20, 400);
  const station = stage.site.stations.find(({ kind }) => kind === "packing")!.station;
  for (const robot of stage.robots) robot.failingAt = (type, at) => type === "pick" && at === station;

  for (let n = 0; n < 30; n++) stage.request([(13 * n) % 390]);
  stage.until(() => stage.of("transport.done").length === 30);

  expect(stage.standing()).toEqual(["place.failing"]);
  expect(await closedPlaces(stage)).toEqual([station]);
  expect(stage.of("transport.failed")).toEqual([]);
});

it("opens it again on a person's word, over a restart too", async () => {
  const stage = await aStage(1);
  const [station] = stage.site.stations.filter(({ kind }) => kind === "packing");
  for (const { station: each, kind } of stage.site.stations)
    if (kind === "packing") stage.act({ type: "place.close", place: each });
  await stage.kill();
  await stage.start();
  stage.request([0]);
  stage.run(300_000);
  expect(stage.of("transport.assigned")).toEqual([]);

  stage.act({ type: "place.open", place: station!.station });
  stage.until(() => stage.of("transport.done").length === 1);
});

it("tells the WMS of a tote that nobody can take, and takes out nobody for it", async () => {
  const stage = await aStage(3);
  for (const robot of stage.robots) robot.failingAt = (type, _at, load) => type === "pick" && load === "T1";

  const missing = stage.request([0]);
  for (let n = 0; n < 6; n++) stage.request([n * 9]);
  stage.until(() => stage.of("transport.done").length === 6 && stage.of("transport.failed").length === 1);

  expect(stage.of("transport.failed")).toMatchObject([{ transport: missing, reason: "rejected-by-robot" }]);
  expect(stage.standing()).not.toContain("robot.failing");
  expect(await closedPlaces(stage)).toEqual([]);
});

it("forgets what failed when the same goes well", async () => {
  const stage = await aStage(1);
  let tries = 0;
  stage.robots[0]!.failing = (type) => type === "pick" && ++tries % 3 !== 0;

  for (let n = 0; n < 6; n++) stage.request([n * 20]);
  stage.until(() => stage.of("transport.done").length === 6);

  expect(stage.standing()).toEqual([]);
});
