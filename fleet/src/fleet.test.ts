import type { Change } from "@floorplane/runtime/ledger/ledger";
import { expect, it } from "vitest";
import type { KeptRobot } from "./robots/robot.kind.ts";
import { FakeTraffic } from "./testing/fake-traffic.ts";
import { Stage } from "./testing/stage.ts";

it("drives one tour: fetches a tote, picks by the way, hands it over", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  const transport = stage.request([0, 40, 90]);

  stage.until(() => stage.of("transport.done").length === 1);

  expect(stage.of("transport.assigned")).toMatchObject([{ transport, robot: stage.site.robots[0]!.robot }]);
  expect(stage.of("stop.done").map(({ stop, status, quantity }) => [stop, status, quantity])).toEqual(
    expect.arrayContaining([
      [0, "finished", 0],
      [1, "finished", 2],
      [2, "finished", 2],
      [3, "finished", 2],
      [4, "finished", 0],
    ]),
  );
  expect(stage.robots[0]!.done.map(({ type }) => type)).toEqual([
    "pick",
    "pickItems",
    "pickItems",
    "pickItems",
    "drop",
  ]);
  expect(stage.raised()).toEqual([]);
});

it("ends the deadline of an order in the very step that hears its echo", async () => {
  const stage = await new Stage().start();
  stage.run(2_000);
  stage.request([0]);
  const echoed = () =>
    stage.rows.some(({ change }) => change.cause.type === "robot.state" && isRunning(change));

  stage.until(echoed);

  const waiting = (await stage.ledger.due()).map(({ id }) => id);
  expect(waiting.filter((id) => id.startsWith("order/"))).toEqual([]);
});

const isRunning = ({ documents }: Change): boolean =>
  documents.some(({ kind, body }) => kind === "robot" && (body as KeptRobot).condition.order === "running");

it("sends at once what a plan that comes late lets a robot drive", async () => {
  let traffic!: LateTraffic;
  const stage = await new Stage({
    traffic: ({ graph }) => {
      traffic = new LateTraffic(graph);
      return traffic;
    },
  }).start();
  stage.run(2_000);
  stage.request([0]);
  stage.run(5_000);
  const orders = () => stage.messages.get("order") ?? 0;

  traffic.arrive();
  stage.run(50);
  expect(orders()).toBe(0);
  stage.fleet.planArrived();
  stage.run(50);

  expect(orders()).toBe(1);
});

/** Plans arrive when they are told to. */
class LateTraffic extends FakeTraffic {
  override plan(): void {}

  arrive(): void {
    super.plan();
  }
}
