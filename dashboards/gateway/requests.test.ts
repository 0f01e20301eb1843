import { expect, it } from "vitest";
import { readWatch } from "./requests.ts";

it.each(["O1", "acme/O1", "/WH/OUT/00001", "acme/WH/OUT/1", "#1001"])(
  "a screen may look at order %s",
  (id) => {
    expect(readWatch({ kind: "order", id })).toEqual({ kind: "order", id });
  },
);

it.each(["", "/", "/O1", "acme/O  1", undefined])("and at none that is called %o", (id) => {
  expect(() => readWatch({ kind: "order", id })).toThrow(/^order /);
});
