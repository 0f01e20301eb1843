/** The page of traces in a browser: what its address names is read to its end, and its chain is recomputed here. */
import { hash as digest } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";

const path = await browserPath();
const sha = (text: string): string => digest("sha256", text);

/** Two answers, a row each; `spoil` changes what the second says. */
function answersOf(spoil: string) {
  const rows = ["receive", "ship"].map((step, n) => ({
    at: 1_291_209_600_000 + n,
    step,
    hand: "wms",
    goods: [["MUG", "L1", 2, ""]],
    to: "A-1",
  }));
  let hash = "";
  return rows.map((row, n) => {
    const before = { number: n, hash };
    hash = sha(hash + sha(JSON.stringify(row)));
    const links = [{ number: n + 1, row: n === 1 && spoil ? { ...row, to: spoil } : row }];
    return {
      before,
      links,
      after: { number: n + 1, hash },
      head: { number: 2, hash },
      next: n + 1,
      more: n === 0,
    };
  });
}

describe.skipIf(path === undefined)("traces in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let url: string;
  let close: FloorInBrowser["close"];

  beforeAll(async () => {
    ({ browser, url, close } = await openFloorInBrowser(path!, { robots: 2, faces: 100 }));
  });
  afterAll(() => close());

  it.each([
    ["", "The chain holds"],
    ["A-2", "The chain is broken at row 2"],
  ])("says of a row that %s was written into: %s", async (spoil, verdict) => {
    const answers = answersOf(spoil);
    const { page, complaints } = await openPage(browser, `${url}trace`, {
      width: 1300,
      before: async (one) => {
        await one.route("**/api/passport/item/MUG*", (route) =>
          route.fulfill({ json: answers[route.request().url().includes("after=1") ? 1 : 0] }),
        );
      },
    });
    await page.locator(".filters select").selectOption("item");
    await page.getByLabel("Number or code").fill("MUG");
    await page.getByText(verdict).waitFor();

    expect(await page.locator(".grid tbody tr").count()).toBe(2);
    expect(new URL(page.url()).search).toBe("?kind=item&id=MUG");
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("says that it is not known where nobody keeps passports", async () => {
    const { page } = await openPage(browser, `${url}trace?kind=order&id=O1`, { dark: false, width: 820 });
    await page.getByText(/^Not known: there is nothing at/).waitFor();

    expect(await seriousFindings(page)).toEqual([]);
  });
});
