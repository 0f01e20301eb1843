/** From the charts themselves: every state in which a robot or its work waits for a person offers an act, and that act leaves the state. */
import { offersTo, type RobotAct, type RobotCondition, robotActs } from "@floorplane/contracts/acts";
import { describe, expect, it } from "vitest";
import { initialTransition, transition } from "xstate";
import { robotMachine } from "../robots/robot.machine.ts";
import type { RobotEvent } from "../robots/robot-events.ts";
import { type TransportEvent, transportMachine } from "../transports/transport.machine.ts";

/** What each act says to the robot's chart (`holding.ts`, `presence.ts`, `service.ts`). */
const said: Readonly<Record<Exclude<RobotAct, "robot.handOver">, RobotEvent>> = {
  "robot.pause": { type: "robot.hold" },
  "robot.resume": { type: "robot.resumed" },
  "robot.giveUpOrder": { type: "order.givenUp" },
  "robot.outOfService": { type: "service.ended" },
  "robot.inService": { type: "service.begun" },
  "robot.takeOff": { type: "robot.takenOff" },
  "robot.putBack": { type: "robot.putBack" },
};

interface ChartState {
  readonly key: string;
  readonly entry: readonly unknown[];
  readonly tags: readonly string[];
  readonly states: Readonly<Record<string, ChartState>>;
}

const input = { lostAfterMs: 60_000, cancelWithinMs: 30_000, refusalPauseMs: 10_000, refusalsMax: 3 };
const calm = initialTransition(robotMachine, input)[0];
const regions = (robotMachine.root as unknown as ChartState).states;

const raises = ({ entry }: ChartState): boolean =>
  entry.some((action) => (action as { type?: string }).type === "raise");

/** A state that calls a person by an alarm, or says that it waits for one. */
const waiting = Object.entries(regions).flatMap(([region, { states }]) =>
  Object.values(states)
    .filter((state) => raises(state) || state.tags.includes("waits-for-person"))
    .map(({ key }) => [region as keyof RobotCondition, key] as const),
);

function stateAt(region: string, key: string) {
  const value = { ...(calm.value as object), [region]: key };
  return robotMachine.resolveState({ value: value as never, context: calm.context });
}

describe("a robot that waits for a person", () => {
  it("is known by its alarm or by the chart's own word", () => {
    expect(waiting.map((each) => each.join("."))).toEqual(
      expect.arrayContaining([
        "readiness.confirming",
        "order.barred",
        "hold.held",
        "presence.off",
        "service.failing",
      ]),
    );
  });

  it.each(waiting)("in %s %s is offered an act that leaves it", (region, key) => {
    const before = stateAt(region, key);
    const offered = offersTo(before.value as RobotCondition, "none").filter(
      (act) => act !== "robot.handOver",
    );

    const leaving = offered.filter((act) => {
      const [after] = transition(robotMachine, before, said[act as keyof typeof said]);
      return (after.value as Record<string, string>)[region] !== key;
    });

    expect(leaving).not.toEqual([]);
  });

  it("is offered no act that its chart would not hear, in any state", () => {
    const deaf = Object.entries(regions).flatMap(([region, { states }]) =>
      Object.keys(states).flatMap((key) => {
        const before = stateAt(region, key);
        return offersTo(before.value as RobotCondition, "none")
          .filter((act): act is keyof typeof said => act in said)
          .filter((act) => !before.can(said[act]))
          .map((act) => `${act} in ${region} ${key}`);
      }),
    );

    // What is being cancelled already is asked again, for the answer's sake.
    expect(deaf).toEqual(["robot.giveUpOrder in order clearing"]);
  });

  it("is offered every act in some state", () => {
    const offered = new Set(
      Object.entries(regions).flatMap(([region, { states }]) =>
        Object.keys(states).flatMap((key) =>
          (["none", "empty", "loaded"] as const).flatMap((work) =>
            offersTo(stateAt(region, key).value as RobotCondition, work),
          ),
        ),
      ),
    );

    expect([...offered].sort()).toEqual([...robotActs].sort());
  });
});

describe("work that sits with a robot", () => {
  const bound: readonly TransportEvent[][] = [
    [{ type: "transport.assigned" }],
    [{ type: "transport.assigned" }, { type: "stop.chosen" }],
    [{ type: "transport.assigned" }, { type: "stop.chosen" }, { type: "stop.reached" }],
  ];
  const fetched: TransportEvent[] = [
    { type: "transport.assigned" },
    { type: "stop.chosen" },
    { type: "stop.reached" },
    { type: "stop.ended", aboard: true },
  ];
  const after = (events: readonly TransportEvent[]) =>
    events.reduce(
      (snapshot, event) => transition(transportMachine, snapshot, event)[0],
      initialTransition(transportMachine, { stops: 3 })[0],
    );

  it.each(bound)("can be handed over with empty hands", (...events) => {
    expect(after([...events, { type: "robot.withdrawn" }]).value).toBe("requested");
  });

  it.each(bound)("can be handed over with its tote, which is fetched first", (...events) => {
    const handed = after([...fetched, ...events.slice(1), { type: "tote.setDown" }]);

    expect(handed.value).toBe("requested");
    expect(handed.context).toMatchObject({ aboard: false, left: 3 });
  });
});
