import { expect, it } from "vitest";
import { inSiteTime } from "./format.ts";

it.each([
  [
    "waits for a packer at PACK04 since 2026-11-30T11:03:51.645Z",
    "waits for a packer at PACK04 since Nov 30, 12:03 GMT+1",
  ],
  ["from 2026-11-30T23:30:00Z to 2026-12-01T01:00:00.5Z", "from Dec 1, 00:30 GMT+1 to Dec 1, 02:00 GMT+1"],
  ["2026-13-45T99:99:99Z is no time", "2026-13-45T99:99:99Z is no time"],
  ["lot 2026-11-30 of SKU-1", "lot 2026-11-30 of SKU-1"],
])("says instants in the house's words in the site's time: %j", (words, said) => {
  expect(inSiteTime(words, "Europe/Berlin", "en-US")).toBe(said);
});
