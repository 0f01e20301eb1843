/** The same thing under its several names (examples of the Tag Data Standard and of GS1 Digital Link). */
import { expect, it } from "vitest";
import { canonical, isNamed } from "./identity.ts";

it.each([
  ["urn:epc:id:sgtin:0614141.812345.6789", "/01/80614141123458/21/6789"],
  ["https://id.gs1.org/01/80614141123458/21/6789", "/01/80614141123458/21/6789"],
  ["https://shop.example.com/de/01/80614141123458/21/6789?x=1", "/01/80614141123458/21/6789"],
  ["urn:epc:class:lgtin:0614141.812345.ABC", "/01/80614141123458/10/ABC"],
  ["urn:epc:idpat:sgtin:0614141.812345.*", "/01/80614141123458"],
  ["urn:epc:id:sscc:0614141.1234567890", "/00/106141412345678908"],
  ["urn:epc:id:sgln:0614141.12345.400", "/414/0614141123452/254/400"],
  ["urn:epc:id:sgln:0614141.12345.0", "/414/0614141123452"],
  ["urn:epc:id:grai:0614141.12345.400", "/8003/00614141123452400"],
  ["urn:epc:id:giai:0614141.12345400", "/8004/061414112345400"],
  ["urn:floorplane:site:demo:place:P01", "urn:floorplane:site:demo:place:P01"],
  ["http://transaction.acme.com/po/12345678", "http://transaction.acme.com/po/12345678"],
])("%s is %s", (uri, path) => {
  expect(canonical(uri)).toBe(path);
});

it("a pattern names each of its instances, and an instance itself alone", () => {
  const instance = "https://id.gs1.org/01/80614141123458/21/6789";

  expect(isNamed(instance, "urn:epc:idpat:sgtin:0614141.812345.*")).toBe(true);
  expect(isNamed(instance, "urn:epc:id:sgtin:0614141.812345.6789")).toBe(true);
  expect(isNamed(instance, "urn:epc:id:sgtin:0614141.812345.67")).toBe(false);
  expect(isNamed(instance, "urn:epc:idpat:sgtin:0614141.812346.*")).toBe(false);
  expect(isNamed(instance, "https://id.gs1.org/01/80614141123458")).toBe(false);
});
