/**
 * Reads LIF 2.0.0 (VDMA, September 2026) as the house's form of a layout, LIF 1.0.0 and a few names more. What the older form cannot say is kept under its
 * newer name; where the newer one leaves a choice, it is made here and told.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { gateOf } from "@floorplane/contracts/parse";
import { normaliseAngle } from "@floorplane/contracts/units";
import { named } from "../layout-faults.ts";
import type { Lif, LifAction, LifEdge, LifEdgeProperty, LifLayout, LifNode } from "../lif.schema.ts";
import {
  type Lif2,
  type Lif2Action,
  type Lif2Edge,
  type Lif2EdgeProperty,
  type Lif2Layout,
  type Lif2Node,
  type Lif2RobotType,
  Lif2Schema,
} from "./lif-2.schema.ts";
import { mendLif2 } from "./lif-2-mending.ts";
import { placesIn2 } from "./lif-2-places.ts";

/** What a reader of the file should know, since it was decided for him. */
export interface Doubt {
  /** In the file. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

export interface ReadLif2 {
  readonly lif: Lif;
  /** What was mended, each with its JSON path. */
  readonly warnings: readonly string[];
  readonly doubts: readonly Doubt[];
  /** Where a path of `lif` stands in the file. */
  readonly inFile: (path: string) => string;
}

const checked = gateOf("LIF", Lif2Schema);

/** A file is of LIF 2.0 where it has `origins`, whatever version it gives itself. */
export const isLif2 = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "origins");

/** From a parsed JSON value, which is mended in place. */
export function readLif2(value: unknown): ReadLif2 {
  const warnings = mendLif2(value);
  const lif2 = checked(value);
  const reading = new Reading();
  const lif = reading.lif(lif2);
  return { lif, warnings, doubts: reading.doubts(), inFile: placesIn2(lif2) };
}

const fromTool = "correct it in the tool that exported the file";

/** What is said once for all places that it holds for. */
const choices = {
  orientations: [
    "several orientations are offered; forwards is driven, or else the first of them",
    "leave the one that robots shall drive with",
  ],
  single: [
    "blocking type SINGLE is read as HARD: the robot stands still meanwhile",
    "write HARD where that is meant, or SOFT or NONE",
  ],
  parameters: ["a parameter that is neither text nor a number is sent as its JSON text", fromTool],
  twoCourses: [
    "both a trajectory and a line to follow are given, which exclude each other; the trajectory is used",
    fromTool,
  ],
} as const;

class Reading {
  readonly #said = new Map<keyof typeof choices, { readonly path: string; readonly places: Set<string> }>();
  readonly #others: Doubt[] = [];
  /** By the name of the type. */
  readonly #makers = new Map<string, string>();

  doubts(): Doubt[] {
    const said = [...this.#said].map(([choice, { path, places }]) => ({
      path,
      message: `${named([...places])}: ${choices[choice][0]}`,
      remedy: choices[choice][1],
    }));
    return [...this.#others, ...said];
  }

  lif({ metaInformation, origins, ...rest }: Lif2): Lif {
    const { lifId, lifVersion, ...head } = metaInformation;
    if (lifVersion !== "" && !lifVersion.startsWith("2."))
      this.#others.push({
        path: "metaInformation.lifVersion",
        message: `the file says that it is of version ${lifVersion} and is built as LIF 2.0, with origins; it is read as that`,
        remedy: fromTool,
      });
    const { layouts: unread, ...vendors } = rest as { readonly layouts?: unknown };
    if (unread !== undefined)
      this.#others.push({
        path: "layouts",
        message: "layouts stand beside origins, and only those of the origins are read",
        remedy: "move them into an origin, or remove them",
      });
    return {
      metaInformation: { projectIdentification: lifId, ...head, lifVersion: "1.0.0" },
      layouts: origins.flatMap(({ layouts, ...origin }, o) =>
        layouts.map((layout, l) => ({ ...origin, ...this.#layout(layout, `origins[${o}].layouts[${l}]`) })),
      ),
      ...vendors,
    };
  }

  #layout({ layoutDescriptor, stations = [], ...layout }: Lif2Layout, path: string): LifLayout {
    return {
      ...layout,
      ...withName("layoutDescription", layoutDescriptor),
      nodes: layout.nodes.map((node, i) => this.#node(node, `${path}.nodes[${i}]`)),
      edges: layout.edges.map((edge, i) => this.#edge(edge, `${path}.edges[${i}]`)),
      stations: stations.map(({ stationDescriptor, ...station }) => ({
        ...station,
        ...withName("stationDescription", stationDescriptor),
      })),
    };
  }

  #node({ nodeDescriptor, mobileRobotTypeNodeProperties, ...node }: Lif2Node, path: string): LifNode {
    const vehicleTypeNodeProperties = mobileRobotTypeNodeProperties.flatMap((property, p) => {
      const at = `${path}.mobileRobotTypeNodeProperties[${p}]`;
      const { mobileRobotTypes, requiredActions, feasibleActions, ...rest } = property;
      const actions = this.#actions({ requiredActions, feasibleActions }, node.nodeId, at);
      return this.#types(mobileRobotTypes, at).map((vehicleTypeId) => ({
        vehicleTypeId,
        ...rest,
        ...actions,
      }));
    });
    return { ...node, ...withName("nodeDescription", nodeDescriptor), vehicleTypeNodeProperties };
  }

  #edge({ edgeDescriptor, mobileRobotTypeEdgeProperties, ...edge }: Lif2Edge, path: string): LifEdge {
    const vehicleTypeEdgeProperties = mobileRobotTypeEdgeProperties.flatMap((property, p) =>
      this.#edgeProperties(property, edge.edgeId, `${path}.mobileRobotTypeEdgeProperties[${p}]`),
    );
    return { ...edge, ...withName("edgeDescription", edgeDescriptor), vehicleTypeEdgeProperties };
  }

  #edgeProperties(property: Lif2EdgeProperty, edgeId: string, at: string): LifEdgeProperty[] {
    const {
      mobileRobotTypes,
      reachOrientationBeforeEntering = true,
      mobileRobotOrientations: orientations = [],
      maximumSpeed,
      maximumRotationSpeed,
      minimumLoadHandlingDeviceHeight,
      maximumMobileRobotHeight,
      requiredActions,
      feasibleActions,
      ...rest
    } = property;
    if (property.trajectory && property.physicalLineGuidedProperty)
      this.#say("twoCourses", edgeId, `${at}.physicalLineGuidedProperty`);
    const actions = this.#actions({ requiredActions, feasibleActions }, edgeId, at);
    if (orientations.length > 1) this.#say("orientations", edgeId, `${at}.mobileRobotOrientations`);
    const orientation = drivenOf(orientations, property.orientationType);
    return this.#types(mobileRobotTypes, at).map((vehicleTypeId) => ({
      vehicleTypeId,
      ...rest,
      // Where none is given, the robot may stand at any angle anywhere on the edge: the whole circle is kept free.
      rotationAllowed: orientation === undefined || !reachOrientationBeforeEntering,
      ...withName("vehicleOrientation", orientation),
      ...(orientations.length > 1 ? { mobileRobotOrientations: orientations } : {}),
      ...withName("maxSpeed", maximumSpeed),
      ...withName("maxRotationSpeed", maximumRotationSpeed),
      ...withName("minHeight", minimumLoadHandlingDeviceHeight),
      ...withName("maxHeight", maximumMobileRobotHeight),
      ...actions,
    }));
  }

  #actions(
    {
      requiredActions = [],
      feasibleActions = [],
    }: { requiredActions: Lif2Action[] | undefined; feasibleActions: Lif2Action[] | undefined },
    place: string,
    at: string,
  ): { actions?: LifAction[] } {
    const read = (list: "required" | "feasible", rows: readonly Lif2Action[]): LifAction[] =>
      rows.map((action, i) => this.#action(action, list, place, `${at}.${list}Actions[${i}]`));
    const actions = [...read("required", requiredActions), ...read("feasible", feasibleActions)];
    return actions.length === 0 ? {} : { actions };
  }

  #action(
    { actionDescriptor, blockingType, actionParameters, ...action }: Lif2Action,
    list: "required" | "feasible",
    place: string,
    at: string,
  ): LifAction {
    if (blockingType === "SINGLE") this.#say("single", place, `${at}.blockingType`);
    const parameters = actionParameters?.map(({ value, ...parameter }, i) => {
      if (typeof value === "string" || typeof value === "number") return { ...parameter, value };
      this.#say("parameters", place, `${at}.actionParameters[${i}].value`);
      return { ...parameter, value: JSON.stringify(value) };
    });
    return {
      ...action,
      ...withName("actionDescription", actionDescriptor),
      requirementType: list === "required" ? "REQUIRED" : "CONDITIONAL",
      blockingType: blockingType === "SINGLE" ? "HARD" : blockingType,
      ...withName("actionParameters", parameters),
    };
  }

  /** One name for maker and series. */
  #types(types: readonly Lif2RobotType[], at: string): string[] {
    return types.map(({ manufacturer, seriesName }, i) => {
      const name = `${manufacturer}.${seriesName}`;
      const maker = this.#makers.get(name) ?? manufacturer;
      if (maker !== manufacturer)
        throw new FloorplaneError({
          code: "malformed-file",
          message: `series of ${JSON.stringify(maker)} and of ${JSON.stringify(manufacturer)} would both be called ${name} here; rename one of them`,
          field: `${at}.mobileRobotTypes[${i}]`,
        });
      this.#makers.set(name, manufacturer);
      return name;
    });
  }

  #say(choice: keyof typeof choices, place: string, path: string): void {
    const said = this.#said.get(choice);
    if (said) said.places.add(place);
    else this.#said.set(choice, { path, places: new Set([place]) });
  }
}

/** Angles that differ by less are one, rad. */
const angleStep = 0.01;

/** Forwards where the edge offers it, else the first. */
function drivenOf(orientations: readonly number[], type: "GLOBAL" | "TANGENTIAL" = "TANGENTIAL") {
  const isForwards = (angle: number): boolean => Math.abs(normaliseAngle(angle)) < angleStep;
  return (type === "TANGENTIAL" ? orientations.find(isForwards) : undefined) ?? orientations[0];
}

/** The member, where there is one. */
const withName = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [N in Name]?: Value } => (value === undefined ? {} : ({ [name]: value } as { [N in Name]: Value }));
