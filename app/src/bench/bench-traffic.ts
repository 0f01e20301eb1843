/** `floorplane bench traffic`: reads an instance, lets the planner run on it, and says what came of it. */
import { stepGraphOf } from "@floorplane/fleet/traffic/steps/step-graph";
import { guidanceOf } from "./guidance.ts";
import { readInstance } from "./instances.ts";
import { isKinematic, kinematicAnswer } from "./kinematic-run.ts";
import { answerOf, type TrafficAnswer } from "./traffic-answer.ts";
import { badOption, type TrafficOptions } from "./traffic-options.ts";
import { runAsPlanned, runByClaims, type UnitRun } from "./unit-runs.ts";

export function benchTraffic(
  options: TrafficOptions,
  progress: { write(text: string): unknown },
): TrafficAnswer {
  refuseContradictions(options);
  const kinematic = isKinematic(options.instance);
  if (kinematic) return kinematicAnswer(kinematic, options, progress);
  const { robots, seed, agents } = options;
  const instance = readInstance(options.instance, { robots, seed, agents });
  if (options.delays === "on" && !instance.delays)
    throw badOption("--delays", `on: ${instance.name} has no delayConfig that says how late robots are`);
  const model = options.model ?? instance.motion;
  const stepGraph = stepGraphOf(instance.map.graph);
  const began = performance.now();
  const guidance = guidanceOf(options, instance, stepGraph, model);
  const guidanceMs = performance.now() - began;
  const run: UnitRun = { options, instance, motion: model, stepGraph, guidance, progress };
  const [figures, ratioToNoDelay] = measured(run);
  for (const trouble of figures.troubles) progress.write(`${trouble}\n`);
  return answerOf(options, {
    map: instance.name,
    agents: instance.starts.length,
    model,
    figures,
    ratioToNoDelay,
    guidanceMs,
  });
}

function measured(run: UnitRun) {
  const { execute, delays } = run.options;
  if (execute !== "claims") return [runAsPlanned(run), null] as const;
  const onTime = runByClaims(run, false);
  if (delays === "off") return [onTime, null] as const;
  const late = runByClaims(run, true);
  return [late, onTime.tasksFinished > 0 ? late.throughput / onTime.throughput : null] as const;
}

function refuseContradictions({ execute, delays, adapt }: TrafficOptions): void {
  if (delays === "on" && execute !== "claims")
    throw badOption("--delays", "on needs --execute claims: as planned, nobody is ever late");
  if (adapt && execute === "claims")
    throw badOption("--adapt", "is for floors that run as planned; leave out --execute claims");
}
