/**
 * The door for VDA 5050 2.1.0 messages: what robots and other controls send is read leniently, what we send is
 * strictly by the published schema. Commands are tidied and never guessed; reports are read as far as they go (`report-stands.ts`).
 */
import type { Remark } from "../../reasons/of-messages.ts";
import { ownWords } from "../../reasons/reason.ts";
import { messageItemsMax } from "../bounds.ts";
import { codec } from "../codec.ts";
import type { Fault } from "../fault.ts";
import { writtenTimestamp } from "../timestamp.ts";
import { ConnectionSchema } from "./connection.schema.ts";
import { FactsheetSchema } from "./factsheet.schema.ts";
import type { Header } from "./header.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";
import { OrderSchema } from "./order.schema.ts";
import { actionCount, orderFaults } from "./order-faults.ts";
import { connectionStands, factsheetStands, stateStands, visualizationStands } from "./report-stands.ts";
import { StateSchema } from "./state.schema.ts";
import { VisualizationSchema } from "./visualization.schema.ts";

export { type ReadResult, UnwritableMessage } from "../codec.ts";

type SomeHeader = Partial<Header>;

const order = codec(OrderSchema, {
  alsoReading: (message) => {
    const count = actionCount(message);
    if (count <= messageItemsMax) return undefined;
    return { field: "nodes", reason: `carry ${count} actions with edges, more than ${messageItemsMax}` };
  },
  alsoWriting: (message) => headerFault(message) ?? orderFaults(message)[0],
  remarks: versionRemark,
});
const instantActions = codec(InstantActionsSchema, {
  alsoWriting: headerFault,
  remarks: versionRemark,
});
const report = { alsoWriting: headerFault, remarks: versionRemark };
const state = codec(StateSchema, { ...report, stands: stateStands });
const connection = codec(ConnectionSchema, { ...report, stands: connectionStands });
const visualization = codec(VisualizationSchema, { ...report, stands: visualizationStands });
const factsheet = codec(FactsheetSchema, { ...report, stands: factsheetStands });

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

const writtenVersion = /^2\.\d{1,3}\.\d{1,3}$/;

function headerFault({ timestamp, version }: SomeHeader): Fault | undefined {
  if (timestamp !== undefined && !writtenTimestamp.test(timestamp)) {
    return { field: "timestamp", reason: `must be UTC with milliseconds and Z, is "${timestamp}"` };
  }
  if (version !== undefined && !writtenVersion.test(version)) {
    return { field: "version", reason: `must be 2.x.y, is "${version}"` };
  }
  return undefined;
}

/** A sender of another version that happens to fit is served, and said. */
function versionRemark({ version }: SomeHeader): readonly Remark[] {
  return version === undefined || version.startsWith("2.")
    ? none
    : [{ code: "field.other-version", field: "version", said: ownWords(version) }];
}

const none: readonly Remark[] = Object.freeze([]);
