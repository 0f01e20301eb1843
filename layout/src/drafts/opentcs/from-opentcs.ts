/**
 * A site's first draft from a plant model of openTCS: points become nodes, paths edges (driven backwards where vehicles go back in reverse), locations and parking positions stations, vehicles robots.
 * What a plant model says and a layout cannot, and what it leaves open, is remarked (docs/from-opentcs.md).
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { normaliseAngle } from "@floorplane/contracts/units";
import type { LifAction, LifEdge, LifLayout, LifNode, LifTrajectory } from "../../lif.schema.ts";
import { offered } from "../../site/drawing.ts";
import { type Draft, roundOff, usualRemarks } from "../draft.ts";
import { Names, plain } from "../names.ts";
import { courseOf, reversed } from "./courses.ts";
import type { PlantModel, PlantPath, PlantPoint } from "./plant-model.ts";
import { placesOf } from "./plant-places.ts";
import { PlantRemarks } from "./plant-remarks.ts";
import { vehiclesOf, vehicleTypeId } from "./plant-vehicles.ts";
import { readPlantModel } from "./read-plant-model.ts";
import { actionsOf, isActionProperty } from "./vda-actions.ts";

const mapId = "plant";
/** Lengths that differ by more than a tenth, and by more than the size of a point in the drawing, m. */
const lengthPart = 0.1;
const lengthStepM = 0.1;
/** Of a path's name in that of its way back. */
const forwardLetters = 50;

/** `exportedAt`: when the file was written, ISO 8601; used where the model does not say it itself. */
export function draftFromOpenTcs(text: string, exportedAt: string): Draft {
  const model = readPlantModel(text);
  if (model.points.size === 0)
    throw new FloorplaneError({
      code: "malformed-file",
      message: "the plant model has no point; name a model with points and paths",
      field: "line 1",
    });
  const remarks = new PlantRemarks();
  const nodeIds = nodeIdsOf(model, remarks);
  const places = placesOf(model, nodeIds, remarks);
  const { vehicle, robots } = vehiclesOf(model, remarks);
  const layout: LifLayout = {
    layoutId: mapId,
    layoutName: model.name,
    layoutVersion: "1",
    nodes: [...model.points.values()].map((point) => nodeOf(point, nodeIds, places.chargers, remarks)),
    edges: edgesOf(model, nodeIds, remarks),
    stations: [...places.stations],
  };
  remarkTheRest(model, remarks);
  const parts = roundOff({
    name: model.name,
    site: plain(model.name),
    vehicle,
    robots,
    stations: places.rows,
    bins: places.bins,
    lif: {
      metaInformation: {
        projectIdentification: model.name,
        creator: `Floorplane, from a plant model ${model.version} of openTCS`,
        exportTimestamp: model.properties.get("tcs:modelFileLastModified") ?? exportedAt,
        lifVersion: "1.0.0",
      },
      layouts: [layout],
    },
  });
  return { ...parts, remarks: [...remarks.all, ...usualRemarks(parts)] };
}

function nodeIdsOf({ points }: PlantModel, remarks: PlantRemarks): Map<string, string> {
  const names = new Names();
  const ids = new Map([...points.keys()].map((name) => [name, names.of(name)]));
  for (const [name] of names.renamed) remarks.add("renamed-points", name, points.get(name)!.line);
  return ids;
}

function nodeOf(
  { name, line, x, y, angle, type, properties }: PlantPoint,
  nodeIds: ReadonlyMap<string, string>,
  chargers: ReadonlySet<string>,
  remarks: PlantRemarks,
): LifNode {
  if (type === "REPORT_POSITION") remarks.add("report", name, line);
  const nodeId = nodeIds.get(name)!;
  const actions = [
    ...(chargers.has(name) ? [offered("startCharging"), offered("stopCharging")] : []),
    ...actionsAt({ name, line, properties }, remarks),
  ];
  return {
    nodeId,
    ...(nodeId === name ? {} : { nodeName: name }),
    mapId,
    nodePosition: metresOf({ x, y }),
    vehicleTypeNodeProperties: [
      {
        vehicleTypeId,
        ...(angle === undefined ? {} : { theta: normaliseAngle((angle * Math.PI) / 180) }),
        ...(actions.length === 0 ? {} : { actions }),
      },
    ],
  };
}

function actionsAt(
  { name, line, properties }: Pick<PlantPoint, "name" | "line" | "properties">,
  remarks: PlantRemarks,
): LifAction[] {
  return actionsOf(properties).map(({ action, doubts }) => {
    for (const doubt of doubts) remarks.add(doubt, name, line);
    return action;
  });
}

const metresOf = ({ x, y }: { readonly x: number; readonly y: number }) => ({ x: x / 1000, y: y / 1000 });

function edgesOf(model: PlantModel, nodeIds: ReadonlyMap<string, string>, remarks: PlantRemarks): LifEdge[] {
  const names = new Names();
  const forwards: LifEdge[] = [];
  const usable: PlantPath[] = [];
  const ways = new Set<string>();
  const wayOf = (from: string, to: string): string => JSON.stringify([from, to]);
  const draw = (path: PlantPath, isReverse: boolean): LifEdge => {
    const edge = edgeOf(path, isReverse, model, nodeIds, remarks);
    const edgeId = names.of(isReverse ? `${plain(path.name).slice(0, forwardLetters)}~back` : path.name);
    return { edgeId, ...(edgeId === path.name ? {} : { edgeName: path.name }), ...edge };
  };
  for (const path of model.paths.values()) {
    const { name, line, from, to, forwardMmps, reverseMmps } = path;
    if (path.isLocked) remarks.add("locked", name, line);
    else if (forwardMmps <= 0 && reverseMmps <= 0) remarks.add("no-speed", name, line);
    else {
      usable.push(path);
      if (forwardMmps <= 0) continue;
      forwards.push(draw(path, false));
      ways.add(wayOf(from, to));
    }
  }
  const back = usable.filter(({ name, line, from, to, reverseMmps }) => {
    if (reverseMmps <= 0) return false;
    if (!ways.has(wayOf(to, from))) return true;
    remarks.add("same-way", name, line);
    return false;
  });
  const edges = [...forwards, ...back.map((path) => draw(path, true))];
  for (const [name] of names.renamed)
    if (model.paths.has(name)) remarks.add("renamed-paths", name, model.paths.get(name)!.line);
  return edges;
}

/** Without its name. `isReverse`: from its end to its beginning, with the back first. */
function edgeOf(
  path: PlantPath,
  isReverse: boolean,
  { points, scale }: PlantModel,
  nodeIds: ReadonlyMap<string, string>,
  remarks: PlantRemarks,
): Omit<LifEdge, "edgeId"> {
  const { from, to, forwardMmps, reverseMmps } = path;
  const ends = { from: metresOf(points.get(from)!), to: metresOf(points.get(to)!) };
  const course = courseOf(path, ends, scale);
  if (!isReverse || forwardMmps <= 0) remarkCourse(path, course, ends, remarks);
  const actions = actionsAt(path, remarks);
  const [start, end] = isReverse ? [to, from] : [from, to];
  const trajectory: LifTrajectory | undefined =
    course.kind === "straight" ? undefined : isReverse ? reversed(course.trajectory) : course.trajectory;
  return {
    startNodeId: nodeIds.get(start)!,
    endNodeId: nodeIds.get(end)!,
    vehicleTypeEdgeProperties: [
      {
        vehicleTypeId,
        vehicleOrientation: isReverse ? Math.PI : 0,
        orientationType: "TANGENTIAL",
        rotationAllowed: false,
        rotationAtStartNodeAllowed: "BOTH",
        rotationAtEndNodeAllowed: "BOTH",
        maxSpeed: (isReverse ? reverseMmps : forwardMmps) / 1000,
        ...(actions.length === 0 ? {} : { actions }),
        ...(trajectory ? { trajectory } : {}),
      },
    ],
  };
}

function remarkCourse(
  { name, line, lengthMm }: PlantPath,
  course: ReturnType<typeof courseOf>,
  { from, to }: { readonly from: { x: number; y: number }; readonly to: { x: number; y: number } },
  remarks: PlantRemarks,
): void {
  if (course.kind === "curve") remarks.add("curves", name, line);
  else if (course.doubt) remarks.add(course.doubt, name, line);
  const straightM = Math.hypot(to.x - from.x, to.y - from.y);
  // A curve is no shorter than the way between its ends, and no longer than its control points are apart.
  const longestM = course.kind === "curve" ? course.lengthM : straightM;
  const lengthM = lengthMm / 1000;
  const off = Math.max(lengthM - longestM, straightM - lengthM);
  if (lengthMm > 0 && off > lengthStepM && off > lengthPart * lengthM) remarks.add("lengths", name, line);
}

/** What is in the model and leaves no trace in the draft. */
function remarkTheRest(model: PlantModel, remarks: PlantRemarks): void {
  remarks.add("turning", "where vehicles turn");
  const [first] = model.points.values();
  for (const { name, line, z } of model.points.values())
    if (z !== first!.z) remarks.add("floors", name, line);
  for (const { name, line, peripheralOperations } of model.paths.values())
    if (peripheralOperations.length > 0) remarks.add("peripheral", name, line);
  for (const { name, line, type, members } of model.blocks.values()) {
    remarks.add(type === "SAME_DIRECTION_ONLY" ? "direction-blocks" : "single-blocks", name, line);
    const isKnown = (member: string): boolean =>
      model.points.has(member) || model.paths.has(member) || model.locations.has(member);
    if (!members.every(isKnown)) remarks.add("unknown-members", name, line);
  }
  for (const name of model.enveloped)
    remarks.add("envelopes", name, (model.points.get(name) ?? model.paths.get(name))!.line);
  for (const [place, line] of model.unknown) remarks.add("unknown", place, line);
  for (const key of untakenKeys(model)) remarks.add("properties", key);
}

const taken: ReadonlySet<string> = new Set([
  "tcs:modelFileLastModified",
  "vda5050:manufacturer",
  "vda5050:serialNumber",
  "vda5050:version",
  "vda5050:interfaceName",
  "vda5050:topicPrefix",
  "vda5050:rechargeOperation",
]);

function untakenKeys({ points, paths, vehicles, locationTypes, locations, blocks, properties }: PlantModel) {
  const all = [points, paths, vehicles, locationTypes, locations, blocks].flatMap((elements) =>
    [...elements.values()].flatMap((element) => [...element.properties.keys()]),
  );
  const keys = new Set([...all, ...properties.keys()]);
  const ofPlaces = [...points.values(), ...paths.values()].flatMap((each) => [...each.properties.keys()]);
  const actions = new Set(ofPlaces.filter(isActionProperty));
  return [...keys].filter((key) => !taken.has(key) && !actions.has(key)).sort();
}
