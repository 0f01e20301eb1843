import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ScriptedFloor } from "../gateway/scripted-floor.fixture.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";

const path = await browserPath();

describe.skipIf(path === undefined)("alarms on the page (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  beforeAll(async () => {
    await buildWeb();
    browser = await openBrowser(path!);
  });
  afterAll(() => browser.close());

  async function aFloor() {
    const timers = new ScaledClock({ wallMs: Date.now(), houseMs: Date.UTC(2010, 11, 1, 13, 20), speed: 1 });
    const floor = new ScriptedFloor({ timers, webRoot });
    const { url } = await floor.start();
    onTestFinished(() => floor.stop());
    return { floor, url };
  }
  const lost = (source: string) =>
    ({ definition: "robot.lost", priority: "high", source, parameters: { robot: source } }) as const;
  const robots = Array.from({ length: 40 }, (_, n) => `R${String(n + 1).padStart(2, "0")}`);

  it("are one line for forty robots that fell silent together, acknowledged by one press", async () => {
    const { floor, url } = await aFloor();
    for (const robot of robots) floor.raise(lost(robot));
    const { page } = await openPage(browser, url);
    await page.getByText("40 alarms", { exact: true }).waitFor();
    const isWhole = (): Promise<boolean> =>
      page
        .locator(".alarms-line .mantine-Button-label")
        .evaluateAll((labels) => labels.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect.poll(isWhole, { timeout: 10_000 }).toBe(true);

    await page.getByRole("button", { name: /^Acknowledge all 40: Many fell silent together/ }).click();
    await page.getByText("40 stand, acknowledged").waitFor();

    expect(floor.commands).toHaveLength(1);
    expect(floor.commands[0]).toMatchObject({ type: "alarm.acknowledge" });
  });

  it("say why, what follows, what to do and how long that helps, in the list and in their drawer", async () => {
    const { floor, url } = await aFloor();
    floor.raise({ definition: "robot.ring", priority: "high", source: "R05", parameters: { robot: "R05" } });
    const { page } = await openPage(browser, url);
    const all = [
      "Robots wait for one another in a ring that traffic could not dissolve by itself.",
      "All of them stand, and so does what waits behind them.",
      /Pause one of them and drive it by hand/,
      /within 5 min · .* left/,
    ];

    await page.getByRole("button", { name: "Show all alarms" }).click();
    for (const words of all) await page.locator(".alarms-list").getByText(words).waitFor();
    await page
      .locator(".alarms-line")
      .getByRole("button", { name: /^Robots wait for one another/ })
      .click();
    for (const words of all) await page.locator(".alarm-drawer").getByText(words).waitFor();

    expect(page.url()).toContain("look=alarm%3Agroup%3Arobot.ring");
  });

  it("show the one that stands before fifty that are over", async () => {
    const { floor, url } = await aFloor();
    for (const robot of robots)
      floor.raise({
        definition: "robot.fault",
        priority: "critical",
        source: robot,
        parameters: {},
        state: "returned-unacknowledged",
      });
    floor.raise({ definition: "device.bad-values", priority: "low", source: "CLIMATE-01", parameters: {} });
    const { page } = await openPage(browser, url);

    await page.locator(".alarms-line", { hasText: "Device sends impossible values" }).waitFor();
    await expect
      .poll(() => page.locator(".alarms-counts").textContent(), { timeout: 20_000 })
      .toBe("1 alarm stands · 40 over and unacknowledged");
  });

  it.each([
    [1280, 720],
    [1024, 768],
  ])("leave in sight what is chosen among them, on a screen of %i by %i", async (width, height) => {
    const { floor, url } = await aFloor();
    for (const robot of robots.slice(0, 4))
      floor.raise({ definition: "robot.fault", priority: "high", source: robot, parameters: { robot } });
    const { page } = await openPage(browser, url, { width, height });
    await page.getByRole("button", { name: "Show all alarms" }).click();

    await page.locator(".alarms-list").getByRole("button", { name: "R02", exact: true }).first().click();
    const head = page.locator(".inspector .state-line strong").first();
    await head.waitFor();

    const isOnTop = () =>
      head.evaluate((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === element;
      });
    await expect.poll(isOnTop, { timeout: 20_000 }).toBe(true);
  });

  it("lead to the robot, order or station that they are about", async () => {
    const { floor, url } = await aFloor();
    floor.raise({
      definition: "order.at-risk",
      priority: "medium",
      source: "536368",
      parameters: { state: "transporting" },
    });
    floor.raise({
      definition: "device.link-broken",
      priority: "medium",
      source: "PLC-PACK02",
      parameters: {},
    });
    const { page } = await openPage(browser, url);
    await page.getByRole("button", { name: "Show all alarms" }).click();

    await page.locator(".alarms-list").getByRole("button", { name: "PLC-PACK02", exact: true }).click();
    await page.getByRole("heading", { name: "PACK02" }).waitFor();
    await page.locator(".alarms-list").getByRole("button", { name: "536368", exact: true }).click();
    await page.getByRole("heading", { name: "536368" }).waitFor();
  });

  it("are not acknowledged by typing with nothing focused, nor by a scanner that ends its line", async () => {
    const { floor, url } = await aFloor();
    floor.raise(lost("R05"));
    const { page } = await openPage(browser, url);
    await page.getByRole("button", { name: /^Acknowledge: Robot is lost/ }).waitFor();

    await page.keyboard.type("a pallet at gate a");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Robot is lost" }).waitFor();

    expect(floor.commands).toEqual([]);
  });

  it("and all the page's single keys can be switched off, and stay so", async () => {
    const { url } = await aFloor();
    const { page } = await openPage(browser, url);
    const listed = page.locator(".in-view-shown");

    await page.getByRole("button", { name: "Keys and help" }).click();
    await page.getByLabel("Single keys work on this screen").uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("[data-map] canvas").first().waitFor();
    await page.keyboard.press("v");
    await page.keyboard.press("?");
    const shown = [await listed.count(), await page.getByRole("dialog").count()];
    await page.getByRole("button", { name: "Keys and help" }).click();
    await page.getByLabel("Single keys work on this screen").check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("v");
    await listed.waitFor();

    expect(shown).toEqual([0, 0]);
  });

  it("stand beside orders that need a person, which Exceptions opens, each with why", async () => {
    const { floor, url } = await aFloor();
    floor.parkOrder("536400", { code: "tour.failed", transport: "TR-T9", failure: "no-route" });
    const { page } = await openPage(browser, url);

    await page.locator(".funnel").getByRole("button", { name: "Exceptions" }).click();
    await page.getByRole("heading", { name: "Exceptions" }).waitFor();
    await page.locator(".inspector").getByText("transport TR-T9 failed: no way led there").waitFor();
    await page.locator(".inspector").getByRole("button", { name: "536400" }).click();
    await page.getByRole("heading", { name: "536400" }).waitFor();
    await page.locator(".why").getByText("transport TR-T9 failed: no way led there").waitFor();
  });
});
