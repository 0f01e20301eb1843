/** Which guidance a run goes by: none, a file's, or what is made from the layout and the places that robots visit, as a site would have it made. */
import { existsSync, readFileSync } from "node:fs";
import { readGuidance } from "@floorplane/fleet/traffic/guiding/guidance-file";
import { guidanceFor } from "@floorplane/fleet/traffic/guiding/guidance-for";
import type { StepGraph, StepMotion } from "@floorplane/fleet/traffic/steps/step-graph";
import { plainGuidance, type StepGuidance } from "@floorplane/fleet/traffic/steps/step-guidance";
import { looksFar } from "@floorplane/fleet/traffic/steps/step-planners";
import type { Instance } from "./instances.ts";
import { badOption, type TrafficOptions } from "./traffic-options.ts";

/** Chance of the trials that guidance is made by, whatever the run's own: guidance is made once for a site. */
const seed = 1;

export function guidanceOf(
  { guidance: file, planner, lns, ms }: TrafficOptions,
  { map, starts, visits }: Instance,
  graph: StepGraph,
  motion: StepMotion,
): StepGuidance {
  if (file === "none") return plainGuidance(graph);
  if (file !== undefined) return readGuidance(textOf(file), map.graph, graph, map);
  const toStep = (nodes: Int32Array) => nodes.map((node) => graph.stepNode[node]!);
  return guidanceFor({
    graph,
    floor: map.graph,
    motion,
    robots: starts.length,
    starts: toStep(starts),
    ...(visits.length > 0 ? { errands: { order: "by-chance", lists: visits.map(toStep) } } : {}),
    looksFar:
      planner === "epibt" && lns && looksFar({ nodes: graph.nodeCount, robots: starts.length, budgetMs: ms }),
    seed,
  }).guidance;
}

function textOf(file: string): string {
  if (!existsSync(file)) throw badOption("--guidance", `names "${file}", which does not exist`);
  return readFileSync(file, "utf8");
}
