/**
 * What the house makes of each field that a robot's report leaves out or says so that nobody can read it, and why: on the safe side, so that no robot
 * is driven, freed or given work by what it did not say, and no robot falls silent for one odd field. Every reading that comes from here is told.
 */
import { absent, as, outer, type Stands, unreadableAs } from "../stands.ts";
import { protocolVersion } from "./header.ts";

const header: Stands = {
  headerId: as(0, "a counter that is not told; the house then goes by the robot's clock, or by arrival"),
  timestamp: as("1970-01-01T00:00:00.000Z", "no time at all; the house goes by counter and arrival"),
  version: as(protocolVersion, "read like all of 2.x; fields of other versions are told one by one"),
  manufacturer: as("", "who speaks is told by the topic, which only that robot may speak on"),
  serialNumber: as("", "as for the manufacturer"),
};

const position: Stands = {
  agvPosition: unreadableAs(absent, "no place: never 0/0, and never the last one", {
    names: ["mobileRobotPosition"],
  }),
  "agvPosition.x": as(outer, "half a place is none"),
  "agvPosition.y": as(outer, "half a place is none"),
  "agvPosition.theta": as(outer, "a robot whose heading nobody knows has no outline on the floor"),
  "agvPosition.mapId": as(outer, "a place on an unknown map is none"),
  "agvPosition.positionInitialized": as(false, "a place that the robot does not vouch for is not trusted", {
    names: ["localized"],
  }),
};

const unreadableError = { errorType: "unreadable", errorLevel: "FATAL" } as const;

export const stateStands: Stands = {
  ...header,
  ...position,
  orderId: as("", "nothing follows for its order: what it said last goes on to hold"),
  orderUpdateId: as(0, "as for orderId"),
  lastNodeId: as("", "no node is passed and none is freed: what it said last goes on to hold"),
  lastNodeSequenceId: as(0, "as for lastNodeId"),
  driving: as(true, "a robot that does not say that it stands may be moving"),
  paused: unreadableAs(true, "a robot that says something of a pause may be paused, and is not sent off"),
  newBaseRequest: unreadableAs(absent, "a hint only"),
  distanceSinceLastNode: unreadableAs(absent, "a hint only"),
  operatingMode: as("SERVICE", "a person may be at the wheel: it gets no orders", {
    words: { STARTUP: "SERVICE" },
  }),
  nodeStates: as([], "nothing follows for its order: neither that it has ended nor that it was lost"),
  "nodeStates[]": as(
    { nodeId: "", sequenceId: 0, released: false },
    "one more node is ahead, whichever it is",
  ),
  "nodeStates[].nodeId": as("", "as for the item"),
  "nodeStates[].sequenceId": as(0, "as for the item"),
  "nodeStates[].released": as(false, "as for the item"),
  edgeStates: as([], "as for nodeStates"),
  "edgeStates[]": as(
    { edgeId: "", sequenceId: 0, released: false },
    "one more edge is ahead, whichever it is",
  ),
  "edgeStates[].edgeId": as("", "as for the item"),
  "edgeStates[].sequenceId": as(0, "as for the item"),
  "edgeStates[].released": as(false, "as for the item"),
  loads: unreadableAs(absent, "it cannot tell what it carries; never: nothing"),
  "loads[]": as({}, "something is on board, whatever it is"),
  actionStates: as([], "no action has ended by this: what it said last goes on to hold"),
  "actionStates[]": as(absent, "an action without a name is none of ours"),
  "actionStates[].actionId": as(outer, "an action without a name is none of ours"),
  "actionStates[].actionStatus": as("RUNNING", "begun, perhaps, and not ended: neither FINISHED nor FAILED"),
  batteryState: as(
    { batteryCharge: 0, charging: false },
    "a charge that is not told is taken for none: no new work",
    {
      names: ["powerSupply"],
    },
  ),
  "batteryState.batteryCharge": as(0, "as for batteryState", { clamp: true, names: ["stateOfCharge"] }),
  "batteryState.charging": as(
    false,
    "it may drive off without being unplugged first; a charger that holds it says so",
  ),
  errors: {
    missing: [],
    unreadable: [unreadableError],
    why: "left out: faults that it told go on to stand; unreadable: something is wrong, and it stands until that is clear",
  },
  "errors[]": as(unreadableError, "something is wrong, and nobody knows how badly"),
  "errors[].errorType": as("unreadable", "an error without a name is one all the same"),
  "errors[].errorLevel": as("FATAL", "an error of unknown weight stops it", {
    words: { URGENT: "WARNING", CRITICAL: "FATAL", WARN: "WARNING" },
  }),
  "errors[].errorReferences[]": as(absent, "a reference to nothing"),
  "errors[].errorReferences[].referenceKey": as(outer, "a reference to nothing"),
  "errors[].errorReferences[].referenceValue": as(outer, "a reference to nothing"),
  safetyState: as(
    { eStop: "MANUAL", fieldViolation: true },
    "a robot that does not say that it is safe is not driven",
  ),
  "safetyState.eStop": as(
    "MANUAL",
    "a stop that is not denied may be pressed: it is not driven, and a person confirms",
    {
      names: ["activeEmergencyStop"],
    },
  ),
  "safetyState.fieldViolation": as(true, "something may be in its protective field"),
  "maps[]": as(absent, "maps on the robot are for people"),
  "maps[].mapId": as(outer, "as for the item"),
  "maps[].mapVersion": as(outer, "as for the item"),
  "maps[].mapStatus": as(outer, "as for the item"),
  "information[]": as(absent, "no logic hangs on it"),
  "information[].infoType": as(outer, "as for the item"),
  "information[].infoLevel": as(outer, "as for the item"),
};

export const connectionStands: Stands = {
  ...header,
  connectionState: as(
    "CONNECTIONBROKEN",
    "a line that is not said to be up is down until a state comes over it",
    {
      words: { HIBERNATING: "OFFLINE" },
    },
  ),
};

export const visualizationStands: Stands = { ...position };

/** Of a factsheet the house acts on actions, optional parameters, limits and timing; the rest is for people. */
export const factsheetStands: Stands = {
  ...header,
  typeSpecification: as(
    {
      seriesName: "",
      agvKinematic: "DIFF",
      agvClass: "CARRIER",
      maxLoadMass: 0,
      localizationTypes: [],
      navigationTypes: [],
    },
    "for people; the site's own vehicle is what the house reckons with",
  ),
  "typeSpecification.localizationTypes[]": as(absent, "for people"),
  "typeSpecification.navigationTypes[]": as(absent, "for people"),
  physicalParameters: as(
    { speedMin: 0, speedMax: 0, accelerationMax: 0, decelerationMax: 0, heightMax: 0, width: 0, length: 0 },
    "for people; the site's own vehicle is what the house reckons with",
  ),
  protocolLimits: as(
    { maxStringLens: {}, maxArrayLens: {}, timing: { minOrderInterval: 1, minStateInterval: 0 } },
    "limits that are not told cannot be kept; orders come no faster than one a second",
  ),
  "protocolLimits.maxStringLens": as({}, "limits that are not told cannot be kept"),
  "protocolLimits.maxArrayLens": as({}, "limits that are not told cannot be kept"),
  "protocolLimits.timing": as(
    { minOrderInterval: 1, minStateInterval: 0 },
    "no faster than one order a second",
  ),
  "protocolLimits.timing.minOrderInterval": as(1, "no faster than one order a second"),
  "protocolLimits.timing.minStateInterval": as(0, "it sends as it likes"),
  protocolFeatures: as({ optionalParameters: [], agvActions: [] }, "it does not say what it can do"),
  "protocolFeatures.optionalParameters": as([], "it does not say which optional fields it takes"),
  "protocolFeatures.optionalParameters[]": as(absent, "a field that is not clearly taken is not sent"),
  "protocolFeatures.optionalParameters[].parameter": as(outer, "as for the item"),
  "protocolFeatures.optionalParameters[].support": as(outer, "neither SUPPORTED nor REQUIRED: not sent"),
  "protocolFeatures.agvActions": as([], "it does not say what it can do", { names: ["mobileRobotActions"] }),
  "protocolFeatures.agvActions[]": as(absent, "an action that is not clearly offered is not asked for"),
  "protocolFeatures.agvActions[].actionType": as(outer, "as for the item"),
  "protocolFeatures.agvActions[].actionScopes": as([], "it can be done nowhere that we know of"),
  "protocolFeatures.agvActions[].actionScopes[]": as(absent, "a place that we do not know"),
  agvGeometry: as({}, "for people; the site's own vehicle is what the house reckons with", {
    names: ["mobileRobotGeometry"],
  }),
  loadSpecification: as({}, "for people"),
};
