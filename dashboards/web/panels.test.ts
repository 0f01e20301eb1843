import { unseenCondition } from "@floorplane/contracts/acts";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Log } from "@floorplane/runtime/log";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScriptedFloor } from "../gateway/scripted-floor.fixture.ts";
import { browserPath, openBrowser, openPage } from "./browser.testkit.ts";
import { buildWeb, webRoot } from "./build.ts";
import { spoilDetail, spoilEntity, spoilPlan } from "./spoilt-wire.testkit.ts";

const path = await browserPath();

/** What stands on a page on which a robot is chosen, by what people call it. */
const panels = ["Top line", "Alarms", "Orders", "Next hour", "Climate", "Floor", "Details"];

describe.skipIf(path === undefined)("the page's panels (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: ScriptedFloor;
  let url: string;
  const logged: Readonly<Record<string, unknown>>[] = [];
  const nothing = (): void => {};
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (event, fields) => logged.push({ event, ...fields }),
  };

  beforeAll(async () => {
    await buildWeb();
    const timers = new ScaledClock({ wallMs: Date.now(), houseMs: Date.UTC(2010, 11, 1, 13, 20), speed: 1 });
    [browser, floor] = [await openBrowser(path!), new ScriptedFloor({ timers, webRoot, log })];
    ({ url } = await floor.start());
    for (const source of ["R05", "R06"])
      floor.raise({ definition: "robot.estop", priority: "critical", source, parameters: {} });
  });
  afterAll(async () => {
    await browser.close();
    await floor.stop();
  });

  it("show a robot from tour to tour, whatever the number of stops", async () => {
    const { page, complaints } = await openPage(browser, `${url}?look=robot:R12`);
    const stops = page.locator(".stops .stop");

    for (const picks of [5, 1, 12, 2]) {
      floor.reroute("R12", picks);
      await expect.poll(() => stops.count(), { timeout: 10_000 }).toBe(picks + 2);
    }

    expect(complaints).toEqual([]);
    await page.getByRole("region", { name: "Alarms" }).waitFor();
  });

  const factsOf = (page: Page): Promise<Record<string, string>> =>
    page
      .locator(".inspector .fact")
      .evaluateAll((facts) =>
        Object.fromEntries(
          facts.map((fact) => [fact.querySelector("dt")?.textContent, fact.querySelector("dd")?.textContent]),
        ),
      );

  it("say of a station what it is and how its machine stands", async () => {
    const { page } = await openPage(browser, `${url}?look=station:PACK02`);

    for (const [state, said] of [
      ["held", "held"],
      ["execute", "packing"],
    ] as const) {
      floor.station("PACK02", state, 1);
      await expect
        .poll(() => factsOf(page), { timeout: 20_000 })
        .toMatchObject({ Kind: "packing station", State: said });
    }
  });

  it("count a robot that is paused and out of service as both", async () => {
    const condition = { ...unseenCondition, link: "heard", service: "out", readiness: "paused" } as const;
    floor.setCondition("R14", condition, "paused");
    const { page } = await openPage(browser, url);

    await page.locator(".fleet-out").getByText("R14").waitFor();

    expect(await page.locator(".fleet-out").textContent()).toContain("R14 (Paused)");
    expect(await page.locator(".fleet-row", { hasText: "Out of service, at rest" }).textContent()).toMatch(
      /0$/,
    );
    expect(await page.locator(".fleet-row", { hasText: "Paused" }).textContent()).toMatch(/1$/);
  });

  /** One word that no panel expects, in the one place that only one panel reads. */
  const spoilt: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    "Top line": (page) => spoilPlan(page, (plan) => ({ ...plan, site: {} })),
    Alarms: (page) => spoilEntity(page, "alarms", "alarm/robot.estop:R05", () => null),
    Orders: (page) => spoilEntity(page, "orders", "funnel", () => ({ stages: 7 })),
    "Next hour": (page) => spoilEntity(page, "orders", "at-risk", () => ({ orders: 7 })),
    Climate: (page) =>
      spoilPlan(page, (plan) => ({ ...plan, zones: plan.zones.map((zone) => ({ ...zone, zone: {} })) })),
    Floor: (page) => spoilPlan(page, (plan) => ({ ...plan, racks: 7 })),
    Details: (page) => spoilDetail(page, { kind: "robot", robot: null, transport: null, order: null }),
  };
  it.each(panels)(
    "lose nothing but %s to its own exception, and the house's log hears of it",
    async (name) => {
      const before = async (page: Page): Promise<void> => void (await spoilt[name]!(page));
      const { page } = await openPage(browser, `${url}?look=robot:R12`, { before });

      await page
        .getByRole("alert")
        .filter({ hasText: `${name} cannot be shown.` })
        .waitFor();
      await expect.poll(() => standing(page)).toEqual(panels.filter((panel) => panel !== name));
      const failed = await page.getByRole("alert").locator("strong").allTextContents();

      expect(failed).toEqual([`${name} cannot be shown.`]);
      await expect
        .poll(() => logged)
        .toContainEqual(expect.objectContaining({ event: "screen.trouble", panel: name }));
    },
  );

  it("come back when they are tried again after what spoilt them is gone", async () => {
    let heal = nothing;
    const before = async (page: Page): Promise<void> => {
      heal = await spoilEntity(page, "orders", "funnel", () => ({ stages: 7 }));
    };
    const { page } = await openPage(browser, `${url}?look=robot:R12`, { before });
    const failed = page.getByRole("alert").filter({ hasText: "Orders cannot be shown." });
    await failed.waitFor();

    await failed.getByRole("button", { name: "Try again" }).click();
    await failed.waitFor();
    heal();
    // The house says the funnel again with the next order that moves on.
    await expect
      .poll(
        async () => {
          if (await failed.isVisible()) await failed.getByRole("button", { name: "Try again" }).click();
          return standing(page);
        },
        { timeout: 30_000, interval: 300 },
      )
      .toEqual(panels);
  });

  it("lose one alarm of the list, not the list, when an alarm cannot be read", async () => {
    const before = async (page: Page): Promise<void> =>
      void (await spoilEntity(page, "alarms", "alarm/robot.estop:R05", (alarm) => ({
        ...alarm,
        parameters: null,
      })));
    const { page } = await openPage(browser, `${url}?look=robot:R12`, { before });

    await page.getByRole("button", { name: "Show all alarms" }).click();
    await page.getByText("2 alarms", { exact: true }).last().click();
    await page.getByRole("alert").filter({ hasText: "robot.estop:R05 cannot be shown." }).waitFor();
    await page
      .locator(".alarm-member", { hasText: "R06" })
      .getByRole("button", { name: /Acknowledge/ })
      .waitFor();

    expect(await standing(page)).toEqual(panels);
  });
});

/** Panels that show what they are for. */
async function standing(page: Page): Promise<string[]> {
  const signs: Readonly<Record<string, string>> = {
    "Top line": "header.top-bar .clock-time",
    Alarms: "section.alarms",
    Orders: "section.funnel .stage",
    "Next hour": "section.next-hour h2",
    Climate: "section.climate .tile",
    Floor: "[data-map] canvas",
    Details: "aside.inspector .facts",
  };
  const shown: string[] = [];
  for (const panel of panels) if ((await page.locator(signs[panel]!).count()) > 0) shown.push(panel);
  return shown;
}
