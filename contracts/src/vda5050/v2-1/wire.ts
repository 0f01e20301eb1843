/**
 * The door for VDA 5050 2.1.0 messages: what robots and other controls send is read leniently, what we send is
 * strictly by the published schema. Commands are tidied and never guessed; reports are read as far as they go (`report-stands.ts`).
 */
import { codec } from "../codec.ts";
import { headerFault, versionRemark } from "../header-check.ts";
import { actionsFault } from "../order-rules.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";
import { OrderSchema } from "./order.schema.ts";
import { orderFaults } from "./order-faults.ts";
import { connectionStands, factsheetStands, stateStands, visualizationStands } from "./report-stands.ts";
import { StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";

export { type ReadResult, UnwritableMessage } from "../codec.ts";

const ours = { alsoWriting: headerFault(2), remarks: versionRemark(2) };
const order = codec(OrderSchema, {
  ...ours,
  alsoReading: actionsFault,
  alsoWriting: (message) => ours.alsoWriting(message) ?? orderFaults(message)[0],
});
const instantActions = codec(InstantActionsSchema, ours);
const state = codec(StateSchema, { ...ours, stands: stateStands });
const connection = codec(ConnectionSchema, { ...ours, stands: connectionStands });
const visualization = codec(VisualizationSchema, { ...ours, stands: visualizationStands });
const factsheet = codec(FactsheetSchema, { ...ours, stands: factsheetStands });

/** Schema and bounds only: whether nodes and edges hang together is asked of `orderFaults`. */
export const readOrder = order.read;
export const readInstantActions = instantActions.read;
export const readState = state.read;
export const readConnection = connection.read;
export const readVisualization = visualization.read;
export const readFactsheet = factsheet.read;

/** These throw `UnwritableMessage`, naming the field: only a bug of ours can bring it about. */
export const writeOrder = order.write;
export const writeInstantActions = instantActions.write;
export const writeState = state.write;
export const writeConnection = connection.write;
export const writeVisualization = visualization.write;
export const writeFactsheet = factsheet.write;
