/** `docs/site.md` names every finding that is ever planted, and every key of the files. */
import { readFileSync } from "node:fs";
import { SiteSchema } from "@floorplane/contracts/site";
import { LifEdgePropertySchema } from "@floorplane/layout/lif.schema";
import { expect, it } from "vitest";
import { deviceFaults } from "./device-faults.ts";
import { layoutFaults } from "./layout-faults.ts";
import { locationFaults } from "./location-faults.ts";
import { nameFaults } from "./name-faults.ts";

const page = readFileSync(new URL("../../docs/site.md", import.meta.url), "utf8");

it("lists every finding", () => {
  const codes = [...nameFaults, ...deviceFaults, ...locationFaults, ...layoutFaults].map(({ code }) => code);

  expect([...new Set(codes)].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it("lists every key of site.yaml and every property of a LIF edge", () => {
  const keys = [...Object.keys(SiteSchema.properties), ...Object.keys(LifEdgePropertySchema.properties)];

  expect(keys.filter((key) => key !== "vehicleTypeId" && !new RegExp(`\`${key}\\b`).test(page))).toEqual([]);
});
