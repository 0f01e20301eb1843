import type { Change } from "@floorplane/runtime/ledger/ledger";
import { expect, it } from "vitest";
import type { KeptRobot } from "./robots/robot.kind.ts";
import { sayFactsheet } from "./testing/factsheet.ts";
import { FakeTraffic } from "./testing/fake-traffic.ts";
import { Hall } from "./testing/hall.ts";

it("drives one tour: fetches a tote, picks by the way, hands it over", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  const transport = hall.request([0, 40, 90]);

  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.assigned")).toMatchObject([{ transport, robot: hall.site.robots[0]!.robot }]);
  expect(hall.of("stop.done").map(({ stop, status, quantity }) => [stop, status, quantity])).toEqual(
    expect.arrayContaining([
      [0, "finished", 0],
      [1, "finished", 2],
      [2, "finished", 2],
      [3, "finished", 2],
      [4, "finished", 0],
    ]),
  );
  expect(hall.robots[0]!.done.map(({ type }) => type)).toEqual([
    "pick",
    "pickItems",
    "pickItems",
    "pickItems",
    "drop",
  ]);
  expect(hall.raised()).toEqual([]);
});

it("ends the deadline of an order in the very step that hears its echo", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  hall.request([0]);
  const echoed = () =>
    hall.rows.some(({ change }) => change.cause.type === "robot.state" && isRunning(change));

  hall.until(echoed);

  const waiting = (await hall.ledger.due()).map(({ id }) => id);
  expect(waiting.filter((id) => id.startsWith("order/"))).toEqual([]);
});

const isRunning = ({ documents }: Change): boolean =>
  documents.some(({ kind, body }) => kind === "robot" && (body as KeptRobot).condition.order === "running");

it("sends at once what a plan that comes late lets a robot drive", async () => {
  let traffic!: LateTraffic;
  const hall = await new Hall({
    traffic: ({ graph }) => {
      traffic = new LateTraffic(graph);
      return traffic;
    },
  }).start();
  // It is asked nothing meanwhile: its answer would be a reason to release too.
  sayFactsheet(hall, []);
  hall.run(2_000);
  hall.request([0]);
  hall.run(5_000);
  const orders = () => hall.messages.get("order") ?? 0;

  traffic.arrive();
  hall.run(50);
  expect(orders()).toBe(0);
  hall.fleet.planArrived();
  hall.run(50);

  expect(orders()).toBe(1);
});

/** Plans arrive when they are told to. */
class LateTraffic extends FakeTraffic {
  override plan(): void {}

  arrive(): void {
    super.plan();
  }
}
