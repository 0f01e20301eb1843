/** The measures of one robot type: kinematics, battery, reader and manners on the wire. */
import { knownLoadTypes } from "@floorplane/contracts/load-types";
import type { Vehicle } from "@floorplane/contracts/site";
import { hourMs } from "@floorplane/contracts/units";
import type { FactsheetAction } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import { type Footprint, footprintOf } from "@floorplane/layout/footprint";

export interface BatteryParameters {
  /** Percent a second while switched on. */
  readonly idlePerS: number;
  /** Percent a metre driven. */
  readonly perMetre: number;
  /** Percent for each handling action. */
  readonly perAction: number;
  /** Percent a second at a charger. */
  readonly chargingPerS: number;
}

export interface RobotParameters {
  readonly speedMps: number;
  readonly accelerationMps2: number;
  /** Brakes of an emergency stop. */
  readonly emergencyBrakingMps2: number;
  /** Seconds for a quarter turn on the spot, ramps included. */
  readonly quarterTurnS: number;
  /** Of which each of both ramps takes this long. */
  readonly turnRampS: number;
  readonly footprintEmpty: Footprint;
  readonly footprintLoaded: Footprint;
  readonly battery: BatteryParameters;
  /** Chance that a tag is seen in one read round. */
  readonly readProbability: number;
  /** Chance that a tag of the next bin is read as if it lay in this one. */
  readonly strayProbability: number;
  /** Time between INITIALIZING and RUNNING of an action; part of its duration. */
  readonly initialisingMs: number;
  /** Longest silence on `state` (VDA 5050 2.1.0 clause 6.10: 30 s). */
  readonly heartbeatMs: number;
  /** Messages a second on `visualization` while the robot moves; 0: none. */
  readonly visualizationHz: number;
  /** Kinds of loads that it handles, as it calls them. */
  readonly loadTypes: readonly string[];
  /** What else it can do: signals and the like that a layout requires at its places. */
  readonly signals: readonly FactsheetAction[];
}

/**
 * Eight hours of work on a charge: a working robot drives about 20 km and acts about 1,500 times in them, which with the electronics
 * makes 40 + 44 + 16 percent. An hour at the charger fills it.
 */
export const batteryDefault: BatteryParameters = {
  idlePerS: 40 / ((8 * hourMs) / 1_000),
  perMetre: 44 / 20_000,
  perAction: 16 / 1_500,
  chargingPerS: 100 / (hourMs / 1_000),
};

/** A tote of the house, and every kind of load that is known by a word of the trade (`contracts/load-types.ts`): such a robot is there to be tried with. */
const loadTypesDefault = knownLoadTypes.map((word) => word.toUpperCase());

export function robotParameters(
  vehicle: Vehicle,
  changes: Partial<RobotParameters> & { readonly loadOverhangM?: number } = {},
): RobotParameters {
  const { loadOverhangM, ...others } = changes;
  return {
    speedMps: vehicle.speedMps,
    accelerationMps2: vehicle.accelerationMps2,
    emergencyBrakingMps2: 2.5,
    quarterTurnS: vehicle.quarterTurnS,
    turnRampS: vehicle.quarterTurnS / 5,
    footprintEmpty: footprintOf(vehicle),
    footprintLoaded: footprintOf({ ...vehicle, loadOverhangM: loadOverhangM ?? 0 }),
    battery: batteryDefault,
    readProbability: 0.999,
    strayProbability: 0,
    initialisingMs: 100,
    heartbeatMs: 30_000,
    visualizationHz: 0,
    loadTypes: loadTypesDefault,
    signals: [],
    ...others,
  };
}
