import type { AlarmDocument } from "@floorplane/contracts/documents";
import { minuteMs } from "@floorplane/contracts/units";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byUrgency, groupAlarms, isStanding } from "./alarm-groups.ts";

const start = 1_000 * minuteMs;
const anAlarm = (definition: string, source: string, rest: Partial<AlarmDocument> = {}): AlarmDocument =>
  ({
    alarm: `${definition}.${source}`,
    definition,
    priority: "medium",
    state: "unacknowledged",
    source,
    parameters: {},
    raisedAt: start,
    clearedAt: null,
    count: 1,
    ...rest,
  }) as AlarmDocument;

const range = (count: number): number[] => [...Array(count).keys()];
const upstreamOf = (source: string): string => (source.startsWith("UNIT") ? "10.0.0.7:502" : "broker");
const groupsOf = (alarms: readonly AlarmDocument[], now = start + 5 * minuteMs) =>
  groupAlarms(alarms, { now, upstreamOf });
const briefly = (alarms: readonly AlarmDocument[], now?: number) =>
  groupsOf(alarms, now).map(({ meaning, alarms: own }) => `${meaning} ${own.length}`);

/** A world that stands still: links break at once, devices are silent after eighty seconds, robots lost after two minutes and a quarter. */
const frozen = (rest: Partial<AlarmDocument> = {}): AlarmDocument[] => [
  ...range(15).map((n) =>
    anAlarm("device.link-broken", `PLC-${n}`, { raisedAt: start + 10_000 + n, ...rest }),
  ),
  ...range(6).map((n) => anAlarm("device.silent", `CLIMATE-${n}`, { raisedAt: start + 80_000, ...rest })),
  ...range(40).map((n) =>
    anAlarm("robot.lost", `R${n}`, { priority: "high", raisedAt: start + 135_000 + 20 * n, ...rest }),
  ),
];

describe("alarms of one cause", () => {
  it("are one group when the world stands still: 61 alarms, one root", () => {
    expect(briefly(frozen())).toEqual(["floor-silent 61"]);
  });

  it("are the house's own while it does not keep up with its clock: robots and devices are not to blame", () => {
    const late = anAlarm("house.behind", "house", { priority: "high", raisedAt: start + 2 * minuteMs });
    const blamed = (at: number): AlarmDocument[] => [
      ...range(9).map((n) => anAlarm("robot.stuck", `R${n}`, { raisedAt: at })),
      ...range(4).map((n) => anAlarm("device.silent", `D${n}`, { raisedAt: at })),
    ];
    const others = [
      anAlarm("robot.estop", "R1", { priority: "critical", raisedAt: start + 3 * minuteMs }),
      anAlarm("order.parked", "O1", { raisedAt: start + 3 * minuteMs }),
    ];
    const over = { state: "returned-unacknowledged", clearedAt: start + 5 * minuteMs } as const;
    const sure = [late, ...blamed(start + 3 * minuteMs), ...others];

    expect(briefly(sure)).toEqual(["robot.estop 1", "house.behind 14", "order.parked 1"]);
    expect(briefly([{ ...late, ...over }, ...blamed(start + 40 * minuteMs)], start + 41 * minuteMs)).toEqual([
      "floor-silent 13",
      "house.behind 1",
    ]);
  });

  it("take with them what follows from silence, while it lasts and for a while after", () => {
    const over = { state: "returned-unacknowledged", clearedAt: start + 4 * minuteMs } as const;
    const later = (minutes: number) => ({ raisedAt: start + minutes * minuteMs });
    const alarms = [
      ...frozen(over),
      anAlarm("robot.stuck", "R7", later(5)),
      anAlarm("robot.bars-way", "R7", { priority: "high", ...later(5) }),
      anAlarm("order.at-risk", "536365", later(8)),
      anAlarm("order.at-risk", "536366", later(90)),
      anAlarm("robot.estop", "R9", { priority: "critical", ...later(5) }),
    ];

    expect(briefly(alarms, start + 91 * minuteMs)).toEqual([
      "robot.estop 1",
      "floor-silent 64",
      "order.at-risk 1",
    ]);
  });

  it("name the gateway when all that fell silent is behind it", () => {
    const alarms = range(3).map((n) => anAlarm("device.silent", `UNIT-${n}`, { raisedAt: start + n }));

    expect(groupsOf(alarms)).toMatchObject([
      { group: `group:silent.${start}`, meaning: "gateway-silent", upstream: "10.0.0.7:502" },
    ]);
    expect(groupsOf([...alarms, anAlarm("robot.lost", "R1")])).toMatchObject([
      { meaning: "floor-silent", upstream: null },
    ]);
  });

  it("are not made of two that are silent, nor of many that are so hours apart", () => {
    const two = range(2).map((n) => anAlarm("robot.lost", `R${n}`));
    const apart = range(6).map((n) =>
      anAlarm("robot.lost", `R${n}`, { raisedAt: start + n * 60 * minuteMs }),
    );

    expect(groupsOf(two).map(({ meaning }) => meaning)).toEqual(["robot.lost"]);
    expect(groupsOf(apart).map(({ meaning }) => meaning)).toEqual(["robot.lost"]);
  });

  it("are two when the floor fell silent twice", () => {
    const again = frozen().map((alarm) => ({
      ...alarm,
      alarm: `${alarm.alarm}.again`,
      raisedAt: alarm.raisedAt + 60 * minuteMs,
    }));

    expect(briefly([...frozen(), ...again] as AlarmDocument[], start + 65 * minuteMs)).toEqual([
      "floor-silent 61",
      "floor-silent 61",
    ]);
  });

  it("count what follows from a robot's own trouble to that trouble", () => {
    const alarms = [
      anAlarm("robot.estop", "R5", { priority: "critical" }),
      anAlarm("robot.stuck", "R5", { raisedAt: start + minuteMs }),
      anAlarm("robot.stuck", "R6", { raisedAt: start + minuteMs }),
    ];

    expect(briefly(alarms)).toEqual(["robot.estop 2", "robot.stuck 1"]);
  });
});

describe("the order of alarms", () => {
  it("shows what stands before what is over, whatever its priority", () => {
    const over = { state: "returned-unacknowledged", clearedAt: start } as const;
    const alarms = [
      ...range(51).map((n) => anAlarm("robot.fault", `R${n}`, { priority: "critical", ...over })),
      anAlarm("device.bad-values", "C1", { priority: "low", state: "acknowledged" }),
      anAlarm("station.stopped", "PACK01", { priority: "medium" }),
    ];

    expect(groupsOf(alarms).map(({ meaning }) => meaning)).toEqual([
      "station.stopped",
      "device.bad-values",
      "robot.fault",
    ]);
  });

  it("puts the one standing alarm of a group before the others that are over", () => {
    const over = { state: "returned-unacknowledged", clearedAt: start } as const;
    const alarms = [
      ...range(51).map((n) => anAlarm("robot.fault", `R${n}`, over)),
      anAlarm("robot.fault", "R77"),
    ];

    expect(groupsOf(alarms)[0]!.alarms[0]!.source).toBe("R77");
  });
});

it("loses no alarm and repeats none, whatever stands, and every group stands in the order of urgency", () => {
  const alarms = fc.array(
    fc.record({
      definition: fc.constantFrom(
        "robot.lost",
        "device.silent",
        "robot.stuck",
        "order.at-risk",
        "robot.estop",
        "of.tomorrow",
      ),
      source: fc.constantFrom("R1", "R2", "R3", "C1", "UNIT-1", "536365"),
      priority: fc.constantFrom("critical" as const, "high" as const, "low" as const),
      state: fc.constantFrom(
        "unacknowledged" as const,
        "acknowledged" as const,
        "returned-unacknowledged" as const,
      ),
      raisedAt: fc.integer({ min: start, max: start + 30 * minuteMs }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(alarms, (drawn) => {
      const all = drawn.map(({ definition, source, ...rest }, n) =>
        anAlarm(definition, source, { alarm: `a${n}` as AlarmDocument["alarm"], ...rest }),
      );
      const groups = groupsOf(all);
      const grouped = groups.flatMap((group) => group.alarms);

      expect(grouped.map(({ alarm }) => alarm).sort()).toEqual(all.map(({ alarm }) => alarm).sort());
      expect(new Set(groups.map(({ group }) => group)).size).toBe(groups.length);
      for (const { alarms: own } of groups) expect([...own].sort(byUrgency)).toEqual(own);
      const firsts = groups.map(({ alarms: own }) => isStanding(own[0]!));
      expect(firsts.indexOf(false) === -1 || !firsts.slice(firsts.indexOf(false)).includes(true)).toBe(true);
    }),
  );
});
