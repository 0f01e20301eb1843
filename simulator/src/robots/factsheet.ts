/** What the piece-picking robot says of itself (VDA 5050 2.1.0 clause 6.15): geometry, limits, actions, the tote it carries. */

import { toteHandlingS, toteLimits } from "@floorplane/contracts/picking";
import type { Factsheet } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { Footprint } from "@floorplane/layout/footprint";
import { toteAmrActions } from "./declared-actions.ts";
import type { RobotParameters } from "./parameters.ts";
import { toteLoad } from "./tote-work.ts";

/** Longest route it takes at once; the base of this house is much shorter. */
const nodesMax = 500;
/** Longest message that its modem takes, bytes. */
export const messageBytesMax = 131_072;

const ofTotes = {
  loadDimensions: { length: 0.6, width: 0.4, height: 0.3 },
  maxWeight: toteLimits.kilograms,
};

export function factsheetOf(header: Header, parameters: RobotParameters): Factsheet & Header {
  const { footprintEmpty, footprintLoaded, speedMps, accelerationMps2 } = parameters;
  return {
    ...header,
    typeSpecification: {
      seriesName: "tote-amr",
      seriesDescription: "Piece-picking robot with a reader, carries one tote.",
      agvKinematic: "DIFF",
      agvClass: "CARRIER",
      maxLoadMass: toteLimits.kilograms,
      localizationTypes: ["NATURAL"],
      navigationTypes: ["VIRTUAL_LINE_GUIDED"],
    },
    physicalParameters: {
      speedMin: 0,
      speedMax: speedMps,
      accelerationMax: accelerationMps2,
      decelerationMax: accelerationMps2,
      heightMin: 1.2,
      heightMax: 2.2,
      width: footprintEmpty.left + footprintEmpty.right,
      length: footprintEmpty.front + footprintEmpty.back,
    },
    ...protocolOf(parameters),
    agvGeometry: {
      wheelDefinitions: [1, -1].map((side) => ({
        type: "DRIVE" as const,
        isActiveDriven: true,
        isActiveSteered: false,
        position: { x: 0, y: side * 0.3, theta: 0 },
        diameter: 0.2,
        width: 0.05,
      })),
      envelopes2d: [
        { set: "empty", polygonPoints: outline(footprintEmpty) },
        { set: "loaded", polygonPoints: outline(footprintLoaded) },
      ],
    },
    loadSpecification: {
      loadPositions: ["deck"],
      loadSets: parameters.loadTypes.map((loadType) => ({
        setName: loadType.toLowerCase(),
        loadType,
        loadPositions: ["deck"],
        ...(loadType === toteLoad ? ofTotes : {}),
        pickTime: toteHandlingS,
        dropTime: toteHandlingS,
      })),
    },
  };
}

/** What it takes of orders, and in what amounts. */
export function protocolOf({
  heartbeatMs,
  visualizationHz,
  signals,
}: RobotParameters): Pick<Factsheet, "protocolLimits" | "protocolFeatures"> {
  return {
    protocolLimits: {
      maxStringLens: {
        msgLen: messageBytesMax,
        idLen: 64,
        topicSerialLen: 64,
        topicElemLen: 64,
        loadIdLen: 64,
      },
      maxArrayLens: {
        "order.nodes": nodesMax,
        "order.edges": nodesMax - 1,
        "node.actions": 20,
        "edge.actions": signals.length,
        "actions.actionsParameters": 10,
        instantActions: 20,
        "state.nodeStates": nodesMax,
        "state.edgeStates": nodesMax,
        "state.loads": 1,
      },
      timing: {
        minOrderInterval: 0,
        minStateInterval: 0,
        defaultStateInterval: heartbeatMs / 1_000,
        ...(visualizationHz > 0 ? { visualizationInterval: 1 / visualizationHz } : {}),
      },
    },
    protocolFeatures: {
      optionalParameters: [
        { parameter: "order.nodes.nodePosition", support: "REQUIRED" },
        { parameter: "order.nodes.nodePosition.theta", support: "SUPPORTED" },
        { parameter: "order.nodes.nodePosition.allowedDeviationXY", support: "SUPPORTED" },
        { parameter: "order.nodes.nodePosition.allowedDeviationTheta", support: "SUPPORTED" },
        { parameter: "order.edges.maxSpeed", support: "SUPPORTED" },
        { parameter: "order.edges.orientation", support: "SUPPORTED" },
        { parameter: "order.edges.orientationType", support: "SUPPORTED" },
        { parameter: "order.edges.trajectory", support: "SUPPORTED" },
      ],
      agvActions: [...toteAmrActions, ...signals],
    },
  };
}

const outline = ({ front, back, left, right }: Footprint) => [
  { x: front, y: left },
  { x: -back, y: left },
  { x: -back, y: -right },
  { x: front, y: -right },
];
