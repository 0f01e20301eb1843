/** To an asker whose cursor is of a row that was given before the ledger was put back from a backup. */
import { isoTime } from "@floorplane/contracts/units";
import type { Restorations } from "../../keeping/restorations.ts";

export const lostShown = (lost: ReturnType<Restorations["lost"]>): object =>
  lost ? { restored: { at: isoTime(lost.at), after: lost.after } } : {};

/** What the door says of it (OpenAPI 3.1). */
export const restoredShown = {
  type: "object",
  description:
    "only where your `after` is of a row that was given before the house was put back from a backup, and that it does not have: nothing of what follows is left out, and what you have of the rows beyond `after` here did not happen by the book",
  properties: {
    at: { type: "string", format: "date-time", description: "when the backup was put back" },
    after: { type: "integer", description: "the last row before yours that the house still has" },
  },
};
