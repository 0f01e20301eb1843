/** People's acts on the page: every state that waits for a person shows the act that leaves it, and an act's life is told as it is. */
import {
  offersTo,
  type RobotCondition,
  robotActs,
  unseenCondition,
  workOf,
} from "@floorplane/contracts/acts";
import type { Sku } from "@floorplane/contracts/ids";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";
import en from "./words/en.ts";

const path = await browserPath();
const ready: RobotCondition = { ...unseenCondition, link: "heard", readiness: "ready" };

/** One state for each word of the chart. */
const conditions: readonly RobotCondition[] = (
  [
    ["link", ["heard", "silent", "offline", "lost"]],
    ["readiness", ["ready", "stopped", "confirming", "manual", "faulty", "astray", "paused"]],
    ["hold", ["held"]],
    ["order", ["sent", "running", "unanswered", "clearing", "cooling", "wedged", "barred"]],
    ["presence", ["off", "seen"]],
    ["service", ["out", "failing"]],
  ] as const
).flatMap(([region, words]) => words.map((word) => ({ ...ready, [region]: word }) as RobotCondition));

const labels = robotActs.map((act) => en[`act.${act}`]);

async function shownActs(page: Page): Promise<string[]> {
  const buttons = await page.locator(".acts .act-buttons button").allTextContents();
  return buttons.filter((text) => (labels as string[]).includes(text)).sort();
}

describe.skipIf(path === undefined)("acts in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: FloorInBrowser["floor"];
  let url: string;
  let close: FloorInBrowser["close"];

  beforeAll(async () => {
    ({ browser, floor, url, close } = await openFloorInBrowser(path!, {
      robots: 12,
      faces: 400,
      packedByPeople: ["PACK01"],
    }));
  });
  afterAll(() => close());

  async function give(page: Page, act: string, reason: string): Promise<void> {
    await page.getByRole("button", { name: act, exact: true }).click();
    await page.getByLabel("Reason").fill(reason);
    await page.getByLabel("Your name").fill("Mia");
    await page.locator(".acts form button[type=submit]").click();
  }

  it("shows in each state of a robot's chart exactly the acts that the table offers there", async () => {
    const { page } = await openPage(browser, `${url}?look=robot:R03`);
    const wrong: string[] = [];
    for (const condition of conditions) {
      const marks = floor.setCondition("R03", condition);
      const offered = offersTo(condition, workOf(marks))
        .map((act) => en[`act.${act}`] as string)
        .sort();

      await expect.poll(() => shownActs(page), { timeout: 10_000 }).toEqual(offered);
      if (offered.length === 0) wrong.push(JSON.stringify(condition));
    }

    expect(wrong).toEqual([]);
  });

  it("offers to resume a robot after its emergency stop was released, and shows everybody who did it and why", async () => {
    floor.setCondition("R04", { ...ready, readiness: "confirming" });
    const { page } = await openPage(browser, `${url}?look=robot:R04`);
    const { page: other } = await openPage(browser, `${url}?look=robot:R04`);

    await give(page, "Resume", "nobody is in danger");
    await other.getByText("nobody is in danger").waitFor();

    await other.getByText(/Mia, .*, done/).waitFor();
    expect(floor.commands.at(-1)).toMatchObject({ type: "robot.resume", robot: "R04", by: "Mia" });
  });

  it("never says done for a robot that has not said it", async () => {
    const { page } = await openPage(browser, `${url}?look=robot:R05`);
    floor.unanswered = true;

    await give(page, "Pause", "spill in aisle 3");

    await page.getByText(/^No answer: R\d+ has not said that it did it/).waitFor();
    expect(await page.locator(".command-done").count()).toBe(0);
    floor.unanswered = false;
  });

  it("warns of what taking a robot off the floor means, and puts it back at a node", async () => {
    const { page } = await openPage(browser, `${url}?look=robot:R06`);

    await page.getByRole("button", { name: "Off the floor", exact: true }).click();
    await page.getByText(/its ground is free at once/).waitFor();
    await page.keyboard.press("Escape");
    await give(page, "Off the floor", "carried to the workshop");
    await page.locator(".state-line").getByText("Off the floor").waitFor();
    await page.getByRole("button", { name: "Put back here", exact: true }).click();
    await page.getByLabel("Node where it stands").fill("N12");
    await page.getByLabel("Reason").fill("mended");
    await page.locator(".acts form button[type=submit]").click();
    await page.getByText("Put back here mended").or(page.getByText("mended")).first().waitFor();

    expect(floor.commands.at(-1)).toMatchObject({
      type: "robot.putBack",
      robot: "R06",
      node: "N12",
      by: "Mia",
    });
  });

  it("gives every act a time after which it is not done any more", async () => {
    const { page } = await openPage(browser, `${url}?look=robot:R07`);

    await give(page, "Pause", "spill in aisle 3");
    await page.getByText(/Mia, .*, done/).waitFor();

    const { notAfter } = floor.commands.at(-1) as { notAfter?: number };
    const ahead = notAfter! - floor.house.office("dashboards").now();
    expect(ahead).toBeLessThanOrEqual(8_000);
  });

  it("shows closed places and open tasks to whoever looks at nothing, with the act that ends them", async () => {
    const { page } = await openPage(browser, url);
    floor.openTask({ kind: "count-bin", location: "A-01-1" });
    await page.getByRole("region", { name: "Work for a person" }).getByText("Count A-01-1").waitFor();
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByLabel("What lies there").fill("MUG-BLUE 12");
    await page.getByLabel("What was counted").fill("A-01-1");
    await page.locator(".task-form button[type=submit]").click();
    await expect
      .poll(() => floor.commands.at(-1))
      .toMatchObject({
        type: "task.answer",
        found: [{ sku: "MUG-BLUE", quantity: 12 }],
        complete: false,
      });
    await page.goto(`${url}?look=station:PACK01`);
    const screen = page.getByRole("link", { name: "Packing screen of PACK01" });
    expect(await screen.getAttribute("href")).toBe("/packing/PACK01");
    await give(page, "Close to robots", "belt torn");
    await page.locator(".inspector").getByText("closed to robots", { exact: true }).waitFor();
    await page.goto(url);

    await give(page, "Open again", "belt mended");
    await page.getByText("Closed places").waitFor({ state: "detached" });
  });

  it("names every task that somebody waits for in the next hour, whatever its kind, and finds it by its number", async () => {
    const words = {
      "write-off": "Take 2 × acme/MUG off A-01-1",
      inspect: "Look at 2 × acme/MUG at A-01-1",
      "count-bin": "Count A-01-1",
    } as const;
    for (const [kind, said] of Object.entries(words)) {
      floor.openTask({
        kind: kind as keyof typeof words,
        location: "A-01-1",
        quantity: 2,
        sku: "acme/MUG" as Sku,
      });
      const { page } = await openPage(browser, `${url}?look=robot:R03`);
      await page.locator(".next-hour").getByText(said).click();
      await page.locator(".inspector").getByRole("heading", { name: "TASK-1" }).waitFor();

      await page.goto(`${url}?look=robot:R03`);
      await page.getByRole("combobox").fill("task-1");
      await page.keyboard.press("Enter");
      await page.locator(".inspector").getByText(said).waitFor();
      await page.locator(".inspector").getByRole("button", { name: "Answer", exact: true }).waitFor();

      await page.context().close();
    }
  });

  it("opens the first that is found when Enter is pressed before the house has offered anything", async () => {
    const { page } = await openPage(browser, url);
    const box = page.getByRole("combobox");
    await page.locator(".link-live", { hasText: "Screen" }).waitFor();

    await box.fill("R03");
    await box.press("Enter");
    await page.getByRole("heading", { name: "R03" }).waitFor();

    await box.fill("R0");
    await page.getByRole("option").first().waitFor();
    await box.fill("R05");
    await box.press("Enter");
    await page.getByRole("heading", { name: "R05" }).waitFor();
    await box.fill("nothing-such");
    await box.press("Enter");
    await page.getByText("Nothing begins with “nothing-such”").waitFor();
  });
});
