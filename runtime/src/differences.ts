/** Holds a room's memory to what the ledger would give back: a difference is a change that no step wrote down, and a restart would undo it. */
import { isDeepStrictEqual } from "node:util";
import type { Kind } from "@floorplane/contracts/kind";
import type { Restore, Room } from "./room.ts";

/** One line for each document that differs, stands only in memory or stands only in the ledger; none where a restart changes nothing. */
export async function differences(room: Room, read: Restore): Promise<string[]> {
  const kinds = new Map<Kind, Map<string, object>>();
  for (const { kind, id, body } of room.kept?.() ?? []) {
    const known = kinds.get(kind) ?? new Map<string, object>();
    kinds.set(kind, known.set(id, body));
  }
  const found: string[] = [];
  for (const [kind, inMemory] of kinds) {
    for (const { id, body } of await read.documents(kind)) {
      const own = inMemory.get(id);
      inMemory.delete(id);
      if (!own)
        found.push(
          `${room.name} has no ${kind.name} ${id}, and the ledger has: a restart would bring it back`,
        );
      else found.push(...fieldsApart(own, body).map((field) => `${room.name}: ${kind.name} ${id}.${field}`));
    }
    for (const id of inMemory.keys())
      found.push(`${room.name} has ${kind.name} ${id}, and the ledger has not: a restart would lose it`);
  }
  return found;
}

/** Of the fields that memory has: what the ledger has beside them is nobody's decision (a battery, a place that was heard of). */
function fieldsApart(own: object, stored: unknown): string[] {
  const there = asJson(stored as object);
  return Object.entries(asJson(own))
    .filter(([field, value]) => !isDeepStrictEqual(value, there[field]))
    .map(
      ([field, value]) =>
        `${field} is ${JSON.stringify(value)} in memory and ${JSON.stringify(there[field])} in the ledger`,
    );
}

/** As it comes back from the file. */
const asJson = (body: object): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(body)) as Readonly<Record<string, unknown>>;
