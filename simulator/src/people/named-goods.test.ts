/** A person who has goods of two clients before him says whose they are where their codes do not. */
import { ClientId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { foundOf } from "./named-goods.ts";

const own = ClientId("house");

it.each([
  [{ LAMP: 40, MUG: 2 }, ["LAMP", "MUG"]],
  [{ LAMP: 40, "acme/MUG": 2 }, ["LAMP", "acme/MUG"]],
  [{ LAMP: 40, "acme/LAMP": 7, "acme/MUG": 1 }, ["house/LAMP", "acme/LAMP", "acme/MUG"]],
])("of %j", (units, names) => {
  expect(foundOf(new Map(Object.entries(units)), own).map(({ sku }) => sku)).toEqual(names);
});
