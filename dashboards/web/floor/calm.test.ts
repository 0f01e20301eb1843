import { unseenCondition } from "@floorplane/contracts/acts";
import type { ClimateDocument, TaskDocument } from "@floorplane/contracts/documents";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  PlaceMark,
  PlanDevice,
  PlanStation,
  PlanZone,
  RobotMark,
  StationMark,
} from "../../gateway/protocol.ts";
import { viewNames } from "../../gateway/protocol.ts";
import type { LinkState } from "../live/live-client.ts";
import { beliefOf, type Heard } from "./belief.ts";
import { calmOf, type Told } from "./calm.ts";

const now = 1_000_000_000;
const zone: PlanZone = {
  zone: "A",
  x: 0,
  y: 0,
  width: 9,
  height: 9,
  temperatureC: { min: 12, max: 28 },
  humidityPercent: { min: 25, max: 65 },
};
const device: PlanDevice = { device: "C1", kind: "climate", x: 1, y: 1, zone: "A", periodS: 10 };
const station: PlanStation = { station: "PACK01", kind: "packing", machine: true, x: 0, y: 0, docks: [] };

type Age = "fresh" | "old" | "unknown";
const ages = ["fresh", "old", "unknown"] as const;
const ageMs = { fresh: 1_000, old: 300_000 } as const;
/** A time that long ago; undefined for what was never said. */
const said = (age: Age): number | undefined => (age === "unknown" ? undefined : now - ageMs[age]);

const links: Readonly<Record<"up" | "silent" | "down" | "never", LinkState>> = {
  up: { kind: "live" },
  silent: { kind: "delayed", since: now - 9_000 },
  down: { kind: "offline", since: now - 9_000 },
  never: { kind: "connecting" },
};
const alarms = {
  none: { active: 0, standing: 0, unacknowledged: 0, groups: 0 },
  standing: { active: 81, standing: 81, unacknowledged: 81, groups: 1 },
  acknowledged: { active: 3, standing: 3, unacknowledged: 0, groups: 1 },
  over: { active: 1, standing: 0, unacknowledged: 1, groups: 1 },
  untold: undefined,
} as const;

/** Every way in which a page can be wrong about the floor; all that is not named is well. */
interface Floor {
  readonly link?: keyof typeof links;
  readonly house?: "running" | "starting" | "stopping";
  readonly broker?: "connecting" | "live" | "lost" | "closed";
  /** When a frame last came, and when a robot last spoke. */
  readonly frames?: Age;
  readonly robots?: Age;
  readonly climate?: Age;
  readonly climateLink?: ClimateDocument["link"];
  readonly machine?: "live" | "silent" | "broken" | "unheard";
  readonly views?: boolean;
  readonly alarms?: keyof typeof alarms;
  readonly robot?: RobotMark["activity"];
  /** In service or not, one word a robot. */
  readonly fleet?: readonly RobotMark["condition"]["service"][];
  readonly open?: number;
  readonly closed?: boolean;
  readonly task?: TaskDocument["kind"];
}

const saysOf = (floor: Floor): string => calmOf(beliefOf(heardOf(floor)), toldOf(floor)).kind;

function heardOf(floor: Floor): Heard {
  const { frames = "fresh", robots = "fresh" } = floor;
  return {
    now,
    link: links[floor.link ?? "up"],
    pulse: { house: floor.house ?? "running", broker: floor.broker ?? "live", speed: 1 },
    positions: { frameAt: said(frames), heardAt: said(robots) ?? null, isDriving: true },
    missing: floor.views === false ? viewNames : [],
  };
}

function toldOf(floor: Floor): Told {
  const { climate = "fresh", machine = "live" } = floor;
  const at = said(climate) ?? null;
  const reading = {
    device: "C1",
    zone: "A",
    link: floor.climateLink ?? "live",
    temperatureC: at === null ? null : 20,
    humidityPercent: at === null ? null : 45,
    quality: "good",
    measuredAt: at,
  } as unknown as ClimateDocument;
  return {
    now,
    plan: { zones: [zone], devices: [device], stations: [station] },
    robots: (floor.fleet ?? ["in"]).map(
      (service, n) =>
        ({
          robot: `R${n}`,
          activity: floor.robot ?? "to-stop",
          why: null,
          condition: { ...unseenCondition, service },
        }) as RobotMark,
    ),
    stations:
      machine === "unheard"
        ? []
        : [{ station: "PACK01", state: "execute", link: machine, queue: 0 } as unknown as StationMark],
    places: floor.closed ? [{ place: "PACK01", state: "closed", acts: [] } as unknown as PlaceMark] : [],
    climate: [reading],
    tasks: floor.task ? [{ task: "TASK-1", kind: floor.task, openedAt: now } as TaskDocument] : [],
    atRisk: { open: floor.open ?? 0, total: 0, orders: [] },
    alarms: alarms[floor.alarms ?? "none"],
  };
}

const wellHeard = beliefOf(heardOf({}));

describe("calm", () => {
  it("is not said of open orders that no robot takes", () => {
    const idle = { robot: "idle", open: 13 } as const;

    expect(saysOf({ ...idle, fleet: ["in", "out"] })).toBe("calm");
    expect(saysOf({ ...idle, fleet: [] })).toBe("needs");
    expect(saysOf({ ...idle, fleet: ["out", "failing"] })).toBe("needs");
    expect(saysOf({ ...idle, robot: "off-floor" })).toBe("needs");
    expect(saysOf({ robot: "idle", fleet: [], open: 0 })).toBe("calm");
  });

  it("is not said of a station that is closed, or of a robot that was taken out after failures", () => {
    expect(saysOf({ closed: true })).toBe("needs");
    expect(saysOf({ fleet: ["in", "failing"] })).toBe("needs");
    expect(saysOf({ fleet: ["in", "out"] })).toBe("calm");
  });

  it("names the zones of which no sensor tells anything", () => {
    const unseen = { ...zone, zone: "B" };
    const told = toldOf({});

    expect(calmOf(wellHeard, told)).toEqual({ kind: "calm", unwatched: [] });
    expect(calmOf(wellHeard, { ...told, plan: { ...told.plan, zones: [zone, unseen] } })).toEqual({
      kind: "calm",
      unwatched: ["B"],
    });
  });

  it("is said of exactly one of all links, ages and alarms: up, fresh, none", () => {
    const calm: string[] = [];
    for (const link of Object.keys(links) as (keyof typeof links)[])
      for (const age of ages)
        for (const standing of Object.keys(alarms) as (keyof typeof alarms)[]) {
          const inputs = { frames: age, robots: age, climate: age };
          if (saysOf({ link, ...inputs, alarms: standing }) === "calm")
            calm.push(`${link} ${age} ${standing}`);
        }

    expect(calm).toEqual(["up fresh none"]);
  });

  it("is spoilt by each single thing that is not live, fresh and over", () => {
    const spoilt: readonly Floor[] = [
      { link: "silent" },
      { link: "down" },
      { link: "never" },
      { house: "starting" },
      { house: "stopping" },
      { broker: "lost" },
      { broker: "connecting" },
      { broker: "closed" },
      { frames: "old" },
      { frames: "unknown" },
      // The floor stands frozen while frames go on.
      { robots: "old" },
      { robots: "unknown" },
      { climate: "old" },
      { climate: "unknown" },
      { climateLink: "silent" },
      { climateLink: "broken" },
      { climateLink: "connecting" },
      { machine: "silent" },
      { machine: "broken" },
      { machine: "unheard" },
      { views: false },
      { alarms: "standing" },
      { alarms: "acknowledged" },
      { alarms: "over" },
      { alarms: "untold" },
      { robot: "fault" },
      { robot: "offline" },
      { robot: "paused" },
      { robot: "manual" },
      { task: "count-tote" },
      { task: "count-bin" },
      { task: "write-off" },
      { task: "inspect" },
    ];

    expect(saysOf({})).toBe("calm");
    for (const floor of spoilt) expect([floor, saysOf(floor)]).not.toEqual([floor, "calm"]);
  });

  it("is spoilt by any mixture of them", () => {
    const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
    const floors = fc.record({
      link: oneOf<keyof typeof links>("up", "silent", "down", "never"),
      house: oneOf("running", "starting", "stopping"),
      broker: oneOf("live", "lost", "connecting", "closed"),
      frames: oneOf(...ages),
      robots: oneOf(...ages),
      climate: oneOf(...ages),
      climateLink: oneOf("live", "silent", "broken", "connecting"),
      machine: oneOf("live", "silent", "broken", "unheard"),
      views: fc.boolean(),
      alarms: oneOf<keyof typeof alarms>("none", "standing", "acknowledged", "over", "untold"),
    });
    const well = JSON.stringify({
      link: "up",
      house: "running",
      broker: "live",
      frames: "fresh",
      robots: "fresh",
      climate: "fresh",
      climateLink: "live",
      machine: "live",
      views: true,
      alarms: "none",
    });
    fc.assert(
      fc.property(floors as fc.Arbitrary<Required<Omit<Floor, "robot">>>, (floor) => {
        expect(saysOf(floor) === "calm").toBe(JSON.stringify(floor) === well);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("what a part is believed to be", () => {
  const partsOf = (heard: Partial<Heard>) =>
    beliefOf({
      now,
      link: { kind: "live" },
      pulse: { house: "running", broker: "live", speed: 1 },
      positions: { frameAt: now - 200, heardAt: now - 1_000, isDriving: true },
      missing: [],
      ...heard,
    }).parts;

  it("is unheard when a part before it is not live", () => {
    expect(partsOf({ link: links.down })).toEqual({
      screen: { kind: "offline", since: now - 9_000 },
      house: { kind: "unheard" },
      broker: { kind: "unheard" },
      positions: { kind: "unheard" },
    });
  });

  it("says how old positions are when frames go on but no robot speaks", () => {
    const positions = { frameAt: now - 200, heardAt: now - 40_000, isDriving: true };

    expect(partsOf({ positions }).positions).toEqual({ kind: "old", ageMs: 40_000 });
  });

  it("lets robots that stand be quiet for as long as the standard lets them", () => {
    const positions = { frameAt: now - 200, heardAt: now - 31_000, isDriving: false };

    expect(partsOf({ positions }).positions).toEqual({ kind: "live" });
    expect(partsOf({ positions: { ...positions, heardAt: now - 60_000 } }).positions.kind).toBe("old");
  });

  it("asks for no positions where there are no robots", () => {
    expect(partsOf({ positions: undefined }).positions).toEqual({ kind: "live" });
  });
});
