/** The screen of a packing station in a browser, over the room that decides: a scanner that types packs an order through a reload, a second screen and a wrong unit. */
import type { LocationId, Sku, StationId, ToteId } from "@floorplane/contracts/ids";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { Floor } from "@floorplane/wms-bridge/floor/floor.fixture";
import { anItem, aSite } from "@floorplane/wms-bridge/floor/small-site.fixture";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "../dashboards/web/axe.testkit.ts";
import { browserPath, openPage } from "../dashboards/web/browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "../dashboards/web/floor-in-browser.testkit.ts";

const path = await browserPath();
/** Somebody who said his name at this screen before. */
const openBench: typeof openPage = (browser, address, options = {}) =>
  openPage(browser, address, {
    ...options,
    before: async (page) =>
      void (await page.addInitScript(() => localStorage.setItem("floorplane.operator", "Mia"))),
  });
const station = "PACK1";

async function aBench(): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  const site = aSite();
  floor.site = {
    ...site,
    cartons: [
      { carton: "C1", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 900, tareGrams: 100 },
      { carton: "C2", lengthMm: 600, widthMm: 400, heightMm: 300, gramsMax: 1_300, tareGrams: 200, cost: 5 },
    ],
    stations: [
      { station, kind: "packing", by: "person" },
      { station: "CHECK1", kind: "check" },
      { station: "RECV", kind: "receiving" },
    ],
    devices: site.devices.filter((row) => row.station === "CHECK1"),
    printers: [{ printer: "Z1", address: "10.0.0.1:9100", language: "zpl", station }],
  };
  floor.portalBlind = true;
  await floor.open();
  floor.post(wmsPaths.items, {
    items: ["A", "B", "C"].map((sku) => anItem(sku, { name: `${sku} · enamel mug, blue, 0.3 l` })),
  });
  for (const [n, sku] of ["A", "B", "C"].entries()) floor.stock(`P0${n + 1}`, sku, 60);
  return floor;
}

describe.skipIf(path === undefined)("a packing station in a browser (needs Chromium)", () => {
  let floor: Floor;
  let opened: FloorInBrowser;
  let browser: Browser;
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    floor = await aBench();
    opened = await openFloorInBrowser(path!, {
      robots: 2,
      faces: 100,
      orders: 0,
      benches: (asked, respond) => {
        floor.bridge.tellBench(asked, respond);
        // The house's clock goes on while somebody works.
        if (asked.act) floor.run(1);
      },
    });
    ({ browser, url, close } = opened);
  });
  afterAll(() => close());

  /** A keyboard wedge: types into whatever has the focus, and ends with Enter. */
  async function wedge(page: Page, ...codes: string[]): Promise<void> {
    for (const code of codes) {
      await page.keyboard.type(code);
      await page.keyboard.press("Enter");
    }
  }
  const word = (page: Page, text: string | RegExp) =>
    page.locator(".packing-word").filter({ hasText: text }).waitFor();
  /** Where another screen worked before, it is taken over. */
  async function workHere(page: Page): Promise<void> {
    const take = page.getByRole("button", { name: "Work here from this screen" });
    await take.or(page.getByLabel("Scan the tote")).first().waitFor();
    if (!(await take.isVisible())) return;
    await take.click();
    await word(page, "You work here now.");
  }
  async function order(number: string, lines: Record<string, number>, more: object = {}): Promise<string> {
    floor.order(number, lines, more);
    floor.run(600);
    let tote = "";
    floor.bridge.tellBench({ station }, ({ body }) => {
      const { waiting } = JSON.parse(new TextDecoder().decode(body)).state;
      // What an earlier order is sent in place of missing units may wait too.
      ({ tote } = waiting.find((one: { order: string }) => one.order === number));
    });
    return tote;
  }
  const state = (number: string) => floor.get(wmsPaths.order(number)).body.state;

  it("a scanner alone packs two parcels, through a wrong unit and a reload; each label is printed when its parcel is closed", async () => {
    const tote = await order(
      "O1",
      { A: 5, B: 2 },
      { notes: "gift: no invoice", hazmat: [{ unNumber: "UN3481" }] },
    );
    const { page, complaints } = await openBench(browser, `${url}packing/${station}`, {
      width: 1024,
      height: 900,
    });
    await page.getByText(`Tote ${tote}`).waitFor();
    await page.getByLabel("Scan the tote").waitFor();
    await wedge(page, tote);
    await word(page, `Tote ${tote} is open.`);
    await page.getByText("Dangerous goods: UN3481").waitFor();
    await page.getByText("Parcel 1 of 2", { exact: false }).first().waitFor();
    await wedge(page, "C");
    await word(page, "C does not belong into this tote's parcels");
    expect(await page.getByRole("alert").count()).toBeGreaterThan(0);
    await page.screenshot({
      path: process.env.SHOT ? `${process.env.SHOT}/packing-wide.png` : (undefined as never),
    });

    await wedge(page, "A", "A");
    await page
      .getByLabel("2 of 4 packed")
      .or(page.getByLabel(/2 of \d packed/))
      .first()
      .waitFor();
    await page.reload();
    await page
      .getByLabel(/2 of \d packed/)
      .first()
      .waitFor();
    const units = async (): Promise<{ sku: string; left: number }[]> => {
      let found: { sku: string; left: number }[] = [];
      floor.bridge.tellBench({ station }, ({ body }) => {
        const { work } = JSON.parse(new TextDecoder().decode(body)).state;
        const parcel = work?.parcels.find(({ isClosed }: { isClosed: boolean }) => !isClosed);
        found = (parcel?.units ?? []).map((one: Record<string, number> & { sku: string }) => ({
          sku: one.sku,
          left: one.planned! - one.packed!,
        }));
      });
      return found;
    };
    for (const { sku, left } of await units()) await wedge(page, ...Array<string>(left).fill(sku));
    await word(page, "That was the last one");
    await wedge(page, "PACK-CLOSE");
    await word(page, "Parcel 1 is closed.");
    for (const { sku, left } of await units()) await wedge(page, ...Array<string>(left).fill(sku));
    await wedge(page, "PACK-CLOSE");
    await word(page, "Done: the tote is empty.");
    floor.run(5);

    expect(complaints).toEqual([]);
    expect(state("O1")).toBe("packed");
    expect(floor.paper.labels).toHaveLength(2);
  });

  it("a second screen looks on until it takes over; then the first does", async () => {
    const tote = await order("O2", { A: 1 });
    const first = (await openBench(browser, `${url}packing/${station}`)).page;
    await first.getByText(`Tote ${tote}`).waitFor();
    await first.getByRole("button", { name: "Work here from this screen" }).click();
    await word(first, "You work here now.");
    await wedge(first, tote);
    await word(first, "is open");
    const second = (await openBench(browser, `${url}packing/${station}`)).page;
    await second.getByText("works at this station from another screen").first().waitFor();
    expect(await second.getByLabel("Scan each unit, then the carton").count()).toBe(0);
    await second.getByRole("button", { name: "Work here from this screen" }).click();
    await word(second, "You work here now.");
    await first.getByText("works at this station from another screen").first().waitFor();
    await wedge(second, "A", "C1");
    await word(second, "Done: the tote is empty.");

    expect(state("O2")).toBe("packed");
  });

  it("what is missing, broken and too heavy is said on the page, and a label that may have been printed is asked about", async () => {
    floor.paper.answers = () => ({ outcome: "unknown", why: "cut" });
    const tote = await order("O3", { A: 2, B: 2 });
    const { page, complaints } = await openBench(browser, `${url}packing/${station}`, {
      width: 320,
      height: 760,
    });
    await workHere(page);
    await wedge(page, tote, "A", "B");
    await page.getByRole("button", { name: "Missing: A" }).click();
    await page.getByRole("button", { name: "Damaged: B" }).click();
    await word(page, "put the damaged one aside");
    await page.getByText("1 damaged").waitFor();
    await page.getByLabel("Carton that you take").selectOption("C2");
    await word(page, "Carton C2.");
    await page.getByLabel(/Weight, g/).fill("2000");
    await page.getByRole("button", { name: "Close the parcel" }).click();
    await word(page, "2000 g, and it should be about 600 g.");
    await page.getByLabel("Weight, g (about 600)").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.screenshot({
      fullPage: true,
      path: process.env.SHOT ? `${process.env.SHOT}/packing-narrow.png` : (undefined as never),
    });
    await page.getByRole("button", { name: "It is right: close it all the same" }).click();
    await word(page, "Close with 1 missing (1 × A)?");
    await page.getByRole("button", { name: "Close with 1 missing" }).click();
    await page.getByText("Was it printed?").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    floor.paper.answers = () => ({ outcome: "printed" });
    await page.getByRole("button", { name: "It lies here" }).click();
    await page.getByText("Was it printed?").waitFor({ state: "detached" });

    expect(complaints).toEqual([]);
    const parcels = floor.get(wmsPaths.parcels).body.parcels as {
      carton: string;
      grams: number;
      units: number;
    }[];
    expect(parcels.some((one) => one.carton === "C2" && one.grams === 2_000 && one.units === 2)).toBe(true);
  });

  it("what is scanned while the house is away is sent once when it is back", async () => {
    const tote = await order("O4", { A: 2 });
    const { page } = await openBench(browser, `${url}packing/${station}`);
    await workHere(page);
    let lost = 0;
    await page.route("**/api/packing/*", async (route) => {
      const act = route.request().postDataJSON() as PackingAct | null;
      // The house does it, and its answer is lost on the way back.
      if (act?.code !== "A" || lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await wedge(page, tote, "A", "A", "C1");
    await word(page, "Done: the tote is empty.");

    expect(lost).toBeGreaterThan(1);
    expect(state("O4")).toBe("packed");
  });

  it("a deed that the network took and nobody ever answered is sent again, and done once", async () => {
    const tote = await order("O6", { A: 2 });
    const { page } = await openBench(browser, `${url}packing/${station}`);
    await workHere(page);
    const lost: string[] = [];
    await page.route("**/api/packing/*", async (route) => {
      const act = route.request().postDataJSON() as PackingAct | null;
      const what = act === null ? "look" : act.code;
      // A look and a deed get no answer for ever; the house has done the deed.
      if (what === undefined || !["look", "A"].includes(what) || lost.includes(what)) return route.continue();
      lost.push(what);
      if (act) await route.fetch();
    });
    await expect.poll(() => lost).toEqual(["look"]);
    await wedge(page, tote, "A", "A", "C1");
    await word(page, "Done: the tote is empty.");

    expect(lost).toEqual(["look", "A"]);
    expect(state("O6")).toBe("packed");
  });

  it("asks who packs before anything else, and works in his name", async () => {
    const { page } = await openPage(browser, `${url}packing/${station}`, { width: 390, height: 760 });
    await page.getByLabel("Your name").waitFor();
    expect(await page.getByLabel("Scan the tote").count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await wedge(page, "Ben");
    await page.getByText("You are Ben").waitFor();
    await page.getByRole("button", { name: "Work here from this screen" }).click();
    await word(page, "You work here now.");

    let by = "";
    floor.bridge.tellBench({ station }, ({ body }) => {
      by = JSON.parse(new TextDecoder().decode(body)).state.taken.by;
    });
    expect(by).toBe("Ben");
  });

  it("what was scanned while the house was away outlives a reload, and a double tap is one press", async () => {
    const tote = await order("O5", { A: 3, B: 1 });
    const { page } = await openBench(browser, `${url}packing/${station}`);
    await workHere(page);
    await wedge(page, tote);
    await word(page, `Tote ${tote} is open.`);
    await page.route("**/api/packing/*", (route) => route.abort());
    await wedge(page, "A", "A");
    await page
      .getByText(/2 .*not/)
      .or(page.locator(".hand-away"))
      .first()
      .waitFor();
    await page.reload();
    await page.unroute("**/api/packing/*");
    await page.getByLabel("2 of 3 packed").waitFor();
    await page.getByRole("button", { name: "Missing: A" }).dblclick();
    await page.locator(".packing-lack").waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator(".packing-lack").allTextContents()).toEqual(["1 missing"]);
    await wedge(page, "B", "PACK-CLOSE", "PACK-CLOSE");
    await word(page, "Close with 1 missing (1 × A)?");
    await wedge(page, "PACK-SHORT");
    await word(page, "Done, with 1 unit missing.");
  });

  it("a card says what is missing or damaged of the goods that are named next, however often it is scanned, and it can be taken back", async () => {
    const tote = await order("O7", { C: 3, B: 1 });
    const { page } = await openBench(browser, `${url}packing/${station}`);
    await workHere(page);
    await wedge(page, tote, "PACK-MISSING", "PACK-MISSING");
    await page.getByLabel("Of which goods is one unit missing?").waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator(".packing-lack").count()).toBe(0);
    await wedge(page, "C");
    await word(page, "C: 1 missing.");
    await wedge(page, "PACK-DAMAGED", "PACK-DAMAGED", "B");
    await word(page, "B: put the damaged one aside.");
    await page.getByRole("button", { name: "Missing: C" }).click();
    await page.getByRole("button", { name: "All 2 that are left" }).click();
    await page.getByText("3 missing").waitFor();
    await page.screenshot({
      path: process.env.SHOT ? `${process.env.SHOT}/packing-missing.png` : (undefined as never),
    });
    await page.getByRole("button", { name: "They are there: C" }).click();
    await word(page, "C: 3 units are not missing. Scan each.");
    await wedge(page, "C", "C", "C", "PACK-CLOSE");
    await word(page, "Done: the tote is empty.");
  });

  it("a scan is a scan wherever the focus is, and what is no weight closes nothing", async () => {
    const tote = await order("O8", { C: 2, B: 1 });
    const { page } = await openBench(browser, `${url}packing/${station}`);
    await workHere(page);
    await wedge(page, tote);
    await word(page, `Tote ${tote} is open.`);
    const weight = page.getByLabel(/Weight, g/);
    await weight.fill("70");
    await weight.focus();
    await wedge(page, "C", "NOBODY");
    await word(page, "NOBODY: nobody knows this code.");
    await page.getByLabel("Carton that you take").focus();
    await wedge(page, "C", "B");
    await word(page, "That was the last one");
    expect(await weight.inputValue()).toBe("70");
    await weight.fill("1e3");
    await page.getByText("“1e3” is no number from 1 to 1000000").waitFor();
    for (const close of [
      () => page.getByRole("button", { name: "Close the parcel" }).click(),
      () => wedge(page, "PACK-CLOSE"),
      () => wedge(page, "C1"),
    ]) {
      await close();
      await word(page, "“1e3” is no weight in grams. The parcel is open");
    }
    await weight.fill("7000");
    await weight.focus();
    await wedge(page, "PACK-CLOSE");
    await word(page, "7000 g, and it should be about 700 g.");
    await weight.fill("");
    await wedge(page, "PACK-CLOSE");
    await word(page, "Done: the tote is empty.");
  });

  it("deals out what a robot has brought: each unit is scanned into its tote, the next follows, and a refusal is shown", async () => {
    const pick = {
      kind: "pick",
      location: station as LocationId,
      station: station as StationId,
      from: "T90" as ToteId,
      sku: "MUG" as Sku,
      quantity: 2,
      tote: "T7" as ToteId,
    } as const;
    opened.floor.openTask(pick, "TASK-90");
    opened.floor.openTask({ ...pick, station: "PACK2" as StationId, tote: "T8" as ToteId }, "TASK-91");
    const answers = () => opened.floor.commands.filter(({ type }) => type === "task.answer");
    const { page, complaints } = await openBench(browser, `${url}packing/${station}`, {
      width: 390,
      height: 800,
    });
    await page.getByRole("button", { name: "Work here from this screen" }).click();
    await page.getByText("Deal out box T90").waitFor();
    await page.getByText("into tote T7").waitFor();
    expect(await page.getByText("into tote T8").count()).toBe(0);

    await wedge(page, "T90", "MUG");
    await page.getByLabel("1 of 2 dealt out").waitFor();
    await page.getByText("Box T90 was scanned.").waitFor();
    expect(answers()).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.screenshot({
      fullPage: true,
      path: process.env.SHOT ? `${process.env.SHOT}/dealing.png` : (undefined as never),
    });
    await wedge(page, "MUG");
    await expect
      .poll(answers)
      .toMatchObject([
        { task: "TASK-90", place: station, found: [{ sku: "MUG", quantity: 2 }], complete: false, by: "Mia" },
      ]);
    await page.getByText("Deal out box T90").waitFor({ state: "detached" });

    opened.floor.openTask({ ...pick, quantity: 5 }, "TASK-92");
    await page.getByLabel("0 of 5 dealt out").waitFor();
    await wedge(page, "MUG");
    await page.getByLabel("1 of 5 dealt out").waitFor();
    await page.getByRole("button", { name: "No more in box T90" }).dblclick();
    await expect
      .poll(() => answers().slice(1))
      .toMatchObject([{ task: "TASK-92", found: [{ sku: "MUG", quantity: 1 }], complete: true }]);
    expect(complaints).toEqual([]);

    opened.floor.openTask({ ...pick, quantity: 1 }, "TASK-93");
    await page.route("**/api/acts", (route) =>
      route.fulfill({
        status: 409,
        json: {
          outcome: "refused",
          reason: { code: "task.not-booked" },
          why: "CUP are not the goods of this task",
        },
      }),
    );
    await page.getByLabel("0 of 1 dealt out").waitFor();
    await wedge(page, "CUP");
    await page.getByText("CUP are not the goods of this task").waitFor();
    await page.getByLabel("0 of 1 dealt out").waitFor();
  });

  it("says of a station where nobody packs at a screen what its file would say, and asks for nobody's name", async () => {
    const { page } = await openPage(browser, `${url}packing/CHECK1`);
    await page.getByText("CHECK1 is no packing station here; packing stations are ").waitFor();
    await page.getByText("The house is reached").waitFor();
    expect(await page.getByLabel("Your name").count()).toBe(0);
  });
});
