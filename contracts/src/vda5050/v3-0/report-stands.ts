/**
 * What the house makes of each field that a robot's report of VDA 5050 3.0.0 leaves out or says so that nobody can read it, and why: on the safe side, as in
 * `v2-1/report-stands.ts`. Names and words of 2.x are read, and those of the first published files of 3.0.0 (`docs/vda5050-3-0.md`).
 */
import {
  actionItemRows,
  actionRows,
  errorRows,
  headerRows,
  progressRows,
  tellingRows,
} from "../report-rows.ts";
import { absent, as, outer, type Stands, unreadableAs } from "../stands.ts";
import { protocolVersion } from "./header.ts";

const header = headerRows(protocolVersion);

const position: Stands = {
  mobileRobotPosition: unreadableAs(absent, "no place: never 0/0, and never the last one", {
    names: ["agvPosition"],
  }),
  "mobileRobotPosition.x": as(outer, "half a place is none"),
  "mobileRobotPosition.y": as(outer, "half a place is none"),
  "mobileRobotPosition.theta": as(outer, "a robot whose heading nobody knows has no outline on the floor"),
  "mobileRobotPosition.mapId": as(outer, "a place on an unknown map is none"),
  "mobileRobotPosition.localized": as(false, "a place that the robot does not vouch for is not trusted", {
    names: ["positionInitialized"],
  }),
};

/** A request that cannot be read may be a grant that is in use. */
const requestRows = (list: string): Stands => ({
  [list]: unreadableAs(
    absent,
    "nothing is asked by it and nothing given back: what it was granted goes on to hold",
  ),
  [`${list}[]`]: as(outer, "which grant it is about is not known: as for the list"),
  [`${list}[].requestStatus`]: as("GRANTED", "it may be where it asked to go; it is given nothing by this"),
});

export const stateStands: Stands = {
  ...header,
  ...position,
  ...progressRows,
  operatingMode: as("SERVICE", "a person may be at the wheel: it gets no orders"),
  ...requestRows("zoneRequests"),
  "zoneRequests[].requestType": as(outer, "as for the item", {
    words: { COORDINATEDREPLANNING: "REPLANNING" },
  }),
  ...requestRows("edgeRequests"),
  ...actionRows("actionStates"),
  "actionStates[].actionResult": unreadableAs(absent, "it does not say what came out of it", {
    names: ["resultDescription"],
  }),
  ...actionRows("instantActionStates"),
  zoneActionStates: unreadableAs(absent, "what robots do in zones is for people"),
  ...actionItemRows("zoneActionStates"),
  powerSupply: as(
    { stateOfCharge: 0, charging: false },
    "a charge that is not told is taken for none: no new work",
    { names: ["batteryState"] },
  ),
  "powerSupply.stateOfCharge": as(0, "as for powerSupply", { clamp: true, names: ["batteryCharge"] }),
  "powerSupply.charging": as(
    false,
    "it may drive off without being unplugged first; a charger that holds it says so",
  ),
  "powerSupply.range": unreadableAs(absent, "for people", { names: ["reach"] }),
  ...errorRows({ WARN: "WARNING" }),
  safetyState: as(
    { activeEmergencyStop: "MANUAL", fieldViolation: true },
    "a robot that does not say that it is safe is not driven",
  ),
  "safetyState.activeEmergencyStop": as(
    "MANUAL",
    "a stop that is not denied may be pressed, also one that 2.x would clear by itself: it is not driven, and a person confirms",
    { names: ["eStop"] },
  ),
  "safetyState.fieldViolation": as(true, "something may be in its protective field"),
  ...tellingRows,
  "zoneSets[]": as(absent, "a zone set that is not clearly there is not relied on"),
  "zoneSets[].zoneSetId": as(outer, "as for the item"),
  "zoneSets[].mapId": as(outer, "as for the item"),
  "zoneSets[].zoneSetStatus": as("DISABLED", "a zone set that is not clearly in use is not relied on"),
};

export const connectionStands: Stands = {
  ...header,
  connectionState: as(
    "CONNECTION_BROKEN",
    "a line that is not said to be up is down until a state comes over it",
  ),
};

export const visualizationStands: Stands = {
  ...header,
  ...position,
  referenceStateHeaderId: as(0, "it goes with no state; it is for screens, whichever it goes with"),
};

/** Of a factsheet the house acts on actions, optional parameters, limits and timing; the rest is for people. */
export const factsheetStands: Stands = {
  ...header,
  typeSpecification: as(
    {
      seriesName: "",
      mobileRobotKinematics: "",
      mobileRobotClass: "",
      maximumLoadMass: 0,
      localizationTypes: [],
      navigationTypes: [],
    },
    "for people; the site's own vehicle is what the house reckons with",
  ),
  "typeSpecification.seriesName": as("", "for people"),
  "typeSpecification.mobileRobotKinematics": as("", "for people", {
    names: ["mobileRobotKinematic", "agvKinematic"],
  }),
  "typeSpecification.mobileRobotClass": as("", "for people", { names: ["agvClass"] }),
  "typeSpecification.maximumLoadMass": as(0, "for people", { names: ["maxLoadMass"] }),
  "typeSpecification.localizationTypes": as([], "for people"),
  "typeSpecification.localizationTypes[]": as(absent, "for people"),
  "typeSpecification.navigationTypes": as([], "for people"),
  "typeSpecification.navigationTypes[]": as(absent, "for people"),
  "typeSpecification.supportedZones[]": as(
    absent,
    "a kind of zone that is not clearly kept to is not relied on",
  ),
  physicalParameters: as(
    {
      minimumSpeed: 0,
      maximumSpeed: 0,
      maximumAcceleration: 0,
      maximumDeceleration: 0,
      minimumHeight: 0,
      maximumHeight: 0,
      width: 0,
      length: 0,
    },
    "for people; the site's own vehicle is what the house reckons with",
  ),
  "physicalParameters.minimumSpeed": as(0, "for people", { names: ["speedMin"] }),
  "physicalParameters.maximumSpeed": as(0, "for people", { names: ["speedMax"] }),
  "physicalParameters.maximumAcceleration": as(0, "for people", { names: ["accelerationMax"] }),
  "physicalParameters.maximumDeceleration": as(0, "for people", { names: ["decelerationMax"] }),
  "physicalParameters.minimumHeight": as(0, "for people", { names: ["heightMin"] }),
  "physicalParameters.maximumHeight": as(0, "for people", { names: ["heightMax"] }),
  "physicalParameters.width": as(0, "for people"),
  "physicalParameters.length": as(0, "for people"),
  protocolLimits: as(
    {
      maximumStringLengths: {},
      maximumArrayLengths: {},
      timing: { minimumOrderInterval: 1, minimumStateInterval: 0 },
    },
    "limits that are not told cannot be kept; orders come no faster than one a second",
  ),
  "protocolLimits.maximumStringLengths": as({}, "limits that are not told cannot be kept", {
    names: ["maxStringLens"],
  }),
  "protocolLimits.maximumStringLengths.maximumMessageLength": unreadableAs(absent, "as for all of them", {
    names: ["msgLen"],
  }),
  "protocolLimits.maximumStringLengths.maximumIdLength": unreadableAs(absent, "as for all of them", {
    names: ["idLen"],
  }),
  "protocolLimits.maximumStringLengths.maximumLoadIdLength": unreadableAs(absent, "as for all of them", {
    names: ["loadIdLen"],
  }),
  "protocolLimits.maximumArrayLengths": as({}, "limits that are not told cannot be kept", {
    names: ["maxArrayLens"],
  }),
  "protocolLimits.timing": as(
    { minimumOrderInterval: 1, minimumStateInterval: 0 },
    "no faster than one order a second",
  ),
  "protocolLimits.timing.minimumOrderInterval": as(1, "no faster than one order a second", {
    names: ["minOrderInterval"],
  }),
  "protocolLimits.timing.minimumStateInterval": as(0, "it sends as it likes", {
    names: ["minStateInterval"],
  }),
  protocolFeatures: as({ optionalParameters: [], mobileRobotActions: [] }, "it does not say what it can do"),
  "protocolFeatures.optionalParameters": as([], "it does not say which optional fields it takes"),
  "protocolFeatures.optionalParameters[]": as(absent, "a field that is not clearly taken is not sent"),
  "protocolFeatures.optionalParameters[].parameter": as(outer, "as for the item"),
  "protocolFeatures.optionalParameters[].support": as(outer, "neither SUPPORTED nor REQUIRED: not sent"),
  "protocolFeatures.mobileRobotActions": as([], "it does not say what it can do", { names: ["agvActions"] }),
  "protocolFeatures.mobileRobotActions[]": as(
    absent,
    "an action that is not clearly offered is not asked for",
  ),
  "protocolFeatures.mobileRobotActions[].actionType": as(outer, "as for the item"),
  "protocolFeatures.mobileRobotActions[].actionScopes": as([], "it can be done nowhere that we know of"),
  "protocolFeatures.mobileRobotActions[].actionScopes[]": as(absent, "a place that we do not know"),
  "protocolFeatures.mobileRobotActions[].actionParameters[].valueDataType": as(outer, "for people", {
    words: { FLOAT: "NUMBER" },
  }),
  "protocolFeatures.mobileRobotActions[].blockingTypes[]": as(absent, "a way to run it that we do not know"),
  "protocolFeatures.mobileRobotActions[].pauseAllowed": as(
    false,
    "an action that may go on in a pause is waited for",
  ),
  "protocolFeatures.mobileRobotActions[].cancelAllowed": as(
    false,
    "an action that may go on after a cancel is waited for",
  ),
  mobileRobotGeometry: as({}, "for people; the site's own vehicle is what the house reckons with", {
    names: ["agvGeometry"],
  }),
  loadSpecification: as({}, "for people"),
  mobileRobotConfiguration: unreadableAs(absent, "for people", { names: ["vehicleConfig"] }),
};
