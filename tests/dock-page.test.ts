/** The Hand at the dock in a browser, over the room that decides: parcels are scanned onto a pallet, one of another carrier is refused, the pallet is closed, and a person says that it left. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { aStockedFloor, type Floor } from "@floorplane/wms-bridge/floor/floor.fixture";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "../dashboards/web/axe.testkit.ts";
import { browserPath, openPage } from "../dashboards/web/browser.testkit.ts";
import { openFloorInBrowser } from "../dashboards/web/floor-in-browser.testkit.ts";

const path = await browserPath();

describe.skipIf(path === undefined)("the Hand at the dock in a browser (needs Chromium)", () => {
  let floor: Floor;
  let browser: Browser;
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    for (const [order, country] of [
      ["O1", "France"],
      ["O2", "France"],
      ["GB", "GB"],
    ] as const)
      floor.order(order, { A: 1 }, { country });
    floor.run(900);
    const opened = await openFloorInBrowser(path!, {
      robots: 2,
      faces: 100,
      orders: 0,
      dock: {
        look: (code, respond) => floor.bridge.tellDock(code, respond),
        ask: (request, person, respond) => floor.bridge.askAtScreens(request, person, respond),
      },
    });
    ({ browser, url, close } = opened);
  });
  afterAll(() => close());

  const parcelOf = (order: string): string =>
    (floor.get(`${wmsPaths.parcels}?order=${order}`).body.parcels as { sscc: string }[])[0]!.sscc;
  const scan = async (page: Page, label: string, code: string): Promise<void> => {
    await page.getByLabel(label).fill(code);
    await page.keyboard.press("Enter");
  };
  async function aHand(): Promise<Awaited<ReturnType<typeof openPage>>> {
    const opened = await openPage(browser, `${url}hand`, { width: 390, height: 780 });
    await opened.page.getByLabel("Your name").fill("Ada");
    await opened.page.keyboard.press("Enter");
    return opened;
  }
  const said = (page: Page, text: string) => page.locator(".hand-note").filter({ hasText: text }).waitFor();

  it("builds a pallet by scanning, says what does not belong on it, and sends it off", async () => {
    const [one, two, other] = [parcelOf("O1"), parcelOf("O2"), parcelOf("GB")];
    const { page, complaints } = await aHand();
    await scan(page, "Scan a task, place, tote or goods", `(00)${one}`);
    await page.getByText(`Parcel ${one}`).waitFor();
    await page.getByRole("button", { name: "Open a pallet with it" }).click();
    await page.getByText("1 parcel on it").waitFor();
    await scan(page, "Scan a parcel to put it on", other);
    await said(page, "goes with home-parcel");
    await scan(page, "Scan a parcel to put it on", two);
    await page.getByText("2 parcels on it").waitFor();
    const findings = await seriousFindings(page);
    await page.getByRole("button", { name: `Take ${two} off` }).click();
    await page.getByText("1 parcel on it").waitFor();
    await page.getByRole("button", { name: "Close it" }).click();
    await said(page, "It is closed.");
    const [pallet] = floor.get(wmsPaths.pallets).body.pallets as { sscc: string; state: string }[];
    await page.getByRole("button", { name: "It left" }).click();
    await said(page, "It left, with all that is on it.");
    floor.run(1);

    expect(findings).toEqual([]);
    expect(pallet).toMatchObject({ state: "closed", parcels: [one] });
    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["shipped", "packed"]);
    const { activities } = floor.get(`${wmsPaths.activity}?type=palletise,ship`).body;
    expect((activities as { by: object }[]).map(({ by }) => by)).toEqual(
      ["palletise", "palletise", "ship"].map(() => ({ kind: "person", name: "Ada" })),
    );
    expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
  });

  it("says of a number that nobody here knows that it is none", async () => {
    const { page } = await aHand();
    await scan(page, "Scan a task, place, tote or goods", "095213210000000919");
    await said(page, "no parcel and no pallet here");
    await page.getByRole("button", { name: "Back to my work" }).click();
    await page.getByLabel("Scan a task, place, tote or goods").waitFor();
  });
});
