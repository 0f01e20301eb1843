/** `limits:` of a site's file: how many orders may be open is what the door holds to. */

import { planDay } from "@floorplane/app/day/plan-day";
import { loadSite } from "@floorplane/app/site/site-files";
import type { HttpResponse } from "@floorplane/contracts/http";
import { parseSite } from "@floorplane/contracts/site";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import { expect, it } from "vitest";
import { ask } from "./at-the-door.ts";
import { MortalFloor } from "./mortal-floor.ts";

const aSite = (limits: object) => {
  const { site, ...files } = generateSite({ siteId: "small", faces: 16, robots: 2 });
  return loadSite({ ...files, site: { ...site, limits } });
};

it("a site that lets one order be open sends the second away, and says when to come back", async () => {
  const plan = planDay({
    seed: 1,
    robots: 2,
    profile: "retail",
    perDay: 1,
    rate: 1,
    tight: false,
    startAt: 0,
  });
  const floor = new MortalFloor({ ...plan, site: aSite({ openOrders: 1 }) }, 1, () => false);
  const { wmsBridge } = await floor.restored();
  const post = (path: string, key: string, body: object): HttpResponse => {
    let answer: HttpResponse | undefined;
    ask(wmsBridge.door, { url: path, key, body }, (response) => {
      answer = response;
    });
    return answer!;
  };
  const anOrder = (order: string) => ({
    order,
    country: "France",
    lines: [{ line: "1", sku: "A", quantity: 1 }],
  });
  const item = {
    sku: "A",
    kind: "goods",
    name: "A",
    gtin: "4006381333931",
    litres: 1,
    kilograms: 1,
    class: "A",
  };

  const answers = [
    post(wmsPaths.items, "items", { items: [item] }),
    post(wmsPaths.orders, "1", anOrder("1")),
    post(wmsPaths.orders, "2", anOrder("2")),
    post(wmsPaths.orders, "1", anOrder("1")),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 201, 429, 200]);
  expect(answers[2]!.headers["retry-after"]).toBe("30");
});

it("a limit that is none is said with its key", () => {
  const { site } = generateSite({ siteId: "small", faces: 16, robots: 2 });
  const read = (limits: object) => () => parseSite({ ...site, limits });

  expect(read({ openOrders: 1, requestsPerMinute: 60 })).not.toThrow();
  expect(read({ openOrders: 0 })).toThrow(/limits\.openOrders/);
  expect(read({ orders: 5 })).toThrow(/limits\.orders/);
});
