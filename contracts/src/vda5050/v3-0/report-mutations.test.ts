/** Every field of every 3.0.0 report, wrong in every way: see the suite. */
import { expect, test } from "vitest";
import { fullMessage, type Mutation, mutationsOf } from "../mutations.fixture.ts";
import { describeReports, sentOf } from "../report-mutations.suite.ts";
import type { JsonSchema } from "../schema-arbitrary.fixture.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { aHeader, aState, aZoneRequest } from "./messages.fixture.ts";
import { connectionStands, factsheetStands, stateStands, visualizationStands } from "./report-stands.ts";
import { type State, StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";
import { readConnection, readFactsheet, readState, readVisualization } from "./wire.ts";

describeReports([
  { topic: "state", schema: StateSchema, read: readState, stands: stateStands, said: stoppedState() },
  {
    topic: "connection",
    schema: ConnectionSchema,
    read: readConnection,
    stands: connectionStands,
    said: aHeader,
  },
  {
    topic: "visualization",
    schema: VisualizationSchema,
    read: readVisualization,
    stands: visualizationStands,
    said: aHeader,
  },
  {
    topic: "factsheet",
    schema: FactsheetSchema,
    read: readFactsheet,
    stands: factsheetStands,
    said: aHeader,
  },
]);

/** A robot that has a reason to stand for every field that can give one, and is in a zone. */
function stoppedState(): State {
  return aState({
    paused: true,
    operatingMode: "MANUAL",
    errors: [
      {
        errorType: "drive",
        errorLevel: "FATAL",
        errorReferences: [{ referenceKey: "nodeId", referenceValue: "a" }],
      },
    ],
    safetyState: { activeEmergencyStop: "REMOTE", fieldViolation: true },
    actionStates: [{ actionId: "pick-1", actionStatus: "WAITING" }],
    instantActionStates: [{ actionId: "cancel-1", actionStatus: "RUNNING" }],
    zoneActionStates: [{ actionId: "horn-1", actionStatus: "RUNNING" }],
    zoneRequests: [{ ...aZoneRequest(), requestStatus: "GRANTED" }],
    mobileRobotPosition: { x: 1, y: 2, theta: 0.5, mapId: "hall", localized: false },
  });
}

test("no state becomes safer by what is wrong in it", () => {
  const sound = fullMessage(StateSchema as unknown as JsonSchema, stoppedState());
  const safer: string[] = [];
  for (const mutation of mutationsOf(sound)) {
    const result = readState(mutation.bytes);
    const said = sentOf(mutation);
    // A value that is right by itself is believed: what a robot says plainly is so.
    if (!result.ok || said === undefined || isPlain(said, mutation)) continue;
    const { message, stood } = result;
    const { safetyState, operatingMode, paused, errors, loads, mobileRobotPosition } = message;
    const actions = [...message.actionStates, ...message.instantActionStates];
    const shown = `${mutation.path}: ${mutation.what}`;
    if (safetyState.activeEmergencyStop === "NONE" || !safetyState.fieldViolation) safer.push(shown);
    if (["AUTOMATIC", "SEMIAUTOMATIC", "INTERVENED"].includes(operatingMode)) safer.push(shown);
    if (paused !== true) safer.push(shown);
    if (!errors.some(({ errorLevel }) => errorLevel === "FATAL") && !stood?.has("errors")) safer.push(shown);
    if (actions.some(({ actionStatus }) => ["FINISHED", "FAILED"].includes(actionStatus))) safer.push(shown);
    if (loads?.length === 0) safer.push(shown);
    if (mobileRobotPosition?.localized) safer.push(shown);
    // Absent says nothing: what it was granted goes on to hold.
    if (message.zoneRequests?.some(({ requestStatus }) => requestStatus !== "GRANTED")) safer.push(shown);
    if (message.zoneRequests?.length === 0) safer.push(shown);
  }

  expect(safer).toEqual([]);
});

/** What is right for its field, whatever its spelling, and what an optional field may leave out. */
function isPlain({ value }: { readonly value: unknown }, { path, what }: Mutation): boolean {
  if (what === "said twice") return false;
  if (/^paused|fieldViolation|localized/.test(path) && /^(true|false|0|1)$/i.test(String(value))) return true;
  if (path === "paused" && value == null) return true;
  const isList = /^(loads|errors|zoneRequests)/.test(path);
  return isList && (what === "absent" || (Array.isArray(value) && value.length === 0));
}
