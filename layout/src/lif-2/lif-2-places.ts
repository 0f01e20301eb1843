/** Where places of the house's form stand in the file of LIF 2.0 that it was read from: other names, lists in lists, types that share properties. */
import type { Lif2, Lif2Layout } from "./lif-2.schema.ts";

/** Names of the house's form (LIF 1.0.0) that LIF 2.0 has others for. */
const namesIn2: Readonly<Record<string, string>> = {
  projectIdentification: "lifId",
  layoutDescription: "layoutDescriptor",
  nodeDescription: "nodeDescriptor",
  edgeDescription: "edgeDescriptor",
  stationDescription: "stationDescriptor",
  actionDescription: "actionDescriptor",
  vehicleTypeNodeProperties: "mobileRobotTypeNodeProperties",
  vehicleTypeEdgeProperties: "mobileRobotTypeEdgeProperties",
  vehicleOrientation: "mobileRobotOrientations",
  rotationAllowed: "reachOrientationBeforeEntering",
  maxSpeed: "maximumSpeed",
  maxRotationSpeed: "maximumRotationSpeed",
  minHeight: "minimumLoadHandlingDeviceHeight",
  maxHeight: "maximumMobileRobotHeight",
};

/** The path of `layouts[2].nodes[0].vehicleTypeNodeProperties[1].theta` in the file. */
export function placesIn2({ origins }: Lif2): (path: string) => string {
  const places = origins.flatMap(({ layouts }, o) =>
    layouts.map((layout, l) => ({ path: `origins[${o}].layouts[${l}]`, layout })),
  );
  return (path) => {
    const [, index, rest = ""] = /^layouts\[(\d+)\](.*)$/s.exec(path) ?? [];
    const place = places[Number(index)];
    return place ? place.path + within(place.layout, rest) : renamed(path);
  };
}

function within(layout: Lif2Layout, path: string): string {
  const [, kind, index, p, rest = ""] =
    /^\.(nodes|edges)\[(\d+)\]\.vehicleType(?:Node|Edge)Properties\[(\d+)\](.*)$/s.exec(path) ?? [];
  const properties =
    kind === "nodes"
      ? layout.nodes[Number(index)]?.mobileRobotTypeNodeProperties
      : layout.edges[Number(index)]?.mobileRobotTypeEdgeProperties;
  if (!kind || !properties) return renamed(path);
  const list = `.${kind}[${index}].mobileRobotType${kind === "nodes" ? "Node" : "Edge"}Properties`;
  let before = Number(p);
  for (const [q, { mobileRobotTypes, requiredActions = [] }] of properties.entries()) {
    if (before < mobileRobotTypes.length) {
      if (rest.startsWith(".vehicleTypeId")) return `${list}[${q}].mobileRobotTypes[${before}]`;
      return `${list}[${q}]${inAction(rest, requiredActions.length)}`;
    }
    before -= mobileRobotTypes.length;
  }
  return list;
}

/** Required actions come first in the house's one list. */
function inAction(path: string, required: number): string {
  const [, index, rest = ""] = /^\.actions\[(\d+)\](.*)$/s.exec(path) ?? [];
  if (index === undefined) return renamed(path);
  const i = Number(index);
  const place = i < required ? `.requiredActions[${i}]` : `.feasibleActions[${i - required}]`;
  return place + renamed(rest);
}

const renamed = (path: string): string => path.replace(/[A-Za-z]+/g, (name) => namesIn2[name] ?? name);
