import { expect, it } from "vitest";
import { Stage } from "./kit/stage.ts";

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
