/** What `bench traffic` can be asked. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { StepMotion } from "@floorplane/fleet/traffic/steps/step-graph";

export interface TrafficOptions {
  readonly instance: string;
  readonly robots?: number;
  readonly agents?: string;
  readonly seed: number;
  readonly model?: StepMotion;
  readonly planner: "pibt" | "epibt";
  /** False with --no-lns. */
  readonly lns: boolean;
  /** A file, `none`, or the layout's own. */
  readonly guidance?: string;
  readonly mode: "published" | "executable";
  readonly execute?: "claims";
  readonly delays: "on" | "off";
  readonly steps: number;
  readonly ms: number;
  readonly tries?: number;
  /** Guidance follows queues while the floor runs. */
  readonly adapt?: true;
  readonly json?: true;
}

export const badOption = (option: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${option} ${message}`, field: option });
