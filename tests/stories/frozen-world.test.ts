/** The simulated floor stands still under forty robots and goes on again, as a broker's machine that lost its power does: what a person at the page reads and does. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AlarmGroup } from "../../dashboards/gateway/protocol.ts";
import { TestScreen } from "../../dashboards/gateway/screen.testkit.ts";
import { browserPath, openBrowser, openPage } from "../../dashboards/web/browser.testkit.ts";
import { ADemo } from "./a-demo.ts";
import { say, storyMs, waitMs } from "./stories.ts";
import { usablePage } from "./usable-page.ts";

const path = await browserPath();
const robots = 40;
const groupsMax = 5;

describe.skipIf(path === undefined)(
  "a floor that freezes and thaws (needs Chromium: npm's or CHROMIUM_PATH)",
  () => {
    const demo = new ADemo({ robots, speed: 10, b2cPerDay: 3_000 });
    let browser: Awaited<ReturnType<typeof openBrowser>>;
    beforeAll(async () => {
      browser = await openBrowser(path!);
      await demo.start();
      await usablePage(demo.running.urls.dashboards, waitMs);
    }, storyMs);
    afterAll(async () => {
      await browser.close();
      await demo.dispose();
    }, storyMs);

    it(
      "is at most five causes on the page, what stands first, each with what to do and acknowledged by one press",
      async () => {
        const watching = await new TestScreen(demo.running.urls.dashboards).connected();
        await watching.join("alarms");
        const groups = (): AlarmGroup[] =>
          [...(watching.copies.get("alarms") ?? [])].flatMap(([key, body]) =>
            key.startsWith("group/") ? [body as AlarmGroup] : [],
          );
        const lost = (state: "standing" | "over"): number =>
          groups()
            .flatMap(({ definitions }) => definitions)
            .reduce((sum, count) => sum + (count.definition === "robot.lost" ? count[state] : 0), 0);
        await demo.until("robots to be at work", waitMs, () => (demo.figures?.house.robotsBusy ?? 0) > 0);
        const { page } = await openPage(browser, demo.running.urls.dashboards);
        const world = demo.running.worldPid!;

        process.kill(world, "SIGSTOP");
        try {
          await demo.until("every robot to be lost", waitMs, () => lost("standing") === robots);
          await page
            .getByText(/No robot has said where it is for/)
            .first()
            .waitFor();
          // What began before the floor froze may be more urgent, and then stands in the line: the list has both.
          await page.getByRole("button", { name: "Show all alarms" }).click();
          await page.locator(".alarm-group", { hasText: "Many fell silent together" }).waitFor();
          expect(groups().length).toBeLessThanOrEqual(groupsMax);
        } finally {
          process.kill(world, "SIGCONT");
        }
        await demo.until(
          "every robot to be back",
          waitMs,
          () => lost("standing") === 0 && lost("over") === robots,
        );

        const listed = page.locator(".alarm-group");
        await expect.poll(() => listed.count()).toBe(groups().length);
        const shown = await listed.count();
        say(
          `alarms of a frozen floor: ${groups().reduce((sum, { standing, over }) => sum + standing + over, 0)} in ${shown} groups`,
        );
        const states = groups()
          .sort((a, b) => a.place - b.place)
          .map(({ standing }) => standing > 0);
        expect(shown).toBeLessThanOrEqual(groupsMax);
        expect(states).toEqual([...states].sort((a, b) => Number(b) - Number(a)));
        for (let n = 0; n < shown; n++)
          for (const part of ["Cause", "Consequence", "What to do", "Time to act"])
            expect(await listed.nth(n).locator(".alarm-meaning", { hasText: part }).count(), part).toBe(1);

        const silent = page.locator(".alarm-group", { hasText: "Many fell silent together" });
        await silent.getByRole("button", { name: /^Acknowledge all .* Many fell silent together/ }).click();
        await demo.until("all of it to be acknowledged by one press", waitMs, () => lost("over") === 0);

        watching.close();
        await page.context().close();
      },
      storyMs,
    );
  },
);
