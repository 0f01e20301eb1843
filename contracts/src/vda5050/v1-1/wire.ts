/**
 * The door for robots of VDA 5050 1.1. What they and we say is what 2.0 says, but for the name of one list and the header's version (the change notes of 2.0.0), so the schemas are those of
 * `v2-1`. Robots of 1.1 know no factsheet; one that sends it is heard.
 */
import { codec, type ReadResult } from "../codec.ts";
import { headerFault, versionRemark } from "../header-check.ts";
import { ConnectionSchema } from "../v2-1/connection.schema.ts";
import { FactsheetSchema } from "../v2-1/factsheet.schema.ts";
import type { InstantActions } from "../v2-1/instant-actions.schema.ts";
import { OrderSchema } from "../v2-1/order.schema.ts";
import { orderFaults } from "../v2-1/order-faults.ts";
import {
  connectionStands,
  factsheetStands,
  stateStands,
  visualizationStands,
} from "../v2-1/report-stands.ts";
import { StateSchema } from "../v2-1/state.schema.ts";
import { VisualizationSchema } from "../v2-1/visualization.schema.ts";
import { InstantActionsSchema } from "./instant-actions.schema.ts";

const ours = { alsoWriting: headerFault(1), remarks: versionRemark(1) };
const order = codec(OrderSchema, {
  ...ours,
  alsoWriting: (message) => ours.alsoWriting(message) ?? orderFaults(message)[0],
});
const instantActions = codec(InstantActionsSchema, ours);

const state = codec(StateSchema, { ...ours, stands: stateStands });
const connection = codec(ConnectionSchema, { ...ours, stands: connectionStands });
const visualization = codec(VisualizationSchema, { ...ours, stands: visualizationStands });
const factsheet = codec(FactsheetSchema, { ...ours, stands: factsheetStands });

export const readOrder = order.read;
export const readState = state.read;
export const readConnection = connection.read;
export const readVisualization = visualization.read;
export const readFactsheet = factsheet.read;

/** In the shape of the versions after it. */
export function readInstantActions(bytes: Uint8Array): ReadResult<InstantActions> {
  const read = instantActions.read(bytes);
  if (!read.ok) return read;
  const { instantActions: actions, ...message } = read.message;
  return { ...read, message: { ...message, actions } };
}

/** These throw `UnwritableMessage`, naming the field: only a bug of ours can bring it about. */
export const writeOrder = order.write;
export const writeInstantActions = ({ actions, ...message }: InstantActions): Uint8Array =>
  instantActions.write({ ...message, instantActions: actions });
export const writeState = state.write;
export const writeConnection = connection.write;
export const writeVisualization = visualization.write;
export const writeFactsheet = factsheet.write;
