/**
 * What the house makes of each field that a robot's report leaves out or says so that nobody can read it, and why: on the safe side, so that no robot
 * is driven, freed or given work by what it did not say, and no robot falls silent for one odd field. Every reading that comes from here is told.
 */
import { actionRows, errorRows, headerRows, progressRows, tellingRows } from "../report-rows.ts";
import { absent, as, outer, type Stands, unreadableAs } from "../stands.ts";
import { protocolVersion } from "./header.ts";

const header = headerRows(protocolVersion);

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

export const stateStands: Stands = {
  ...header,
  ...position,
  ...progressRows,
  operatingMode: as("SERVICE", "a person may be at the wheel: it gets no orders", {
    words: { STARTUP: "SERVICE" },
  }),
  ...actionRows("actionStates"),
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
  ...errorRows({ URGENT: "WARNING", CRITICAL: "FATAL", WARN: "WARNING" }),
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
  ...tellingRows,
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
