/** What guidance can be made for: a site or a LIF layout, where its own traffic runs between its own places, or an instance in unit steps. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Vehicle } from "@floorplane/contracts/site";
import type { GuidedFloor } from "@floorplane/fleet/proving-ground/guided-floor";
import { checkLanes, improveLanes } from "@floorplane/fleet/proving-ground/improve-lanes";
import { placesOf } from "@floorplane/fleet/proving-ground/kinematic-places";
import type { Errands } from "@floorplane/fleet/traffic/guiding/errands";
import { writeGuidance } from "@floorplane/fleet/traffic/guiding/guidance-file";
import { improveGuidance } from "@floorplane/fleet/traffic/guiding/improve-guidance";
import { writeSiteGuidance } from "@floorplane/fleet/traffic/guiding/site-guidance-file";
import { type StepMotion, stepGraphOf } from "@floorplane/fleet/traffic/steps/step-graph";
import { footprintOf } from "@floorplane/layout/footprint";
import { toteAmr } from "@floorplane/layout/generate-site";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import { readLif } from "@floorplane/layout/lif";
import { type Instance, readInstance } from "../bench/instances.ts";
import { readUnguidedSite } from "../site/site-files.ts";

export interface FloorOptions {
  readonly layout: string;
  readonly layoutId?: string;
  readonly robots?: number;
  readonly seed: number;
  readonly evaluations: number;
  readonly model?: StepMotion;
}

export interface Round {
  readonly phase: string;
  readonly evaluations: number;
  readonly before: number;
  readonly now: number;
  /** What is worth shipping so far, and its figures; may take some more runs of the floor. */
  result(): { readonly text: string; readonly before: number; readonly after: number };
}

export interface SearchFloor {
  readonly unit: "errands/step" | "errands/hour";
  readonly rounds: Iterable<Round>;
}

/** Robots of a floor that nobody has said how many for: one on every twelfth place, about what a warehouse runs. */
const placesPerRobot = 12;

export function floorOf(options: FloorOptions): SearchFloor {
  const { layout: path } = options;
  if (!existsSync(path)) throw badOption("--layout", `names "${path}", which does not exist`);
  if (statSync(path).isDirectory()) {
    const { layout, site } = readUnguidedSite(path, options.layoutId);
    return siteFloor(options, { layout, vehicle: site.vehicle, robots: site.robots.length });
  }
  const layout = lifOf(path, options.layoutId);
  if (!layout) return stepFloor(options);
  const robots = Math.max(1, Math.round(layout.graph.nodeCount / placesPerRobot));
  return siteFloor(options, { layout, vehicle: toteAmr, robots });
}

function siteFloor(
  options: FloorOptions,
  site: { readonly layout: Layout; readonly vehicle: Vehicle; readonly robots: number },
): SearchFloor {
  if (options.model !== undefined)
    throw badOption("--model", "belongs to instances in unit steps; robots of a layout move as vehicles do");
  const { graph } = site.layout;
  const places = placesOf(site.layout);
  const floor: GuidedFloor = {
    graph,
    kinematics: site.vehicle,
    footprint: footprintOf({ lengthM: site.vehicle.lengthM, widthM: site.vehicle.widthM }),
    places,
    robots: options.robots ?? Math.min(site.robots, places.starts.length),
  };
  const plain = new Float64Array(graph.edgeCount).fill(1);
  return { unit: "errands/hour", rounds: rounds() };

  function* rounds(): Generator<Round> {
    for (const { best, ...round } of improveLanes({ ...floor, ...options, robots: floor.robots }))
      yield {
        ...round,
        // Chosen as the best of many, it looks better than it is: runs that nothing was chosen by decide.
        result() {
          const before = checkLanes(floor, plain, "last");
          const after = best.every((times) => times === 1) ? before : checkLanes(floor, best, "last");
          const isBetter = after > before;
          return {
            text: writeSiteGuidance(graph, isBetter ? best : plain),
            before,
            after: isBetter ? after : before,
          };
        },
      };
  }
}

function stepFloor(options: FloorOptions): SearchFloor {
  const { robots, seed } = options;
  const instance = readInstance(options.layout, { robots, seed, agents: undefined });
  const layout = instance.map.graph;
  const graph = stepGraphOf(layout);
  const motion = options.model ?? instance.motion;
  const count = instance.starts.length;
  const lists = toursOf(instance, count).map((nodes) => nodes.map((node) => graph.stepNode[node]!));
  const errands: Errands = { order: "as-listed", lists };
  return { unit: "errands/step", rounds: rounds() };

  function* rounds(): Generator<Round> {
    const wish = { ...options, graph, floor: layout, motion, robots: count, errands };
    for (const { best, ...round } of improveGuidance(wish))
      yield {
        ...round,
        result: () => ({
          text: writeGuidance(layout, graph, motion, best),
          before: round.before,
          after: round.now,
        }),
      };
  }
}

/** What robots of an instance do, one after the other. */
function toursOf(instance: Instance, robots: number): Int32Array[] {
  const errands = instance.errands();
  const at = instance.starts.slice();
  const tours = Array.from({ length: Math.min(robots, toursMax) }, () => new Int32Array(errandsOfTour));
  for (let i = 0; i < errandsOfTour; i++)
    for (const [robot, tour] of tours.entries()) {
      at[robot] = errands.next(robot, at[robot]!);
      tour[i] = at[robot]!;
    }
  return tours;
}

const toursMax = 500;
const errandsOfTour = 40;

/** A LIF file's layout for the vehicle type that it lists first, with the measures of our own robot, since LIF says nothing of them; undefined where the file is none. */
function lifOf(file: string, layoutId: string | undefined): Layout | undefined {
  if (!file.endsWith(".json")) return undefined;
  const text = readFileSync(file, "utf8");
  if (!text.includes('"layouts"')) return undefined;
  const { lif } = readLif(text);
  const chosen = lif.layouts.find((each) => each.layoutId === layoutId) ?? lif.layouts[0];
  const vehicleType = chosen?.nodes[0]?.vehicleTypeNodeProperties[0]?.vehicleTypeId ?? "";
  const footprint = footprintOf({ lengthM: toteAmr.lengthM, widthM: toteAmr.widthM });
  return layoutFromLif(lif, { vehicleType, footprint, ...(layoutId === undefined ? {} : { layoutId }) });
}

const badOption = (field: string, what: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${field} ${what}`, field });
