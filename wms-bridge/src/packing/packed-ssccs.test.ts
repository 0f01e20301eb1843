import { expect, it } from "vitest";
import { packSsccs, unpackSsccs } from "./packed-ssccs.ts";

it.each([
  [[]],
  [["095213210000000490"]],
  [["000000000000000000", "999999999999999999", "320000000000000000"]],
  [["095213210000000490", "P1"]],
])("gives back %j", (ssccs) => {
  expect(unpackSsccs(packSsccs(ssccs))).toEqual(ssccs);
});

it("takes eight characters for an SSCC", () => {
  expect(packSsccs(["095213210000000490", "999999999999999999"])).toHaveLength(16);
});
