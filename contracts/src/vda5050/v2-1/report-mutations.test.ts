/** Every field of every 2.1.0 report, wrong in every way: see the suite. */
import { expect, test } from "vitest";
import { fullMessage, type Mutation, mutationsOf } from "../mutations.fixture.ts";
import { describeReports, sentOf } from "../report-mutations.suite.ts";
import type { JsonSchema } from "../schema-arbitrary.fixture.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { aHeader, aState } from "./messages.fixture.ts";
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

/** A robot that has a reason to stand for every field that can give one. */
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
    safetyState: { eStop: "REMOTE", fieldViolation: true },
    actionStates: [{ actionId: "pick-1", actionStatus: "WAITING" }],
    agvPosition: { x: 1, y: 2, theta: 0.5, mapId: "hall", positionInitialized: false },
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
    const { safetyState, operatingMode, paused, errors, actionStates, loads, agvPosition } = message;
    const shown = `${mutation.path}: ${mutation.what}`;
    if (safetyState.eStop === "NONE" || !safetyState.fieldViolation) safer.push(shown);
    if (operatingMode === "AUTOMATIC" || operatingMode === "SEMIAUTOMATIC") safer.push(shown);
    if (paused !== true) safer.push(shown);
    if (!errors.some(({ errorLevel }) => errorLevel === "FATAL") && !stood?.has("errors")) safer.push(shown);
    if (actionStates.some(({ actionStatus }) => actionStatus === "FINISHED")) safer.push(shown);
    if (loads?.length === 0) safer.push(shown);
    if (agvPosition?.positionInitialized) safer.push(shown);
  }

  expect(safer).toEqual([]);
});

/** What is right for its field, whatever its spelling, and what an optional field may leave out. */
function isPlain({ value }: { readonly value: unknown }, { path, what }: Mutation): boolean {
  if (what === "said twice") return false;
  if (/^paused|fieldViolation|positionInitialized/.test(path) && /^(true|false|0|1)$/i.test(String(value)))
    return true;
  if (path === "paused" && value == null) return true;
  return /^(loads|errors)/.test(path) && (what === "absent" || (Array.isArray(value) && value.length === 0));
}
