/**
 * Rows of the tables of stands (`stands.ts`) that the reports of every VDA 5050 version share. What differs between versions, in name or in words, stands in the
 * table of each (`v2-1/report-stands.ts`, `v3-0/report-stands.ts`).
 */
import { absent, as, outer, type Stands, unreadableAs } from "./stands.ts";

/** `version`: the one that such a message is read as. */
export const headerRows = (version: string): Stands => ({
  headerId: as(0, "a counter that is not told; the house then goes by the robot's clock, or by arrival"),
  timestamp: as("1970-01-01T00:00:00.000Z", "no time at all; the house goes by counter and arrival"),
  version: as(version, `read like all of ${version[0]}.x; fields of other versions are told one by one`),
  manufacturer: as("", "who speaks is told by the topic, which only that robot may speak on"),
  serialNumber: as("", "as for the manufacturer"),
});

/** How far it is with its order. */
export const progressRows: Stands = {
  orderId: as("", "nothing follows for its order: what it said last goes on to hold"),
  orderUpdateId: as(0, "as for orderId"),
  lastNodeId: as("", "no node is passed and none is freed: what it said last goes on to hold"),
  lastNodeSequenceId: as(0, "as for lastNodeId"),
  driving: as(true, "a robot that does not say that it stands may be moving"),
  paused: unreadableAs(true, "a robot that says something of a pause may be paused, and is not sent off"),
  newBaseRequest: unreadableAs(absent, "a hint only"),
  distanceSinceLastNode: unreadableAs(absent, "a hint only"),
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
};

/** Of one list of action states. */
export const actionRows = (list: string): Stands => ({
  [list]: as([], "no action has ended by this: what it said last goes on to hold"),
  ...actionItemRows(list),
});

export const actionItemRows = (list: string): Stands => ({
  [`${list}[]`]: as(absent, "an action without a name is none of ours"),
  [`${list}[].actionId`]: as(outer, "an action without a name is none of ours"),
  [`${list}[].actionStatus`]: as("RUNNING", "begun, perhaps, and not ended: neither FINISHED nor FAILED"),
});

const unreadableError = { errorType: "unreadable", errorLevel: "FATAL" } as const;

/** `words`: what levels of other versions mean in this one. */
export const errorRows = (words: Readonly<Record<string, string>>): Stands => ({
  errors: {
    missing: [],
    unreadable: [unreadableError],
    why: "left out: faults that it told go on to stand; unreadable: something is wrong, and it stands until that is clear",
  },
  "errors[]": as(unreadableError, "something is wrong, and nobody knows how badly"),
  "errors[].errorType": as("unreadable", "an error without a name is one all the same"),
  "errors[].errorLevel": as("FATAL", "an error of unknown weight stops it", { words }),
  "errors[].errorReferences[]": as(absent, "a reference to nothing"),
  "errors[].errorReferences[].referenceKey": as(outer, "a reference to nothing"),
  "errors[].errorReferences[].referenceValue": as(outer, "a reference to nothing"),
});

/** What is told for people. */
export const tellingRows: Stands = {
  "maps[]": as(absent, "maps on the robot are for people"),
  "maps[].mapId": as(outer, "as for the item"),
  "maps[].mapVersion": as(outer, "as for the item"),
  "maps[].mapStatus": as(outer, "as for the item"),
  "information[]": as(absent, "no logic hangs on it"),
  "information[].infoType": as(outer, "as for the item"),
  "information[].infoLevel": as(outer, "as for the item"),
};
