/** Requests that are whole in their address may come without a body. */
import { parseNothingElse } from "@floorplane/contracts/wms.schema";

export const nothingElse = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseNothingElse.bytes(body)),
};
