import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScriptedFloor, type ScriptedFloorOptions } from "../gateway/scripted-floor.fixture.ts";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";
import type { MapProbe } from "./map/floor-map.ts";

const path = await browserPath();

function aFloor(options: Partial<ScriptedFloorOptions> = {}): ScriptedFloor {
  const now = Date.now();
  const houseMs = Date.UTC(2010, 11, 1, 13, 20);
  const timers = new ScaledClock({ wallMs: now, houseMs, speed: 1 });
  return new ScriptedFloor({ timers, webRoot, ...options });
}

const probe = (page: Page): Promise<MapProbe | undefined> =>
  page.evaluate(() =>
    (document.querySelector("[data-map]") as { floorProbe?: () => MapProbe } | null)?.floorProbe?.(),
  );

async function drawn(page: Page): Promise<MapProbe> {
  await page.waitForFunction(() => {
    const map = document.querySelector("[data-map]") as { floorProbe?: () => MapProbe } | null;
    return (map?.floorProbe?.().robots.length ?? 0) > 0;
  });
  return (await probe(page))!;
}

/** Where a robot stands on the page. */
async function placeOf(page: Page, robot: string): Promise<{ x: number; y: number }> {
  const found = (await probe(page))!.robots.find(({ id }) => id === robot)!;
  const box = (await page.locator("[data-map]").boundingBox())!;
  return { x: box.x + found.px, y: box.y + found.py };
}

/** Robots drive on between a look and a click, further on a busy machine: looked and clicked until one is hit. */
async function clickRobot(page: Page, robot: string): Promise<void> {
  const heading = page.getByRole("heading", { name: robot });
  for (let tries = 0; tries < 20 && !(await heading.isVisible()); tries++) {
    const { x, y } = await placeOf(page, robot);
    await page.mouse.click(x, y);
    await heading.waitFor({ timeout: 1_000 }).catch(() => {});
  }
}

/** Whether a picture of the page holds a colour near a robot; looked up each time, since the map moves when what stands beside it grows. */
async function hasColourNear(page: Page, robot: string, colour: string): Promise<boolean> {
  const at = await placeOf(page, robot);
  const clip = { x: Math.max(0, at.x - 7), y: Math.max(0, at.y - 7), width: 14, height: 14 };
  const picture = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(
    async ({ picture, colour }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const pen = canvas.getContext("2d")!;
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      const style = getComputedStyle(document.documentElement);
      const hex = style.getPropertyValue(`--map-${colour}`).trim();
      const wanted = [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));
      for (let i = 0; i < data.length; i += 4)
        if (wanted.every((channel, n) => Math.abs(data[i + n]! - channel) < 10)) return true;
      return false;
    },
    { picture, colour },
  );
}

describe.skipIf(path === undefined)("the floor in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: ScriptedFloor;
  let url: string;

  beforeAll(async () => {
    await buildWeb();
    [browser, floor] = [await openBrowser(path!), aFloor()];
    ({ url } = await floor.start());
  });
  afterAll(async () => {
    await browser.close();
    await floor.stop();
  });

  for (const renderer of ["canvas", "pixi"] as const)
    it(`draws robots where they are and lets them move, by ${renderer}, without a complaint from the browser`, async () => {
      const { page, complaints } = await openPage(browser, `${url}?renderer=${renderer}`);
      const before = await drawn(page);

      await expect.poll(() => hasColourNear(page, "R24", "robot-fault"), { timeout: 30_000 }).toBe(true);
      await page.waitForFunction(
        (was) => {
          const now = (document.querySelector("[data-map]") as { floorProbe?: () => MapProbe }).floorProbe!();
          const moved = now.robots.filter(({ id, px, py }) => {
            const old = was.find((robot) => robot.id === id);
            return old && Math.hypot(px - old.px, py - old.py) > 8;
          });
          return moved.length >= 5;
        },
        before.robots as { id: string; px: number; py: number }[],
      );

      expect(before.renderer).toBe(renderer);
      expect(before.robots).toHaveLength(40);
      expect(complaints).toEqual([]);
    });

  it("opens a robot from the map and its order from there, and keeps what is looked at in the address", async () => {
    const { page } = await openPage(browser, url);
    await drawn(page);

    await clickRobot(page, "R08");
    await page.getByRole("heading", { name: "R08" }).waitFor();
    const robotAddress = page.url();
    await page.goto(`${url}?look=robot%3AR01`);
    await page.locator(".inspector").getByRole("button", { name: "536365" }).click();
    await page.getByRole("heading", { name: "536365" }).waitFor();
    await page.getByRole("columnheader", { name: "SKU" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "R01" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Fleet" }).waitFor();

    expect(robotAddress).toContain("look=robot%3AR08");
  });

  it("acknowledges an alarm end to end", async () => {
    const { page } = await openPage(browser, url);
    floor.raise({ definition: "robot.estop", priority: "critical", source: "R05", parameters: {} });
    const alarm = page.locator(".alarm", { hasText: "Emergency stop pressed on robot" }).first();

    await alarm.getByRole("button", { name: /Acknowledge/ }).click();
    await alarm.getByText("acknowledged", { exact: true }).waitFor();

    expect(floor.commands.at(-1)).toMatchObject({ type: "alarm.acknowledge", alarm: "robot.estop:R05" });
  });

  it("pauses a robot only with a reason, and says done when the floor has", async () => {
    const { page } = await openPage(browser, `${url}?look=robot:R12`);

    await page.getByRole("button", { name: "Pause", exact: true }).click();
    const confirm = page.getByRole("button", { name: "Pause R12" });
    const withoutReason = await confirm.isDisabled();
    await page.getByLabel("Reason").fill("spill in aisle 3");
    const withoutName = await confirm.isDisabled();
    await page.getByLabel("Your name").fill("Mia");
    await confirm.click();
    await page.locator(".state-line").getByText("Paused").waitFor();

    await page.getByText("spill in aisle 3").waitFor();
    await page.getByText(/Mia, .*, done/).waitFor();

    expect([withoutReason, withoutName]).toEqual([true, true]);
    expect(floor.commands.at(-1)).toMatchObject({
      type: "robot.pause",
      robot: "R12",
      reason: "spill in aisle 3",
      by: "Mia",
    });
  });

  it("is worked by keys alone", async () => {
    const { page } = await openPage(browser, url);
    await drawn(page);

    await page.keyboard.press("0");
    const before = (await probe(page))!;
    await page.keyboard.press("+");
    const closer = (await probe(page))!.scale;
    await page.keyboard.press("0");
    const whole = (await probe(page))!.scale;
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("r17");
    await page.getByRole("option", { name: "R17" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "R17" }).waitFor();
    await page.keyboard.press("v");
    const list = page.getByRole("region", { name: "List what is in view" });
    await list.getByRole("button", { name: "PACK02" }).click();
    await page.getByRole("heading", { name: "PACK02" }).waitFor();

    expect(closer).toBeGreaterThan(before.scale);
    expect(whole).toBeCloseTo(before.scale, 5);
  });

  for (const dark of [true, false])
    it(`gives axe nothing serious to say, ${dark ? "dark" : "light"}`, async () => {
      for (const n of [1, 2])
        floor.raise({
          definition: "device.silent",
          priority: "medium",
          source: `CLIMATE-0${n}`,
          parameters: {},
        });
      const { page } = await openPage(browser, `${url}?look=robot:R08`, { dark });
      await drawn(page);
      await page.getByRole("button", { name: "Show all alarms" }).click();

      const withRobot = await seriousFindings(page);
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Fleet" }).waitFor();
      const withFleet = await seriousFindings(page);

      expect([...withRobot, ...withFleet]).toEqual([]);
    });

  it("fits a tablet and a phone without scrolling sideways", async () => {
    const { page } = await openPage(browser, url, { width: 820, height: 1180 });
    await drawn(page);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

    const tablet = await overflow();
    await page.setViewportSize({ width: 320, height: 700 });
    const phone = await overflow();

    expect([tablet, phone]).toEqual([0, 0]);
  });

  it("turns from dark to light and back by a button that says so, without a complaint", async () => {
    const { page, complaints } = await openPage(browser, url, { dark: true });
    await drawn(page);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();

    await page.getByRole("button", { name: "Change to light colours" }).click();
    const light = await ground();
    await page.getByRole("button", { name: "Change to dark colours" }).click();

    expect(light).not.toBe(dark);
    expect(await ground()).toBe(dark);
    expect(complaints).toEqual([]);
  });

  it.each([
    [1280, 720],
    [820, 1180],
  ])(
    "holds the longest words that anyone wrote at %i × %i px, each where it belongs",
    async (width, height) => {
      const long = "0123456789".repeat(6);
      const text = `${"protective field interrupted ".repeat(8)}${long}${long}`;
      const why = { code: "said.error", type: "laser scanner", text };
      floor.raise({ definition: "robot.fault", priority: "critical", source: "R24", parameters: { why } });
      const { page } = await openPage(browser, `${url}?look=order:${long}`, { width, height });
      await drawn(page);
      await page.getByRole("heading", { name: long }).waitFor();

      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const title = (await page.getByRole("heading", { name: long }).boundingBox())!;
      const close = (await page.getByRole("button", { name: "Close", exact: true }).first().boundingBox())!;
      const wide = [await overflow()];
      for (const look of ["robot:R24", "alarm:robot.fault:R24"]) {
        await page.goto(`${url}?look=${look}`);
        await page.locator(".inspector .facts, .inspector .alarm").first().waitFor();
        wide.push(await overflow());
      }
      const shipped = await page
        .locator(".stage-shipped")
        .evaluate((part) => part.scrollWidth - part.clientWidth);

      expect(wide).toEqual([0, 0, 0]);
      expect(title.x + title.width).toBeLessThanOrEqual(close.x);
      expect(shipped).toBe(0);
    },
  );

  it("is the page that people get, though a test built it", async () => {
    const html = await (await fetch(url, { headers: { accept: "text/html" } })).text();
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);

    const texts = await Promise.all(scripts.map(async (path) => (await fetch(new URL(path, url))).text()));

    expect(texts.length).toBeGreaterThan(0);
    // What only React's build for developers has.
    for (const text of texts) expect(text.includes("jsxDEV")).toBe(false);
  });

  it("is not built again while nothing it is made of changed", async () => {
    expect(await buildWeb()).toMatchObject({ built: false });
  });

  it("says since when it is offline, and goes on by itself when the house is back", async () => {
    const own = aFloor({ robots: 4, faces: 200, orders: 20 });
    const { url: ownUrl, port } = await own.start();
    const { page } = await openPage(browser, ownUrl);
    await drawn(page);

    await own.stop();
    await page.getByText(/This screen lost the house at/).waitFor();
    const again = aFloor({ robots: 4, faces: 200, orders: 35, port });
    await again.start();
    await page.getByText(/This screen lost the house at/).waitFor({ state: "detached" });
    const frames = (await probe(page))!.frames;
    await page.waitForFunction(
      (was) =>
        (document.querySelector("[data-map]") as { floorProbe?: () => MapProbe }).floorProbe!().frames >
        was + 5,
      frames,
    );
    await page.locator(".link-live", { hasText: "Positions" }).waitFor();

    await page.context().close();
    await again.stop();
  });

  it("shows names that try to be markup as the text they are", async () => {
    const { page, complaints } = await openPage(browser, url);
    const why = { code: "said.error", type: "<img src=x onerror=alert(1)>", text: "" };
    floor.raise({
      definition: "robot.fault",
      priority: "critical",
      source: "R24",
      parameters: { robot: "R24", why },
    });

    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();

    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
