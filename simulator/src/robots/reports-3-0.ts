/** What a robot says in VDA 5050 3.0.0, out of what its core says in the words of 2.1. */
import type { Header } from "@floorplane/contracts/vda5050/header";
import type { Connection } from "@floorplane/contracts/vda5050/v2-1/connection.schema";
import type { Factsheet, FactsheetAction } from "@floorplane/contracts/vda5050/v2-1/factsheet.schema";
import type { ActionState, RobotError, State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Visualization } from "@floorplane/contracts/vda5050/v2-1/visualization.schema";
import type { Connection as Connection30 } from "@floorplane/contracts/vda5050/v3-0/connection.schema";
import type {
  FactsheetAction as Action30,
  Factsheet as Factsheet30,
} from "@floorplane/contracts/vda5050/v3-0/factsheet.schema";
import type {
  ActionState as ActionState30,
  RobotError as RobotError30,
  State as State30,
} from "@floorplane/contracts/vda5050/v3-0/state.schema";
import * as wire30 from "@floorplane/contracts/vda5050/v3-0/wire";

/** `isInstant`: it is no action of the order. */
export function writeState(state: State, isInstant: (actionId: string) => boolean): Uint8Array {
  const {
    agvPosition,
    batteryState,
    safetyState,
    actionStates,
    errors,
    operatingMode,
    maps: _,
    ...same
  } = state;
  const { zoneSetId: __, information: ___, nodeStates, edgeStates, loads, ...rest } = same;
  const message: State30 = {
    ...rest,
    nodeStates: nodeStates.map(({ nodeId, sequenceId, released }) => ({ nodeId, sequenceId, released })),
    edgeStates: edgeStates.map(({ edgeId, sequenceId, released }) => ({ edgeId, sequenceId, released })),
    ...(loads === undefined
      ? {}
      : {
          loads: loads.map(({ loadId, loadType, loadPosition }) => ({
            ...(loadId === undefined ? {} : { loadId }),
            ...(loadType === undefined ? {} : { loadType }),
            ...(loadPosition === undefined ? {} : { loadPosition }),
          })),
        }),
    ...(agvPosition === undefined ? {} : { mobileRobotPosition: positionOf(agvPosition) }),
    actionStates: actionStates.filter(({ actionId }) => !isInstant(actionId)).map(actionStateOf),
    instantActionStates: actionStates.filter(({ actionId }) => isInstant(actionId)).map(actionStateOf),
    powerSupply: { stateOfCharge: batteryState.batteryCharge, charging: batteryState.charging },
    operatingMode: operatingMode === "TEACHIN" ? "TEACH_IN" : operatingMode,
    errors: errors.map(errorOf),
    safetyState: safetyOf(safetyState),
  };
  return wire30.writeState(message);
}

export const writeConnection = ({ connectionState, ...header }: Connection): Uint8Array =>
  wire30.writeConnection({ ...header, connectionState: connectionStates[connectionState] });

/** `stateHeaderId`: of the state that it goes with. */
export const writeVisualization = (
  { agvPosition, velocity, ...header }: Header & Pick<Visualization, "agvPosition" | "velocity">,
  stateHeaderId: number,
): Uint8Array =>
  wire30.writeVisualization({
    ...header,
    referenceStateHeaderId: stateHeaderId,
    ...(agvPosition === undefined ? {} : { mobileRobotPosition: positionOf(agvPosition) }),
    ...(velocity === undefined ? {} : { velocity }),
  });

export function writeFactsheet(sheet: Factsheet & Header): Uint8Array {
  const { typeSpecification: type, physicalParameters: body, protocolLimits, protocolFeatures } = sheet;
  const { headerId, timestamp, version, manufacturer, serialNumber, agvGeometry, loadSpecification } = sheet;
  const { minOrderInterval, minStateInterval, defaultStateInterval, visualizationInterval } =
    protocolLimits.timing;
  const strings = protocolLimits.maxStringLens;
  const message: Factsheet30 = {
    headerId,
    timestamp,
    version,
    manufacturer,
    serialNumber,
    typeSpecification: {
      seriesName: type.seriesName,
      ...(type.seriesDescription === undefined ? {} : { seriesDescription: type.seriesDescription }),
      mobileRobotKinematics: type.agvKinematic === "DIFF" ? "DIFFERENTIAL" : type.agvKinematic,
      mobileRobotClass: type.agvClass,
      maximumLoadMass: type.maxLoadMass,
      localizationTypes: type.localizationTypes,
      navigationTypes: type.navigationTypes,
    },
    physicalParameters: {
      minimumSpeed: body.speedMin,
      maximumSpeed: body.speedMax,
      maximumAcceleration: body.accelerationMax,
      maximumDeceleration: body.decelerationMax,
      minimumHeight: body.heightMin ?? body.heightMax,
      maximumHeight: body.heightMax,
      width: body.width,
      length: body.length,
    },
    protocolLimits: {
      maximumStringLengths: {
        ...(strings.msgLen === undefined ? {} : { maximumMessageLength: strings.msgLen }),
        ...(strings.idLen === undefined ? {} : { maximumIdLength: strings.idLen }),
        ...(strings.topicSerialLen === undefined ? {} : { maximumTopicSerialLength: strings.topicSerialLen }),
        ...(strings.topicElemLen === undefined ? {} : { maximumTopicElementLength: strings.topicElemLen }),
        ...(strings.loadIdLen === undefined ? {} : { maximumLoadIdLength: strings.loadIdLen }),
      },
      maximumArrayLengths: protocolLimits.maxArrayLens,
      timing: {
        minimumOrderInterval: minOrderInterval,
        minimumStateInterval: minStateInterval,
        ...(defaultStateInterval === undefined ? {} : { defaultStateInterval }),
        ...(visualizationInterval === undefined ? {} : { visualizationInterval }),
      },
    },
    protocolFeatures: {
      optionalParameters: protocolFeatures.optionalParameters.map(({ parameter, support }) => ({
        parameter: fieldNames[parameter] ?? parameter,
        support,
      })),
      mobileRobotActions: protocolFeatures.agvActions.map(declaredOf),
    },
    mobileRobotGeometry: {
      envelopes2d: (agvGeometry.envelopes2d ?? []).map(({ set, polygonPoints }) => ({
        envelope2dId: set,
        vertices: polygonPoints,
      })),
    },
    loadSpecification: {
      loadPositions: loadSpecification.loadPositions ?? [],
      loadSets: (loadSpecification.loadSets ?? []).map(
        ({ setName, loadType, loadPositions, pickTime, dropTime }) => ({
          setName,
          loadType,
          ...(loadPositions === undefined ? {} : { loadPositions }),
          ...(pickTime === undefined ? {} : { pickTime }),
          ...(dropTime === undefined ? {} : { dropTime }),
        }),
      ),
    },
  };
  return wire30.writeFactsheet(message);
}

const connectionStates: Readonly<Record<Connection["connectionState"], Connection30["connectionState"]>> = {
  ONLINE: "ONLINE",
  OFFLINE: "OFFLINE",
  CONNECTIONBROKEN: "CONNECTION_BROKEN",
};

const positionOf = ({
  x,
  y,
  theta,
  mapId,
  positionInitialized,
}: NonNullable<State["agvPosition"]>): NonNullable<State30["mobileRobotPosition"]> => ({
  x,
  y,
  theta,
  mapId,
  localized: positionInitialized,
});

const actionStateOf = ({
  actionId,
  actionType,
  actionStatus,
  resultDescription,
}: ActionState): ActionState30 => ({
  actionId,
  actionStatus,
  ...(actionType === undefined ? {} : { actionType }),
  ...(resultDescription === undefined ? {} : { actionResult: resultDescription }),
});

/** A stop that clears itself is none in 3.0: something is in the field. */
const safetyOf = ({ eStop, fieldViolation }: State["safetyState"]): State30["safetyState"] =>
  eStop === "AUTOACK"
    ? { activeEmergencyStop: "NONE", fieldViolation: true }
    : { activeEmergencyStop: eStop, fieldViolation };

/** Kinds of error as 3.0 names them; the maker's own stay as they are. */
const errorTypes: Readonly<Record<string, string>> = {
  validationError: "VALIDATION_FAILURE",
  orderError: "INVALID_ORDER_ACTION",
  orderUpdateError: "OUTDATED_ORDER_UPDATE",
  noOrderToCancel: "NO_ORDER_TO_CANCEL",
  noRouteError: "START_NODE_OUT_OF_RANGE",
  localizationError: "LOCALIZATION_ERROR",
};

const errorOf = ({ errorType, ...error }: RobotError): RobotError30 => ({
  ...error,
  errorType: errorTypes[errorType] ?? errorType,
});

/** Optional fields of an order that it takes. */
const fieldNames: Readonly<Record<string, string>> = {
  "order.edges.maxSpeed": "order.edges.maximumSpeed",
};

const declaredOf = ({
  actionType,
  actionScopes,
  actionParameters,
  blockingTypes,
}: FactsheetAction): Action30 => ({
  actionType: actionType === "initPosition" ? "initializePosition" : actionType,
  actionScopes,
  ...(actionParameters === undefined ? {} : { actionParameters: actionParameters.map(parameterOf) }),
  ...(blockingTypes === undefined ? {} : { blockingTypes }),
  pauseAllowed: true,
  cancelAllowed: true,
});

const parameterOf = ({
  key,
  valueDataType,
  isOptional,
}: NonNullable<FactsheetAction["actionParameters"]>[number]): NonNullable<
  Action30["actionParameters"]
>[number] => ({
  key,
  valueDataType: valueDataType === "FLOAT" ? "NUMBER" : valueDataType,
  ...(isOptional === undefined ? {} : { isOptional }),
});
