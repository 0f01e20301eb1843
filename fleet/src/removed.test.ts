/** Robots and places that are taken out of the site's files between two starts. */
import { RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Hall } from "./testing/hall.ts";

/** Two robots, one of which was given a transport; it is taken out of the site at the moment that a test names. */
async function aFloorWithout(isTime: (hall: Hall) => boolean) {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  const transport = hall.request([0, 40]);
  hall.until(() => hall.of("transport.assigned").length === 1 && isTime(hall));
  const removed = hall.of("transport.assigned")[0]!.robot;
  await hall.kill();
  hall.robots.find(({ options }) => options.robot === removed)!.drop();
  const { robots } = hall.site;
  hall.site = { ...hall.site, robots: robots.filter(({ robot }) => robot !== removed) };
  await hall.start();
  return { hall, transport, removed };
}

const idsOf = async (hall: Hall, kind: string) => (await hall.ledger.documents(kind)).map(({ id }) => id);

it("a robot that is gone has no document, and what it was sent for another brings", async () => {
  const { hall, transport, removed } = await aFloorWithout(() => true);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(await idsOf(hall, "robot")).not.toContain(removed);
  expect(await idsOf(hall, "vda-order")).not.toContain(removed);
  expect(hall.of("transport.done")).toMatchObject([{ transport }]);
});

it("a tote that was on it is told to be looked after", async () => {
  const { hall, transport } = await aFloorWithout((one) => one.of("stop.done").length > 0);

  hall.run(1_000);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "robot-lost" }]);
});

it("a carry that asks for it by name is told that nobody does it", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2_000);
  const [wanted] = hall.site.robots.map(({ robot }) => RobotId(robot));
  const transport = TransportId("C1");
  const load = { load: null, loadType: "EPAL" };
  hall.act({ type: "robot.outOfService", robot: wanted! });
  hall.say({
    type: "transport.requested",
    transport,
    kind: "carry",
    tote: null,
    stops: [0, 40].map((face, stop) => ({
      stations: [StationId(hall.locations[face]!)],
      action: { type: stop === 0 ? "pickLoad" : "dropLoad", ...load },
      purpose: { type: "carry", stop },
    })),
    dueAt: hall.clock.now(),
    wish: { robot: wanted!, priority: "normal", isDispensable: false },
  });
  hall.run(2_000);
  await hall.kill();
  hall.site = { ...hall.site, robots: hall.site.robots.filter(({ robot }) => robot !== wanted) };
  await hall.start();
  hall.run(1_000);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "robot-lost" }]);
});

it("a closed place that is gone is closed no more", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  const place = StationId(hall.locations[0]!);
  hall.act({ type: "place.close", place });
  hall.run(1_000);
  const closed = await idsOf(hall, "place");
  await hall.kill();
  const stations = new Map([...hall.layout.stations].filter(([id]) => id !== place));
  hall.layout = { ...hall.layout, stations };
  await hall.start();
  hall.run(1_000);

  expect(closed).toEqual([place]);
  expect(await idsOf(hall, "place")).toEqual([]);
  expect(hall.of("place.opened")).toMatchObject([{ place }]);
});
