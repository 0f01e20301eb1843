/** Goods are called by their client and code wherever the floor speaks of them: each gate takes the longest of such names. */
import { expect, it } from "vitest";
import { nameFor, nameLengthMax } from "./client-names.ts";
import { parseStationJob, parseTaskMessage, parseTaskOutcome } from "./devices.schema.ts";
import { ClientId, Sku } from "./ids.ts";
import { parsePackingAct } from "./packing.schema.ts";

const sku = nameFor(ClientId("c".repeat(64)), ClientId("house"), Sku("S".repeat(64)));
const [at, sscc] = ["2027-01-31T10:00:00Z", "095213210000000308"];

it.each([
  ["a task", () => parseTaskMessage({ task: "T", kind: "inspect", at, sku })],
  [
    "a difference",
    () => parseTaskMessage({ task: "T", kind: "difference", at, difference: [{ sku, units: -1 }] }),
  ],
  ["an answer", () => parseTaskOutcome({ task: "T", device: "HH1", at, found: [{ sku, quantity: 1 }] })],
  [
    "a share of a tote",
    () => parseStationJob({ job: "J", tote: "T", lines: 1, units: 1, sscc, goods: [{ sku, units: 1 }] }),
  ],
  [
    "a parcel",
    () =>
      parseStationJob({
        ...{ job: "J", tote: "T", lines: 1, units: 1, sscc },
        parcels: [{ sscc, carton: null, goods: [{ sku, units: 1 }] }],
      }),
  ],
  ["a deed at a bench", () => parsePackingAct({ key: "k", screen: "s", by: "mia", do: "missing", sku })],
])("%s", (_what, read) => {
  expect(sku).toHaveLength(nameLengthMax);
  expect(read).not.toThrow();
});
