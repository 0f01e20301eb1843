import { AlarmId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { aFloor } from "../testing/a-floor.testkit.ts";

describe("alarms of other rooms", () => {
  const raise = {
    type: "alarm.raise",
    key: AlarmId("robot.lost.R01"),
    definition: "robot.lost",
    priority: "critical",
    source: "R01",
    parameters: {},
  } as const;
  const acknowledge = (command: string, by: string) =>
    ({ type: "alarm.acknowledge", alarm: raise.key, command, by, reason: "on my way" }) as const;

  it("are one instance each, acknowledged by a person and over when the condition ended", async () => {
    const floor = await aFloor();

    floor.tell(raise);
    floor.tell(raise);
    floor.tell(acknowledge("c1", "ada"));
    floor.tell(acknowledge("c2", "bob"));
    floor.tell({ type: "alarm.clear", key: raise.key });

    expect(floor.screens).toEqual([
      { type: "command.done", command: "c1" },
      { type: "command.refused", command: "c2", why: "ada has acknowledged it already" },
    ]);
    expect(await floor.document("alarm", raise.key)).toMatchObject({
      state: "normal",
      count: 1,
      acknowledgedBy: "ada",
    });
  });

  it("stand after a restart as they stood before it", async () => {
    const floor = await aFloor();
    floor.tell(raise);
    const again = await aFloor(floor.ledger, floor.clock.now());

    again.tell(raise);
    again.tell({ type: "alarm.clear", key: raise.key });
    again.tell(raise);

    expect(await again.document("alarm", raise.key)).toMatchObject({ state: "unacknowledged", count: 2 });
  });
});
