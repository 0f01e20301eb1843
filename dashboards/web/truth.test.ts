import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ScriptedFloor, type ScriptedFloorOptions } from "../gateway/scripted-floor.fixture.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";
import { breakWire, type WireFault } from "./spoilt-wire.testkit.ts";

const path = await browserPath();
/** Everything on the page that would let somebody turn away. */
const calmWords = ["Nothing needs you", "No alarms", "none late"];

describe.skipIf(path === undefined)(
  "what the page says of the floor (needs Chromium: npm's or CHROMIUM_PATH)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      await buildWeb();
      browser = await openBrowser(path!);
    });
    afterAll(() => browser.close());

    /** House time is not this machine's: a screen that mixes them up shows it. */
    async function aFloor(options: Partial<ScriptedFloorOptions> = {}) {
      const speed = options.speed ?? 1;
      const timers = new ScaledClock({ wallMs: Date.now(), houseMs: Date.UTC(2010, 11, 1, 12, 49), speed });
      const floor = new ScriptedFloor({ timers, webRoot, faces: 200, robots: 6, ...options });
      const { url } = await floor.start();
      onTestFinished(() => floor.stop());
      return { floor, url };
    }

    it("says nothing of robots, stations and climate before the house has told of them", async () => {
      const { url } = await aFloor({ isWell: true });
      const { page } = await openPage(browser, url, { before: (page) => breakWire(page, ["untold"]) });
      await page.getByText("The house has not told everything yet.").waitFor();
      await page.getByRole("heading", { name: "Fleet" }).waitFor();

      const text = await page.locator("body").innerText();
      for (const fault of ["machine not heard", "Stations that stand", "sensors", "0 robots", "not watched"])
        expect(text, fault).not.toContain(fault);
      expect(await page.locator(".fleet-count").allTextContents()).toContain("—");
      expect(await page.locator(".fleet-count").allTextContents()).not.toContain("0");
    });

    const links = { up: [], silent: ["silent"], down: ["down"] } as const;
    const ages = { fresh: [], old: ["frames stop"], unknown: ["no frames"] } as const;
    const states = { standing: "unacknowledged", over: "returned-unacknowledged" } as const;
    it.each(["none", "standing", "over"] as const)(
      "is calm only when the link is up and all is fresh, with alarms %s",
      async (alarms) => {
        const { floor, url } = await aFloor({ isWell: true });
        if (alarms !== "none")
          floor.raise({
            definition: "device.silent",
            priority: "medium",
            source: "CLIMATE-07",
            parameters: {},
            state: states[alarms],
          });

        const said: Record<string, readonly string[]> = {};
        for (const link of Object.keys(links) as (keyof typeof links)[])
          await Promise.all(
            (Object.keys(ages) as (keyof typeof ages)[]).map(async (age) => {
              const faults: readonly WireFault[] = [...links[link], ...ages[age]];
              const { page } = await openPage(browser, url, { before: (page) => breakWire(page, faults) });
              await page.getByText(signOf(link, age)).first().waitFor();
              await page.getByRole("heading", { name: "Next hour" }).waitFor();
              // Lists come by wires of their own: only a calm that never comes is a finding, one that comes later is none.
              if (link === "up" && age === "fresh")
                for (const word of alarms === "none" ? calmWords : ["none late"])
                  await page.getByText(word).first().waitFor();
              said[`${link} ${age}`] = await calmOf(page, calmWords);
              await page.context().close();
            }),
          );

        const all = Object.keys(said).sort();
        const calm = all.filter((state) => said[state]!.includes("Nothing needs you"));
        const withoutAlarms = all.filter((state) => said[state]!.includes("No alarms"));
        expect(all).toHaveLength(9);
        expect(calm).toEqual(alarms === "none" ? ["up fresh"] : []);
        expect(withoutAlarms).toEqual(alarms === "none" ? ["up fresh"] : []);
        expect(all.filter((state) => said[state]!.includes("none late"))).toEqual(["up fresh"]);
      },
    );

    it("is not live over a floor that stands frozen, though frames and pulses go on", async () => {
      const { floor, url } = await aFloor({ isWell: true, speed: 10 });
      const { page } = await openPage(browser, url);
      await page.locator(".link-live", { hasText: "Positions" }).waitFor();

      floor.robots.isFrozen = true;
      await page.getByText(/^No robot has said where it is for/).waitFor();

      await page.locator(".link-broken", { hasText: "Positions" }).waitFor();
      expect(await page.locator(".link-live", { hasText: "House" }).count()).toBe(1);
      expect(await calmOf(page, calmWords)).toEqual([]);
      floor.robots.isFrozen = false;
      await page.locator(".link-live", { hasText: "Positions" }).waitFor();
    });

    it("has one clock: a house that was lost at 12:49 is shown at 12:49, and the whole page looks old", async () => {
      const { url } = await aFloor();
      const { page } = await openPage(browser, url, { before: (page) => breakWire(page, ["down"]) });

      const banner = await page.getByText(/This screen lost the house at/).textContent();

      const clock = await page.locator(".clock-time").textContent();
      expect(banner).toContain(`at ${clock} house time`);
      expect(clock).toMatch(/^12:49:/);
      await page.getByText("last heard", { exact: false }).first().waitFor();
      for (const part of [".alarms", ".funnel", ".next-hour", ".climate", ".inspector", ".map-canvas"])
        expect(
          await page
            .locator(part)
            .first()
            .evaluate((element) => getComputedStyle(element).filter),
          part,
        ).toContain("grayscale");
    });

    it("lets nothing grow old on a screen that is cut off: what it shows is of one time, at any width", async () => {
      const { floor, url } = await aFloor({ isWell: true, speed: 60 });
      const { page } = await openPage(browser, url);
      const age = page.locator(".tile-age").filter({ hasText: /ago$/ });
      await age.first().waitFor();
      await page.locator(".link-live", { hasText: "Positions" }).waitFor();
      await floor.stop();
      await page.getByText(/This screen lost the house at/).waitFor();
      const shown = (): Promise<string[]> => page.locator(".climate, .next-hour").allInnerTexts();
      const before = await shown();
      // Longer than any sensor may be silent: four minutes of the house.
      await page.waitForTimeout(4_000);

      expect(await shown()).toEqual(before);
      for (const width of [390, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(standingOut, ".top-bar, .banner-place");
        await page.screenshot({
          path: process.env.SHOT ? `${process.env.SHOT}/cut-off-${width}.png` : (undefined as never),
        });
        expect(beyond, `${width} px`).toEqual([]);
      }
      const clock = await page.locator(".clock-time").textContent();
      const head = await page.locator(".top-bar, .banner-place, .map-stale").allInnerTexts();
      expect(head.join(" ")).not.toMatch(/\d old/);
      expect(new Set(head.join(" ").match(/\d\d:\d\d:\d\d/g))).toEqual(new Set([clock]));
    });

    it("says of a floor without a robot that nobody takes its orders", async () => {
      const { url } = await aFloor({ robots: 0, orders: 13 });
      const { page } = await openPage(browser, url);

      await page.getByText(/^No robot here takes work, and [0-9]+ orders are open\.$/).waitFor();

      expect(await calmOf(page, ["Nothing needs you", "Nothing else needs you"])).toEqual([]);
    });

    it("has one clock for a house that is silent, too: what is said of it is of the house's time", async () => {
      const { url } = await aFloor({ speed: 5 });
      const { page } = await openPage(browser, url, { before: (page) => breakWire(page, ["silent"]) });

      const banner = await page.getByText(/The house has said nothing since/).textContent();
      const chip = await page.locator(".link", { hasText: "Screen" }).textContent();
      const clock = await page.locator(".clock-time").textContent();

      expect(clock).toMatch(/^12:(49|5\d):\d\d$/);
      expect(banner).toContain(`since ${clock} house time`);
      expect(chip).toContain(`since ${clock}`);
    });

    it("does not say that nothing begins with R1 while the house does not answer", async () => {
      const { url } = await aFloor();
      const { page } = await openPage(browser, url, { before: (page) => breakWire(page, ["down"]) });
      await page.getByText(/This screen lost the house at/).waitFor();

      await page.locator("#search").fill("R1");
      await page.getByRole("option").first().waitFor();

      expect(await page.getByRole("option").allTextContents()).toEqual([
        "The house does not answer: not known whether anything begins with “R1”",
      ]);
    });

    it("knows nothing of a robot that is looked at while the house is lost, and says so", async () => {
      const { url } = await aFloor();
      const { page } = await openPage(browser, url, { before: (page) => breakWire(page, ["down"]) });
      await page.getByText(/This screen lost the house at/).waitFor();

      await page.getByRole("button", { name: "PACK01" }).first().click();
      await page.getByText("The house does not answer: not known how PACK01 is.").waitFor();
    });
  },
);

/** What of these stands over the edge of the page, or over its neighbour. */
function standingOut(selector: string): string[] {
  const parts = [...document.querySelectorAll<HTMLElement>(selector)];
  const all = parts.flatMap((part) => [part, ...part.querySelectorAll<HTMLElement>("*:not(svg *)")]);
  const isHidden = (one: HTMLElement): boolean =>
    one.classList.contains("visually-hidden") || one.offsetWidth === 0;
  const wide = all.filter(
    (one) =>
      !isHidden(one) &&
      (one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
        one.scrollWidth > one.clientWidth + 1) &&
      getComputedStyle(one).display !== "inline",
  );
  const boxes = parts.flatMap((part) =>
    [...part.children].map((child) => ({ child, box: child.getBoundingClientRect() })),
  );
  const over = boxes.filter(({ child, box }, at) =>
    boxes
      .slice(at + 1)
      .some(
        (other) =>
          box.right > other.box.left + 1 &&
          other.box.right > box.left + 1 &&
          box.bottom > other.box.top + 1 &&
          other.box.bottom > box.top + 1 &&
          child !== other.child,
      ),
  );
  return [...wide, ...over.map(({ child }) => child)].map((one) => one.outerHTML.slice(0, 120));
}

/** What stands on the page once it has noticed. */
function signOf(link: "up" | "silent" | "down", age: "fresh" | "old" | "unknown"): RegExp {
  if (link === "silent") return /The house has said nothing since/;
  if (link === "down") return /This screen lost the house at/;
  if (age === "old") return /No robot has said where it is for/;
  if (age === "unknown") return /No robot has said yet where it is/;
  return /Positions live/;
}

async function calmOf(page: Page, words: readonly string[]): Promise<string[]> {
  const text = (await page.locator("body").innerText()).replace(/\s+/g, " ");
  return words.filter((word) => text.includes(word));
}
