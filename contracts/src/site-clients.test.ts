/** Clients of a site: their names alone, or with what holds for their orders. */
import { expect, it } from "vitest";
import { ClientId } from "./ids.ts";
import { allocationOf, clientsOf, parseSite } from "./site.ts";

const site = (more: object) =>
  parseSite({
    site: "s",
    name: "a site",
    client: "house",
    timezone: "UTC",
    vehicle: {
      type: "amr",
      manufacturer: "m",
      lengthM: 1,
      widthM: 1,
      speedMps: 1,
      accelerationMps2: 1,
      quarterTurnS: 1,
    },
    ...{ robots: [], stations: [], zones: [], devices: [], racks: [] },
    ...more,
  });

it("are named alone or with their own policy, which goes before the site's", () => {
  const read = site({ allocation: "whole", clients: ["acme", { client: "beta", allocation: "partial" }] });

  expect(clientsOf(read)).toEqual(["house", "acme", "beta"]);
  expect(["house", "acme", "beta"].map((client) => allocationOf(read, ClientId(client)))).toEqual([
    "whole",
    "whole",
    "partial",
  ]);
  expect(allocationOf(site({}), ClientId("house"))).toBe("partial");
});

it.each([
  [{ clients: [{ client: "beta", allocation: "some" }] }, "clients[0].allocation"],
  [{ clients: [{ allocation: "whole" }] }, "clients[0].client"],
  [{ clients: ["two words"] }, "clients[0]"],
  [{ clients: [7] }, "clients[0]"],
  [{ allocation: "most" }, "allocation"],
])("what is wrong in %j is named", (more, field) => {
  expect(() => site(more)).toThrow(expect.objectContaining({ field }));
});
