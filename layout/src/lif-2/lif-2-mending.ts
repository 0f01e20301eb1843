/** What files of LIF 2.0 get wrong in ways whose meaning is plain, as `lif-mending.ts` has it for LIF 1.0.0. */
import {
  dropNulls,
  each,
  type Fields,
  isFields,
  mendAngle,
  mendCase,
  mendFlag,
  mendHead,
  mendNumber,
  mendPoint,
  mendText,
  Warnings,
} from "../lif-mending.ts";
import { Lif2Schema } from "./lif-2.schema.ts";

const halfAxes = ["aMinimum", "aMaximum", "bMinimum", "bMaximum"];
const edgeNumbers = [
  "maximumSpeed",
  "maximumRotationSpeed",
  "minimumLoadHandlingDeviceHeight",
  "maximumMobileRobotHeight",
];
const edgeWords = ["orientationType", "rotationAtStartNodeAllowed", "rotationAtEndNodeAllowed"];

export function mendLif2(value: unknown): string[] {
  const warnings = new Warnings();
  dropNulls(value, Lif2Schema, warnings);
  mendHead(value, ["lifId", "creator", "exportTimestamp", "lifVersion"], warnings);
  for (const [origin, originPath] of each(value, "origins", "")) {
    mendText(origin, "originId", originPath, warnings);
    for (const [layout, path] of each(origin, "layouts", originPath)) mendLayout(layout, path, warnings);
  }
  return warnings.lines;
}

function mendLayout(layout: Fields, path: string, warnings: Warnings): void {
  mendText(layout, "layoutVersion", path, warnings);
  for (const [node, nodePath] of each(layout, "nodes", path)) {
    mendPoint(node, "nodePosition", nodePath, warnings);
    for (const [property, at] of each(node, "mobileRobotTypeNodeProperties", nodePath)) {
      mendAngle(property, "theta", at, warnings);
      const { allowedDeviationXY } = property;
      if (isFields(allowedDeviationXY)) {
        for (const axis of halfAxes)
          mendNumber(allowedDeviationXY, axis, `${at}.allowedDeviationXY`, warnings);
        mendAngle(allowedDeviationXY, "theta", `${at}.allowedDeviationXY`, warnings);
      }
      mendShared(property, at, warnings);
    }
  }
  for (const [edge, edgePath] of each(layout, "edges", path))
    for (const [property, at] of each(edge, "mobileRobotTypeEdgeProperties", edgePath))
      mendEdgeProperty(property, at, warnings);
  for (const [station, stationPath] of each(layout, "stations", path)) {
    mendNumber(station, "stationHeight", stationPath, warnings);
    mendPoint(station, "stationPosition", stationPath, warnings);
    const position = station.stationPosition;
    if (isFields(position)) mendAngle(position, "theta", `${stationPath}.stationPosition`, warnings);
  }
}

function mendEdgeProperty(property: Fields, at: string, warnings: Warnings): void {
  for (const field of edgeNumbers) mendNumber(property, field, at, warnings);
  for (const field of edgeWords) mendCase(property, field, at, warnings);
  mendFlag(property, "reachOrientationBeforeEntering", at, warnings);
  mendFlag(property, "reentryAllowed", at, warnings);
  const orientations = property.mobileRobotOrientations;
  if (isFields(orientations))
    for (const i of Object.keys(orientations))
      mendAngle(orientations, i, `${at}.mobileRobotOrientations`, warnings);
  mendShared(property, at, warnings);
}

/** What nodes and edges say alike. */
function mendShared(property: Fields, at: string, warnings: Warnings): void {
  const { loadRestriction } = property;
  if (isFields(loadRestriction))
    for (const field of ["loaded", "unloaded"])
      mendFlag(loadRestriction, field, `${at}.loadRestriction`, warnings);
  for (const list of ["requiredActions", "feasibleActions"])
    for (const [action, path] of each(property, list, at)) mendCase(action, "blockingType", path, warnings);
}
