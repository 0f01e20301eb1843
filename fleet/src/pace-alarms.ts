/** What the house itself is late with, as alarms: so that nobody looks for the fault among robots. */
import { AlarmId } from "@floorplane/contracts/ids";
import type { HousePace } from "@floorplane/contracts/pace";
import type { Desk } from "@floorplane/runtime/room";

const behind = AlarmId("house.behind");
const plannerLost = AlarmId("planner.lost");

export function tellPace(desk: Desk, pace: HousePace | undefined, speed: number): void {
  if (!pace) {
    desk.send("sensors", { type: "alarm.clear", key: behind });
    return;
  }
  const { behindS, lagMs, planMs } = pace;
  desk.send("sensors", {
    type: "alarm.raise",
    key: behind,
    definition: "house.behind",
    source: "house",
    parameters: { behindS, speed, lagMs, planMs },
  });
}

export function tellPlanner(desk: Desk, times: number | undefined): void {
  if (times === undefined) desk.send("sensors", { type: "alarm.clear", key: plannerLost });
  else
    desk.send("sensors", {
      type: "alarm.raise",
      key: plannerLost,
      definition: "planner.lost",
      source: "house",
      parameters: { times },
    });
}
