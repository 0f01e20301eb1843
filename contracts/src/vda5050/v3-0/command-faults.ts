/** Rules of the short commands of VDA 5050 3.0.0 that no schema can say: instant actions (clause 6.2.1) and answers to requests (clause 6.9). */
import type { Fault } from "../fault.ts";
import { writtenTimestamp } from "../timestamp.ts";
import type { InstantActions } from "./instant-actions.schema.ts";
import type { Responses } from "./responses.schema.ts";

/** The first id that stands twice: a robot would not know which of the two it answers for. */
export function instantActionsFault({ actions }: InstantActions): Fault | undefined {
  return twice(
    "actions",
    "actionId",
    actions.map(({ actionId }) => actionId),
  );
}

export function responsesFault({ responses }: Responses): Fault | undefined {
  for (const [index, { grantType, leaseExpiry }] of responses.entries()) {
    if (leaseExpiry === undefined) continue;
    const field = `responses[${index}].leaseExpiry`;
    if (grantType !== "GRANTED")
      return { field, reason: `goes with GRANTED only, and not with ${grantType}` };
    if (!writtenTimestamp.test(leaseExpiry))
      return { field, reason: `must be UTC with milliseconds and Z, is "${leaseExpiry}"` };
  }
  return twice(
    "responses",
    "requestId",
    responses.map(({ requestId }) => requestId),
  );
}

function twice(list: string, name: string, ids: readonly string[]): Fault | undefined {
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (seen.has(id)) return { field: `${list}[${index}].${name}`, reason: `"${id}" is used twice` };
    seen.add(id);
  }
  return undefined;
}
