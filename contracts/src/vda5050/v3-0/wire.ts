/**
 * The door for VDA 5050 3.0.0 messages: what robots and other controls send is read leniently, what we send is strictly by the text, which outranks the published
 * schemas (clause 7). Commands are tidied and never guessed; reports are read as far as they go (`report-stands.ts`). Where text and schema differ, both are read
 * (`docs/vda5050-3-0.md`).
 */
import { codec } from "../codec.ts";
import type { Fault } from "../fault.ts";
import type { Header } from "../header.ts";
import { headerFault, versionRemark } from "../header-check.ts";
import { actionsFault } from "../order-rules.ts";
import { instantActionsFault, responsesFault } from "./command-faults.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";
import { OrderSchema } from "./order.schema.ts";
import { orderFaults } from "./order-faults.ts";
import { stateFault, wayFault } from "./report-faults.ts";
import { connectionStands, factsheetStands, stateStands, visualizationStands } from "./report-stands.ts";
import { ResponsesSchema } from "./responses.schema.ts";
import { StateSchema } from "./state.schema.ts";
import { type Visualization, VisualizationSchema } from "./visualization.schema.ts";
import { ZoneSetSchema } from "./zone-set.schema.ts";
import { zoneSetFaults } from "./zone-set-faults.ts";

export { type ReadResult, UnwritableMessage } from "../codec.ts";

const headOf = headerFault(3);
const remarks = versionRemark(3);
const checked =
  <Message extends Header>(more: (message: Message) => Fault | undefined) =>
  (message: Message): Fault | undefined =>
    headOf(message) ?? more(message);

const order = codec(OrderSchema, {
  remarks,
  alsoNamed: { "edges[].maximumRotationSpeed": ["maxRotationSpeed"] },
  alsoReading: actionsFault,
  alsoWriting: checked((message) => orderFaults(message)[0]),
});
const instantActions = codec(InstantActionsSchema, { remarks, alsoWriting: checked(instantActionsFault) });
const zoneSet = codec(ZoneSetSchema, {
  remarks,
  // With a blank behind it in the files of the tag 3.0.0.
  alsoNamed: {
    "zoneSet.zones[].priorityFactor": ["priorityFactor "],
    "zoneSet.zones[].penaltyFactor": ["penaltyFactor "],
  },
  alsoWriting: checked((message) => zoneSetFaults(message)[0]),
});
const responses = codec(ResponsesSchema, {
  remarks,
  alsoNamed: { "responses[].grantType": ["responseType"] },
  alsoWriting: checked(responsesFault),
});
const state = codec(StateSchema, { remarks, stands: stateStands, alsoWriting: checked(stateFault) });
const connection = codec(ConnectionSchema, { remarks, stands: connectionStands, alsoWriting: headOf });
const visualization = codec(VisualizationSchema, {
  remarks,
  stands: visualizationStands,
  // The one thing that it must say is the one that the files of the tag 3.0.0 do not define.
  lackMax: 1,
  alsoWriting: checked<Visualization>(wayFault),
});
const factsheet = codec(FactsheetSchema, { remarks, stands: factsheetStands, alsoWriting: headOf });

/** Schema and bounds only: whether nodes and edges hang together is asked of `orderFaults`, and the same of zones of `zoneSetFaults`. */
export const readOrder = order.read;
export const readInstantActions = instantActions.read;
export const readZoneSet = zoneSet.read;
export const readResponses = responses.read;
export const readState = state.read;
export const readConnection = connection.read;
export const readVisualization = visualization.read;
export const readFactsheet = factsheet.read;

/** These throw `UnwritableMessage`, naming the field: only a bug of ours can bring it about. */
export const writeOrder = order.write;
export const writeInstantActions = instantActions.write;
export const writeZoneSet = zoneSet.write;
export const writeResponses = responses.write;
export const writeState = state.write;
export const writeConnection = connection.write;
export const writeVisualization = visualization.write;
export const writeFactsheet = factsheet.write;
