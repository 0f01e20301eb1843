/** What a house before purposes had asked for is driven to its end, and its stops come back with what they were for. */
import { StationId } from "@floorplane/contracts/ids";
import type { ReplaceStop, TransportRequested } from "@floorplane/contracts/messages";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

it("knows the stops of an earlier request by what is done there, and one that is replaced by its number", async () => {
  const hall = await new Hall().start();
  hall.run(2_000);
  const tote = "T77";
  const goods = { tote, line: "1", sku: "SKU0", lot: "LOT", quantity: 2 };
  const request = {
    type: "transport.requested",
    transport: "TR-T77",
    kind: "tour",
    tote,
    stops: [
      { stations: ["PACK01"], action: { type: "fetchTote", tote } },
      { stations: [hall.locations[0]], action: { type: "pickItems", ...goods } },
      { stations: ["PACK01"], action: { type: "dropTote", tote } },
    ],
    dueAt: hall.clock.now() + 3_600_000,
  };
  const replacement = {
    type: "transport.replaceStop",
    transport: "TR-T77",
    stop: 2,
    stations: [StationId("CHECK01")],
  };

  hall.say(request as unknown as TransportRequested);
  hall.say(replacement as unknown as ReplaceStop);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.replaced")).toMatchObject([{ purpose: { type: "drop" } }]);
  expect(hall.of("stop.done").map(({ tote, purpose, station }) => [tote, purpose, station])).toEqual([
    ["T77", { type: "fetch" }, "PACK01"],
    ["T77", { type: "pick", entry: 0 }, hall.locations[0]],
    ["T77", { type: "drop" }, "CHECK01"],
  ]);
});
