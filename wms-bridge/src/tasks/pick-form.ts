/** What a person says of a pick, held against what its goods need to be believed: where he stands, what he scanned, what the scale says. What is wrong is refused while he still has it in his hands. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Sku } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import type { WithItems } from "../goods/items.ts";
import type { WithEvidence } from "../totes/evidence.ts";
import type { Fault, Form, Readable } from "./form.ts";
import { pieceOf } from "./scanned.ts";
import type { Task } from "./task.ts";

export function readPick(
  means: WithItems & WithEvidence,
  task: Task,
  outcome: TaskOutcome,
  read: Readable,
): Form {
  const sku = task.sku!;
  const taken = read.found.get(sku) ?? 0;
  const fault = { field: "found", text: `${taken} of ${task.quantity}`, skus: [sku] };
  // What is too much lies in the wrong tote, and is put back.
  if (taken > task.quantity!) return { kind: "refused", fault: { ...fault, reason: "more-than-wanted" } };
  const lacking = taken > 0 ? lackingIn(means, task, outcome) : undefined;
  if (lacking) return { kind: "refused", fault: { ...lacking, skus: [sku] } };
  const weighed = taken > 0 ? weighing(means, sku, taken, outcome) : "agrees";
  if (typeof weighed === "object") return { kind: "refused", fault: { ...weighed, skus: [sku] } };
  const form = { ...read, ...(weighed === "contradicts" ? { isContradicted: true } : {}) };
  if (taken === task.quantity || outcome.complete) return { kind: "read", ...form };
  return { kind: "doubted", ...form, fault: { ...fault, reason: "fewer-than-asked" } };
}

type Lacking = Omit<Fault, "skus">;

/** A scan is a barcode's text, of the unit or the case, and the place's label; a code that somebody typed off his screen says nothing of what he holds. */
function lackingIn(
  { items, evidence }: WithItems & WithEvidence,
  { sku, client }: Task,
  { found, place, at }: TaskOutcome,
): Lacking | undefined {
  if (!evidence.for(sku!).kinds.has("barcode")) return undefined;
  if (place === undefined || place.trim() === "")
    return { reason: "place-missing", field: "place", text: "" };
  for (const [index, { sku: text, quantity }] of found.entries()) {
    const isScan = items.meant(pieceOf(text, instantMs(at)!).code, client).some(({ role }) => role !== "sku");
    if (quantity > 0 && !isScan) return { reason: "not-scanned", field: `found[${index}].sku`, text };
  }
  return undefined;
}

/** By weight alone a wrong one is refused at the shelf; what a scan says otherwise is for whoever counts the tote. */
function weighing(
  { evidence }: WithEvidence,
  sku: Sku,
  units: number,
  { grams }: TaskOutcome,
): "agrees" | "contradicts" | Lacking {
  const { kinds, toleranceGrams } = evidence.for(sku);
  if (!kinds.has("weight")) return "agrees";
  if (grams === undefined) return { reason: "weight-missing", field: "grams", text: "" };
  const expected = evidence.gramsOf(sku, units);
  if (expected !== undefined && Math.abs(grams - expected) <= toleranceGrams) return "agrees";
  if (kinds.has("barcode") || expected === undefined) return "contradicts";
  return { reason: "weight-off", field: "grams", text: `${grams} g, not ${expected} g` };
}
