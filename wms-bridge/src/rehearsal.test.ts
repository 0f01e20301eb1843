/** What is rehearsed is what happens: orders that are taken in, by the very code that takes in those that come. */
import { expect, it } from "vitest";
import { aSite } from "./floor/small-site.fixture.ts";
import { rehearseIntake } from "./rehearsal.ts";

it("takes in the orders that it makes up, on a site of one client and of several", async () => {
  expect(await rehearseIntake(aSite(), () => 0, 40)).toBe(40);
  expect(await rehearseIntake({ ...aSite(), clients: ["acme"], waves: "shared" }, () => 0, 40)).toBe(40);
});

it("ends in time on a machine that is too slow for it", async () => {
  let now = 0;
  const slow = (): number => (now += 400);

  expect(await rehearseIntake(aSite(), slow, 400)).toBeLessThan(40);
});
