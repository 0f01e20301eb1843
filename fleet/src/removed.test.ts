/** Robots and places that are taken out of the site's files between two starts. */
import { StationId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Stage } from "./testing/stage.ts";

/** Two robots, one of which was given a transport; it is taken out of the site at the moment that a test names. */
async function aFloorWithout(isTime: (stage: Stage) => boolean) {
  const stage = await new Stage({ robots: 2 }).start();
  stage.run(2_000);
  const transport = stage.request([0, 40]);
  stage.until(() => stage.of("transport.assigned").length === 1 && isTime(stage));
  const removed = stage.of("transport.assigned")[0]!.robot;
  await stage.kill();
  stage.robots.find(({ options }) => options.robot === removed)!.drop();
  const { robots } = stage.site;
  stage.site = { ...stage.site, robots: robots.filter(({ robot }) => robot !== removed) };
  await stage.start();
  return { stage, transport, removed };
}

const idsOf = async (stage: Stage, kind: string) => (await stage.ledger.documents(kind)).map(({ id }) => id);

it("a robot that is gone has no document, and what it was sent for another brings", async () => {
  const { stage, transport, removed } = await aFloorWithout(() => true);

  stage.until(() => stage.of("transport.done").length === 1);

  expect(await idsOf(stage, "robot")).not.toContain(removed);
  expect(await idsOf(stage, "vda-order")).not.toContain(removed);
  expect(stage.of("transport.done")).toMatchObject([{ transport }]);
});

it("a tote that was on it is told to be looked after", async () => {
  const { stage, transport } = await aFloorWithout((one) => one.of("stop.done").length > 0);

  stage.run(1_000);

  expect(stage.of("transport.failed")).toMatchObject([{ transport, reason: "robot-lost" }]);
});

it("a closed place that is gone is closed no more", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  const place = StationId(stage.locations[0]!);
  stage.act({ type: "place.close", place });
  stage.run(1_000);
  const closed = await idsOf(stage, "place");
  await stage.kill();
  const stations = new Map([...stage.layout.stations].filter(([id]) => id !== place));
  stage.layout = { ...stage.layout, stations };
  await stage.start();
  stage.run(1_000);

  expect(closed).toEqual([place]);
  expect(await idsOf(stage, "place")).toEqual([]);
  expect(stage.of("place.opened")).toMatchObject([{ place }]);
});
