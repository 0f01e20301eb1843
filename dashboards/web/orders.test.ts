/** The page of orders in a browser: what its address says it shows, what is pressed stands in its address, and what is done to an order is done once the house says so. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";

const path = await browserPath();

describe.skipIf(path === undefined)("orders in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: FloorInBrowser["floor"];
  let url: string;
  let close: FloorInBrowser["close"];

  beforeAll(async () => {
    ({ browser, floor, url, close } = await openFloorInBrowser(path!, {
      robots: 4,
      faces: 200,
      orders: 240,
    }));
  });
  afterAll(() => close());

  const rows = (page: Page) => page.locator(".grid tbody tr");
  const address = (page: Page) => new URL(page.url()).searchParams;

  it("goes from the floor to the orders and back by keys, and never while somebody writes", async () => {
    const { page, complaints } = await openPage(browser, url);
    await page.getByRole("link", { name: "Orders", exact: true }).waitFor();

    await page.getByRole("combobox").first().fill("go");
    expect(new URL(page.url()).pathname).toBe("/");
    await page.getByRole("combobox").first().press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await rows(page).first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/orders");
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await page.locator("[data-map]").waitFor();

    expect(complaints).toEqual([]);
  });

  it("shows what its address says, and says in its address what was pressed", async () => {
    const { page, complaints } = await openPage(browser, `${url}orders?stage=picking`);
    await rows(page).first().waitFor();
    expect(new Set(await page.locator(".grid tbody tr td:nth-child(2)").allTextContents())).toEqual(
      new Set(["picking"]),
    );

    await page.getByRole("button", { name: /^Packed/ }).click();
    await expect
      .poll(() => page.locator(".grid tbody tr td:nth-child(2)").first().textContent())
      .toBe("packed");
    expect(address(page).get("stage")).toBe("packed");
    await page.getByRole("button", { name: "Show all" }).click();
    await page
      .getByRole("button", { name: /^Units that no open place has/ })
      .or(page.locator(".why-row").first())
      .first()
      .click();
    await expect.poll(() => address(page).get("why")).toBe("units.lacking");
    await expect
      .poll(() => page.locator(".grid tbody tr td:nth-child(2)").first().textContent())
      .toBe("backordered");
    await page.goBack();
    await expect.poll(() => address(page).get("why")).toBeNull();

    expect(complaints).toEqual([]);
  });

  it("turns the page of a list that is longer, and comes back to its beginning", async () => {
    const { page } = await openPage(browser, `${url}orders`);
    await page.getByText(/^\d{3} orders$/).waitFor();
    const first = await rows(page).first().locator("th").textContent();

    await page.getByRole("button", { name: "Next 100" }).click();
    await expect.poll(() => rows(page).first().locator("th").textContent()).not.toBe(first);
    await page.getByRole("button", { name: "To the first" }).click();
    await expect.poll(() => rows(page).first().locator("th").textContent()).toBe(first);
  });

  it("opens an order by j and Enter, with its course, and holds it with a reason", async () => {
    const { page } = await openPage(browser, `${url}orders?stage=received`);
    await rows(page).first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.locator(".inspector").getByText("How it came here").waitFor();
    const order = await page.locator(".inspector h2").textContent();

    await page.getByRole("button", { name: "Hold", exact: true }).click();
    // At 900 px the form opens below the fold of its panel: its button is brought into view with it.
    const confirm = page.locator(".acts form button[type=submit]");
    await expect
      .poll(() => confirm.evaluate((button) => button.getBoundingClientRect().bottom <= window.innerHeight))
      .toBe(true);
    await page.getByText(/is not begun until somebody releases it/).waitFor();
    await page.getByLabel("Reason").fill("the buyer called");
    await page.getByLabel("Your name").fill("Mia");
    await page.locator(".acts form button[type=submit]").click();
    await page.locator(".inspector .command-done").waitFor();

    expect(floor.commands.at(-1)).toMatchObject({
      type: "order.hold",
      order,
      by: "Mia",
      reason: "the buyer called",
    });
    expect(address(page).get("stage")).toBe("received");
    await page
      .locator(".inspector")
      .getByText(/Hold the buyer called Mia, .*, at a screen/)
      .waitFor();
  });

  it("raises an order as far as is said", async () => {
    const { page } = await openPage(browser, `${url}orders?stage=picking`);
    await rows(page).first().getByRole("button").click();
    await page.getByRole("button", { name: "Raise", exact: true }).click();
    await page.getByLabel("How far up").selectOption("high");
    await page.getByLabel("Reason").fill("the buyer called");
    await page.getByLabel("Your name").fill("Mia");
    await page.locator(".acts form button[type=submit]").click();
    await page.locator(".inspector .command-done").waitFor();

    expect(floor.commands.at(-1)).toMatchObject({ type: "order.raise", priority: "high" });
  });

  it("keeps what it showed while the house does not answer, says how old that is, and asks for nothing it cannot know", async () => {
    const { page } = await openPage(browser, `${url}orders`);
    await rows(page).first().waitFor();
    const before = await rows(page).count();

    await page.route("**/api/orders*", (route) => route.abort());
    await page.getByText(/^as of \d\d:\d\d:\d\d house time$/).waitFor();
    expect(await rows(page).count()).toBe(before);
    await page.unroute("**/api/orders*");
    await page.getByText(/^as of \d\d:\d\d:\d\d house time$/).waitFor({ state: "detached" });
  });

  it("says on a phone, too, why an order stands and what tells one row of the next hour from another", async () => {
    const { page } = await openPage(browser, `${url}orders`, { width: 390, height: 844 });
    await page.locator(".grid-why-line").first().waitFor();
    const cut = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) =>
          all.flatMap((one) => (one.scrollWidth > one.clientWidth + 1 ? [one.textContent] : [])),
        );
    const reasons = await cut(".grid-why-line td");
    const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const isWide = await page.evaluate(isTooWide);
    await page.screenshot({
      fullPage: true,
      path: process.env.SHOT ? `${process.env.SHOT}/orders-390.png` : (undefined as never),
    });
    await page.goto(url);
    await page.locator(".next-hour .row").first().waitFor();
    const rows = await cut(".next-hour .row-what, .next-hour .row-note");
    await page.locator(".next-hour").screenshot({
      path: process.env.SHOT ? `${process.env.SHOT}/next-hour-390.png` : (undefined as never),
    });

    expect([reasons, isWide, rows]).toEqual([[], false, []]);
  });

  for (const dark of [true, false])
    it(`gives axe nothing serious to say, ${dark ? "dark" : "light"}, wide and narrow`, async () => {
      for (const width of [1300, 820]) {
        const { page } = await openPage(browser, `${url}orders?stage=received`, { dark, width });
        await rows(page).first().getByRole("button").click();
        await page.locator(".inspector").getByText("How it came here").waitFor();

        expect(await seriousFindings(page)).toEqual([]);
        const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(isTooWide)).toBe(false);
        // A button that may be pressed is judged by its colours; axe leaves those out that may not.
        await page.getByRole("button", { name: "Raise", exact: true }).click();
        await page.getByLabel("Reason").fill("the buyer called");
        await page.getByLabel("Your name").fill("Mia");
        const confirm = page.locator(".acts form button[type=submit]");
        await expect.poll(() => confirm.isEnabled()).toBe(true);
        expect(await seriousFindings(page)).toEqual([]);
        const form = await page.locator(".acts form").boundingBox();
        const choice = await page.getByLabel("How far up").boundingBox();
        expect(choice!.x + choice!.width).toBeLessThanOrEqual(form!.x + form!.width + 1);
        await page.context().close();
      }
    });
});
