/** A layout under the pen: collects LIF nodes, edges and stations and hands them over in code-unit order. */
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { Lif, LifAction, LifEdge, LifNode, LifStation } from "../lif.schema.ts";
import { centimetres } from "./plan.ts";

export interface NodeWish {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Where the robot's front points while it stands here, rad. */
  readonly theta?: number;
  readonly actions?: readonly LifAction[];
}

export class Drawing {
  readonly #nodes: LifNode[] = [];
  readonly #edges: LifEdge[] = [];
  readonly #stations: LifStation[] = [];
  readonly #mapId: string;
  readonly #vehicleType: string;

  constructor(mapId: string, vehicleType: string) {
    this.#mapId = mapId;
    this.#vehicleType = vehicleType;
  }

  node({ id, x, y, theta, actions }: NodeWish): void {
    this.#nodes.push({
      nodeId: id,
      mapId: this.#mapId,
      nodePosition: { x: centimetres(x), y: centimetres(y) },
      vehicleTypeNodeProperties: [
        {
          vehicleTypeId: this.#vehicleType,
          ...(theta === undefined ? {} : { theta }),
          ...(actions ? { actions: [...actions] } : {}),
        },
      ],
    });
  }

  /** One direction, driven forwards. */
  lane(from: string, to: string, maxSpeed: number): void {
    this.#edge(from, to, maxSpeed, 0);
  }

  /** In forwards and out backwards: the robot faces the shelf, bench or charger all the while and turns on the lane only. */
  pocket(lane: string, pocket: string, maxSpeed: number): void {
    this.#edge(lane, pocket, maxSpeed, 0);
    this.#edge(pocket, lane, maxSpeed, Math.PI);
  }

  station(station: LifStation): void {
    this.#stations.push(station);
  }

  /** `exportTimestamp` is the same for the same numbers: a drawing has no birthday. */
  lif(siteId: string): Lif {
    return {
      metaInformation: {
        projectIdentification: siteId,
        creator: "Floorplane",
        exportTimestamp: "2000-01-01T00:00:00.00Z",
        lifVersion: "1.0.0",
      },
      layouts: [
        {
          layoutId: this.#mapId,
          layoutVersion: "1",
          nodes: this.#nodes.toSorted((a, b) => byCodeUnits(a.nodeId, b.nodeId)),
          edges: this.#edges.toSorted((a, b) => byCodeUnits(a.edgeId, b.edgeId)),
          stations: this.#stations.toSorted((a, b) => byCodeUnits(a.stationId, b.stationId)),
        },
      ],
    };
  }

  #edge(from: string, to: string, maxSpeed: number, vehicleOrientation: number): void {
    this.#edges.push({
      edgeId: `${from}:${to}`,
      startNodeId: from,
      endNodeId: to,
      vehicleTypeEdgeProperties: [
        {
          vehicleTypeId: this.#vehicleType,
          vehicleOrientation,
          orientationType: "TANGENTIAL",
          rotationAllowed: false,
          rotationAtStartNodeAllowed: "BOTH",
          rotationAtEndNodeAllowed: "BOTH",
          maxSpeed,
        },
      ],
    });
  }
}

/** An action that control may ask for here and a robot does standing still. */
export const offered = (actionType: string): LifAction => ({
  actionType,
  requirementType: "CONDITIONAL",
  blockingType: "HARD",
});
