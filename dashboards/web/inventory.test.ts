/** The page of goods in a browser. */
import type { ClientId, LotId, OrderId, Sku } from "@floorplane/contracts/ids";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";

const path = await browserPath();

describe.skipIf(path === undefined)("goods in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: FloorInBrowser["floor"];
  let url: string;
  let close: FloorInBrowser["close"];

  beforeAll(async () => {
    ({ browser, floor, url, close } = await openFloorInBrowser(path!, { robots: 4, faces: 400 }));
  });
  afterAll(() => close());

  const rows = (page: Page) => page.locator(".grid tbody tr");
  const address = (page: Page) => new URL(page.url()).searchParams;

  it("sums the stock up as asked, and shows one SKU's places when it is pressed", async () => {
    const { page, complaints } = await openPage(browser, `${url}inventory?by=sku`);
    await page.getByRole("button", { name: "SKU-10007" }).click();
    await expect.poll(() => address(page).get("sku")).toBe("SKU-10007");
    await page.getByRole("columnheader", { name: "Lot" }).waitFor();
    expect(await rows(page).count()).toBeGreaterThan(0);

    await page.getByRole("button", { name: /^defective/ }).click();
    await page.getByText("Nothing is like that.").or(rows(page).first()).first().waitFor();
    expect(address(page).get("state")).toBe("defective");

    expect(complaints).toEqual([]);
  });

  it("shows what is between two sites under the other's name until it arrived", async () => {
    const line = { sku: "MUG" as Sku, lot: "L1" as LotId, left: 7, arrived: 0, lost: 0 };
    const transfer = { client: "house" as ClientId, order: "TO-1" as OrderId, to: "WEST" };
    floor.sendAway({ ...transfer, lines: [line] });
    const { page, complaints } = await openPage(browser, `${url}inventory`);
    await page.getByRole("button", { name: "between sites 7" }).click();
    await page.getByRole("button", { name: "WEST" }).waitFor();
    expect(await rows(page).count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);

    floor.sendAway({ ...transfer, lines: [{ ...line, arrived: 5 }] });
    await page.getByRole("button", { name: "between sites 2" }).waitFor();
    floor.sendAway({ ...transfer, lines: [{ ...line, arrived: 5, lost: 2 }] });
    await page.getByText("Nothing is like that.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("lists pallets, what somebody has to look for first, and leads to all that was done with one", async () => {
    const pallet = {
      client: "house" as ClientId,
      sscc: "095213210000000025",
      state: "closed" as const,
      carrier: "euro-road",
      manifest: "euro-road-20260302T1900Z",
      consolidation: "TOUR/7",
      parcels: ["095213210000000018"],
      apart: [],
      openedAt: Date.UTC(2026, 2, 2, 8),
      closedAt: Date.UTC(2026, 2, 2, 9),
      endedAt: null,
    };
    floor.standPallet(pallet);
    floor.standPallet({ ...pallet, sscc: "095213210000000032", state: "asked", closedAt: null });
    const { page, complaints } = await openPage(browser, `${url}inventory?view=pallets`);
    await rows(page).nth(1).waitFor();
    const texts = await rows(page).allTextContents();
    expect(texts[0]).toContain("095213210000000032");
    expect(texts[0]).toContain("somebody says where it is");
    expect(texts[1]).toContain("at the dock, for truck euro-road-20260302T1900Z");
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole("textbox", { name: "Carrier" }).fill("nobody");
    await page.getByText("No pallet is like that.").waitFor();
    await page.getByRole("textbox", { name: "Carrier" }).fill("");
    await page.getByRole("link", { name: pallet.sscc }).click();
    await expect
      .poll(() => [new URL(page.url()).pathname, address(page).get("id")])
      .toEqual(["/trace", pallet.sscc]);
    expect(complaints).toEqual([]);
  });

  it("shows what was counted and how many bins were right, and no share of few", async () => {
    const { page } = await openPage(browser, `${url}inventory?view=movements&step=adjust`);
    await rows(page).nth(1).waitFor();

    expect(await page.getByText("38 of 40", { exact: true }).isVisible()).toBe(true);
    expect(await page.getByText(/^38 of the 40 bins that were counted since/).isVisible()).toBe(true);
    expect(await page.getByText("below 99.6 %").count()).toBe(0);
  });

  it("lists work for people with what is in doubt, and answers it", async () => {
    floor.openTask({ kind: "inspect", location: "A-01-1", sku: "MUG" as Sku, quantity: 2 });
    const { page } = await openPage(browser, `${url}inventory?view=tickets`);
    await page.getByText("Look at 2 × MUG at A-01-1").waitFor();

    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByLabel(/^What was looked at/).fill("MUG 2 available");
    await page.locator(".task-form button[type=submit]").click();
    await page.getByText("No work of that kind waits for a person.").waitFor();

    expect(floor.commands.at(-1)).toMatchObject({
      type: "task.answer",
      found: [{ sku: "MUG", quantity: 2, state: "available" }],
    });
  });

  it("asks which place was counted, keeps what was typed when it is refused, and closes when it is booked", async () => {
    floor.openTask({ kind: "count-bin", location: "A-02-1" }, "TASK-TYPED");
    const { page } = await openPage(browser, `${url}inventory?view=tickets`);
    const row = page.getByRole("listitem").filter({ hasText: "Count A-02-1" });
    await row.getByRole("button", { name: "Answer", exact: true }).click();
    const found = page.getByLabel(/^What lies there/);
    const submit = page.locator(".task-form button[type=submit]");
    await found.fill("FOO 3");
    expect(await submit.isDisabled()).toBe(true);
    await page.getByLabel("What was counted: scan or type the label of A-02-1").fill("A-02-1");
    floor.refuseNext({
      code: "task.not-booked",
      fault: "unknown-goods",
      field: "found",
      text: "FOO",
      skus: [],
    });
    await submit.click();
    await page.getByText("nobody here knows").waitFor();

    expect(await found.inputValue()).toBe("FOO 3");
    expect(await submit.isDisabled()).toBe(false);
    await found.fill("MUG 3");
    await submit.click();
    await row.waitFor({ state: "detached" });
    expect(floor.commands.at(-1)).toMatchObject({
      type: "task.answer",
      place: "A-02-1",
      found: [{ sku: "MUG", quantity: 3 }],
    });
    expect(await page.getByText("is no work any more").count()).toBe(0);
  });

  it("lets who inspects say that what he counts is besides what was decided of meanwhile", async () => {
    const refused = {
      at: Date.UTC(2010, 11, 1),
      device: "Mia",
      reason: "decided-meanwhile",
      field: "found",
      text: "1",
      skus: ["MUG" as Sku],
    } as const;
    floor.openTask({ kind: "inspect", location: "A-02-2", sku: "MUG" as Sku, quantity: 3, refused });
    const { page } = await openPage(browser, `${url}inventory?view=tickets`);
    const row = page.getByRole("listitem").filter({ hasText: "Look at 3 × MUG at A-02-2" });
    await row.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByLabel(/^What was looked at/).fill("MUG 3 available");
    await page.getByLabel("Besides the one unit that was decided of meanwhile").check();
    await page.locator(".task-form button[type=submit]").click();
    await row.waitFor({ state: "detached" });

    expect(floor.commands.at(-1)).toMatchObject({ type: "task.answer", besides: 1 });
  });

  it("keeps an answer that somebody writes when its task is answered elsewhere, and says so", async () => {
    floor.openTask({ kind: "inspect", location: "A-01-2", sku: "MUG" as Sku, quantity: 3 }, "TASK-GONE");
    const { page } = await openPage(browser, `${url}inventory?view=tickets`);
    const row = page.getByRole("listitem").filter({ hasText: "Look at 3 × MUG at A-01-2" });
    await row.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByLabel(/^What was looked at/).fill("MUG 2 available");
    floor.closeTask("TASK-GONE");
    await page.getByText("TASK-GONE is no work any more").waitFor();

    expect(await page.getByLabel(/^What was looked at/).inputValue()).toBe("MUG 2 available");
    expect(await page.locator(".task-form button[type=submit]").isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await row.waitFor({ state: "detached" });
  });

  it("counts as many answers in doubt as its list shows: work that is done has an alarm instead", async () => {
    const { page } = await openPage(browser, `${url}inventory`);
    await page.getByText("no answer is in doubt").waitFor();
    floor.raise({
      definition: "task.answered-otherwise",
      priority: "medium",
      source: "TASK-40",
      parameters: { device: "H1", booked: "2 of MUG", by: "Mia" },
    });
    await page.getByText("Two different answers to one task").first().waitFor();
    await page.waitForTimeout(2_500);
    expect(await page.getByText("no answer is in doubt").count()).toBe(1);
  });

  it("folds its filters on a phone, and says where the list is narrowed by them", async () => {
    const { page } = await openPage(browser, `${url}inventory?view=movements`, { width: 390, height: 780 });
    await rows(page).first().waitFor();
    const step = page.locator("search select").first();
    expect(await step.isVisible()).toBe(false);
    await page.getByText("Narrow the list").click();
    await step.selectOption("adjust");
    await page.getByText("The list is narrowed").waitFor();
    expect(await page.getByText("of the latest; what was before stands in passports").isVisible()).toBe(true);
  });

  for (const dark of [true, false])
    it(`gives axe nothing serious to say, ${dark ? "dark" : "light"}, wide and narrow`, async () => {
      for (const [view, width] of [
        ["stock", 1300],
        ["movements", 820],
      ] as const) {
        const { page } = await openPage(browser, `${url}inventory?view=${view}`, { dark, width });
        await rows(page).first().waitFor();

        expect(await seriousFindings(page)).toEqual([]);
        const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(isTooWide)).toBe(false);
        await page.context().close();
      }
    });
});
