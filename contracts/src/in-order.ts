import { byCodeUnits } from "./ids.ts";

/** The same value with the members of its objects in one order: what differs in nothing else is written alike. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => byCodeUnits(a, b));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
