import { weekdays } from "@floorplane/contracts/site-carriers";
import { describe, expect, it } from "vitest";
import { Promises } from "./promise.ts";

const shipBy = (timezone: string, received: string) =>
  new Date(new Promises(timezone).shipBy(Date.parse(received))).toISOString();

describe("what the WMS was promised", () => {
  it.each([
    ["UTC", "2026-05-04T08:00:00Z", "2026-05-04T19:00:00.000Z"],
    ["UTC", "2026-05-04T14:59:59Z", "2026-05-04T19:00:00.000Z"],
    ["UTC", "2026-05-04T15:00:00Z", "2026-05-05T12:00:00.000Z"],
    ["UTC", "2026-12-31T23:00:00Z", "2027-01-01T12:00:00.000Z"],
    ["Europe/Berlin", "2026-05-04T12:59:00Z", "2026-05-04T17:00:00.000Z"],
    ["Europe/Berlin", "2026-05-04T13:00:00Z", "2026-05-05T10:00:00.000Z"],
    // The night in which clocks go forward.
    ["Europe/Berlin", "2026-03-28T16:00:00Z", "2026-03-29T10:00:00.000Z"],
  ])("in %s, received %s, leaves by %s", (timezone, received, by) => {
    expect(shipBy(timezone, received)).toBe(by);
  });

  it.each([
    ["2026-12-04T14:00:00Z", "2026-12-04T18:00:00.000Z"],
    ["a weekend later, after three days at most", "2026-12-04T15:00:00Z", "2026-12-07T15:00:00.000Z"],
    ["2026-12-06T19:00:00Z", "2026-12-07T18:00:00.000Z"],
    ["over a holiday", "2026-12-06T19:00:00Z", "2026-12-08T18:00:00.000Z", "2026-12-07"],
  ])("by a carrier of its own: %s", (...row: string[]) => {
    const [received, by, ...closed] = row.filter((word) => /^20/.test(word));
    const trucks = {
      departures: [
        { leaves: "18:00", orderBy: "15:00", days: [...weekdays.slice(0, 5)] },
        { leaves: "17:00", orderBy: "18:30", days: ["monday" as const] },
      ],
      closed,
    };

    expect(new Date(new Promises("UTC").shipBy(Date.parse(received!), trucks)).toISOString()).toBe(by);
  });
});
