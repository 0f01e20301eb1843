import type { AlarmDocument } from "@floorplane/contracts/documents";
import { expect, it } from "vitest";
import { AlarmSources } from "./alarm-look.ts";

const known = { totes: new Map(), tasks: new Map(), orders: new Map() };
const sources = new AlarmSources({ robots: [], stations: [], devices: [] }, known);
const look = (definition: string, source: string, parameters: AlarmDocument["parameters"]) =>
  sources.lookOf({ definition, source, parameters } as AlarmDocument);

it("an alarm about an order opens the order, also where it is raised of who sent it", () => {
  expect(look("order.parked", "O7", { why: "" })).toEqual({ kind: "order", id: "O7" });
  expect(look("order.country-unknown", "WMS", { country: "Atlantis", order: "O8" })).toEqual({
    kind: "order",
    id: "O8",
  });
});
