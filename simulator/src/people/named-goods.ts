/** How people name what they see: by the code that stands on it, and with its client where another client's goods beside it bear the same one. */

import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { ClientId, Sku } from "@floorplane/contracts/ids";

type Found = TaskOutcome["found"];

/** `own`: the client whose site it is, whose goods the floor calls by their code alone. */
export function foundOf(units: ReadonlyMap<string, number>, own: ClientId): Found {
  const bearing = new Map<string, number>();
  for (const sku of units.keys()) bearing.set(codeOf(sku as Sku), (bearing.get(codeOf(sku as Sku)) ?? 0) + 1);
  const named = (sku: Sku): string =>
    bearing.get(codeOf(sku)) === 1 ? sku : `${clientOf(sku, own)}/${codeOf(sku)}`;
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([sku, quantity]) => ({ sku: named(sku as Sku), quantity }));
}
