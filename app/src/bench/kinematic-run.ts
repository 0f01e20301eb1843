/** The same question for a floor of real measures: robots that accelerate, carry and stop, on a generated warehouse (`generated:BINS`) or any LIF layout, executed by the product's own traffic. */
import { existsSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { placesOf } from "@floorplane/fleet/proving-ground/kinematic-places";
import { kinematicTrial, type TrialOptions } from "@floorplane/fleet/proving-ground/kinematic-trial";
import { tourSite } from "@floorplane/fleet/proving-ground/tour-site";
import { footprintOf } from "@floorplane/layout/footprint";
import { toteAmr } from "@floorplane/layout/generate-site";
import { layoutFromLif } from "@floorplane/layout/layout";
import { readLif } from "@floorplane/layout/lif";
import { machine, peakRssMb, rounded, roundedEach, type TrafficAnswer } from "./traffic-answer.ts";
import { badOption, type TrafficOptions } from "./traffic-options.ts";

const binsMax = 20_000;
/** Like the goods-to-person floors that are published. */
const robotsDefault = 60;
/** How long a robot stops where it picks or drops, s. */
const stopS = 10;

export type KinematicFloor =
  | { readonly kind: "generated"; readonly bins: number }
  | { readonly kind: "lif"; readonly file: string; readonly text: string };

/** Undefined for instances in unit steps. */
export function isKinematic(instance: string): KinematicFloor | undefined {
  const bins = /^generated:(\d+)$/.exec(instance)?.[1];
  if (bins !== undefined) {
    if (Number(bins) < 1 || Number(bins) > binsMax)
      throw badOption("--instance", `generated:BINS needs 1 to ${binsMax} bins, not ${bins}`);
    return { kind: "generated", bins: Number(bins) };
  }
  if (extname(instance) !== ".json" || !existsSync(instance)) return undefined;
  const text = readFileSync(instance, "utf8");
  return /"metaInformation"/.test(text) ? { kind: "lif", file: instance, text } : undefined;
}

/** What is for floors in unit steps would be passed over in silence here. */
function refuseOthers(options: TrafficOptions): void {
  for (const name of ["agents", "model", "guidance", "tries", "adapt"] as const)
    if (options[name] !== undefined)
      throw badOption(`--${name}`, "is for floors in unit steps; leave it out on a floor of real measures");
  if (options.delays === "on")
    throw badOption(
      "--delays",
      "on is for instances that say how late robots are; leave it out on a floor of real measures",
    );
}

export function kinematicAnswer(
  floor: KinematicFloor,
  options: TrafficOptions,
  progress: { write(text: string): unknown },
): TrafficAnswer {
  refuseOthers(options);
  const { robots = robotsDefault, seed, steps } = options;
  const place = floor.kind === "generated" ? generated(floor.bins, robots) : fromLif(floor);
  progress.write(`${robots} robots for ${steps} s, then the same on time and on empty roads\n`);
  const figures = kinematicTrial({
    ...place,
    robots,
    stopS,
    seed,
    seconds: steps,
    stopwatch: () => performance.now(),
  });
  for (const trouble of figures.troubles) progress.write(`${trouble}\n`);
  const { collisions, deadlocks, stalls, tasksFinished } = figures;
  const json = {
    map: floor.kind === "generated" ? `generated:${floor.bins}` : basename(floor.file, ".json"),
    agents: robots,
    steps,
    mode: "executable",
    execute: "claims",
    model: "kinematic",
    planner: "pibt",
    guidance: "layout",
    seed,
    tasksFinished,
    throughput: rounded(tasksFinished / steps, 4),
    collisions,
    deadlocks,
    stalls,
    ratioToNoDelay: rounded(figures.ratioToPerfect, 4),
    ratioToEmptyRoads: rounded(figures.ratioToEmptyRoads, 4),
    planMs: roundedEach(figures.planMs),
    distanceMs: { p50: 0, p99: 0, max: 0 },
    startMs: 0,
    peakRssMb: peakRssMb(),
    machine: machine(),
  };
  return { json, holds: collisions === 0 && deadlocks === 0 };
}

type Place = Pick<TrialOptions, "graph" | "kinematics" | "footprints" | "starts" | "picks" | "drops">;

function generated(bins: number, robots: number): Place {
  const { graph, kinematics, footprints, parking, pockets } = tourSite(bins, robots);
  return { graph, kinematics, footprints, starts: parking, picks: pockets, drops: pockets };
}

/** The first vehicle type that the layout names, with the measures of our own robot: LIF says nothing of them. */
function fromLif({ text }: { readonly text: string }): Place {
  const { lif } = readLif(text);
  const footprint = footprintOf({ lengthM: toteAmr.lengthM, widthM: toteAmr.widthM });
  const vehicleType =
    lif.layouts[0]?.nodes.flatMap((node) => node.vehicleTypeNodeProperties)[0]?.vehicleTypeId ?? toteAmr.type;
  const layout = layoutFromLif(lif, { vehicleType, footprint });
  return {
    graph: layout.graph,
    kinematics: toteAmr,
    footprints: { empty: footprint, loaded: footprint },
    ...placesOf(layout),
  };
}
