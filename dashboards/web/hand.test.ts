/** The Hand in a browser: given without a network, killed, opened again without one, and back: each act took effect once, in order, and nobody was told anything else meanwhile. */
import { createHash } from "node:crypto";
import type { LocationId, LotId, Sku, StationId, ToteId } from "@floorplane/contracts/ids";
import { placeNumberOf } from "@floorplane/contracts/labels";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PhotoPort, TakenHere } from "../gateway/photo-route.ts";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type Cable, cableOf } from "./cable.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";

const path = await browserPath();

const noPicture = { name: "note.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") };

/** Pictures of the page itself: real ones, that the browser reads and makes anew. */
async function twoPictures(
  page: Page,
): Promise<{ readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[]> {
  const png = await page.screenshot();
  return ["1.png", "2.png"].map((name) => ({ name, mimeType: "image/png", buffer: png }));
}

const photoId = ({ task, bytes }: TakenHere): string =>
  `${task} ${createHash("sha256").update(bytes).digest("hex")}`;

/** What is too small for a glove. */
const smallTargets = (): string[] =>
  [
    ...document.querySelectorAll<HTMLElement>(
      "button, a, input:not([type=checkbox]), select, label:has([type=checkbox])",
    ),
  ]
    .filter((one) => one.offsetHeight < 48)
    .map((one) => one.outerHTML.slice(0, 100));

/** What stands over the edge, also where it is clipped there and nothing scrolls. */
const widerThanThePage = (): string[] =>
  [...document.querySelectorAll<HTMLElement>(".hand *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map((one) => one.outerHTML.slice(0, 100));

/** What the lamp wears; of other goods nothing is known. */
const codesOf = (sku: Sku) => (sku === "LAMP" ? [{ code: "09521321000001", units: 1 }] : []);

describe.skipIf(path === undefined)("the Hand in a browser (needs Chromium: npm's or CHROMIUM_PATH)", () => {
  let browser: Browser;
  let floor: FloorInBrowser["floor"];
  let url: string;
  let cable: Cable;
  let close: FloorInBrowser["close"];
  const photos: TakenHere[] = [];
  /** As the house tells them apart: the same bytes for the same task are the same photo, however often they come. */
  const isNew = (photo: TakenHere): boolean => !photos.some((one) => photoId(one) === photoId(photo));
  let photosCame = 0;

  beforeAll(async () => {
    const options = { robots: 2, faces: 100, orders: 0 };
    const answered = { status: 200, headers: {}, body: new TextEncoder().encode("{}") };
    const port: PhotoPort = {
      take(photo, respond) {
        photosCame++;
        if (isNew(photo)) photos.push(photo);
        respond(answered);
      },
      tell: (_photo, respond) => respond(answered),
    };
    ({ browser, floor, url, close } = await openFloorInBrowser(path!, { ...options, photos: port, codesOf }));
    cable = cableOf(url);
  });
  afterAll(async () => {
    cable.remove();
    await close();
  });

  /** One that failed out there leaves nobody else there. */
  afterEach(() => cable.plugIn());

  /** Out of the network's reach; the browser knows it too. */
  async function walkAway(context: BrowserContext): Promise<void> {
    cable.pull();
    await context.setOffline(true);
  }
  async function comeBack(context: BrowserContext): Promise<void> {
    cable.plugIn();
    await context.setOffline(false);
  }

  async function aPhone(width = 390): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
    const { page, complaints } = await openPage(browser, `${url}hand`, { width, height: 780 });
    const context = page.context();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await sayWho(page);
    return { context, page, complaints };
  }

  async function sayWho(page: Page): Promise<void> {
    await page.getByLabel("Your name").fill("Mia");
    await page.keyboard.press("Enter");
    await page.getByText("You are Mia").waitFor();
  }

  async function count(page: Page, task: string, place: string, ...codes: string[]): Promise<void> {
    await page.getByLabel("Scan a task, place, tote or goods").fill(task);
    await page.keyboard.press("Enter");
    const scan = page.getByLabel("Scan the place, then each unit");
    for (const code of [place, ...codes]) {
      await scan.fill(code);
      await page.keyboard.press("Enter");
    }
    await page.getByText(`you stand at ${place}`).waitFor();
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText(`${task}: kept on this device.`).waitFor();
  }

  const answers = () => floor.commands.filter(({ type }) => type === "task.answer");

  it("works through a cut link and a killed tab: each act took effect once and in order", async () => {
    for (const n of [1, 2, 3]) floor.openTask({ kind: "count-bin", location: `A-0${n}` }, `TASK-${n}`);
    const { context, page, complaints } = await aPhone();
    await page.getByText("Count A-01").waitFor();
    await page.getByText("The house has all that was given here").waitFor();
    expect(complaints).toEqual([]);

    // The first is taken by the house, and its answer lost on the way back.
    let isLost = true;
    await context.route("**/api/acts", async (route) => {
      if (!isLost) return route.continue();
      isLost = false;
      await route.fetch();
      await walkAway(context);
      await route.abort();
    });
    await count(page, "TASK-1", "A-01", "MUG", "MUG");
    await page.getByText("1 act is on this device alone").waitFor();
    await page.getByText(/^The house is not reached/).waitFor();
    await count(page, "TASK-2", "A-02", "CUP");
    await count(page, "TASK-3", "A-03", "MUG", "CUP");
    await page.getByText("3 acts are on this device alone").waitFor();
    expect(await page.getByText("done").count()).toBe(0);
    await page.close({ runBeforeUnload: false });

    const again = await context.newPage();
    await again.goto(`${url}hand`);
    await again.getByText("3 acts are on this device alone").waitFor();
    await again.getByText(/^The house is not reached\. What you see is/).waitFor();
    expect(answers().length).toBe(1);
    await comeBack(context);
    await again.getByText("The house has all that was given here").waitFor();

    expect(answers()).toMatchObject([
      { task: "TASK-1", found: [{ sku: "MUG", quantity: 2 }], by: "Mia" },
      { task: "TASK-2", found: [{ sku: "CUP", quantity: 1 }] },
      {
        task: "TASK-3",
        found: [
          { sku: "MUG", quantity: 1 },
          { sku: "CUP", quantity: 1 },
        ],
      },
    ]);
  });

  it("sends again what the network took and nobody ever answered, once for the house", async () => {
    floor.openTask({ kind: "count-bin", location: "A-08" }, "TASK-8");
    const before = answers().length;
    const { context, page } = await aPhone();
    await page.getByText("Count A-08").waitFor();
    const lost: string[] = [];
    await context.route(/\/api\/(acts|tasks)/, async (route) => {
      const what = route.request().method();
      if (lost.includes(what)) return route.continue();
      lost.push(what);
      if (what === "POST") await route.fetch();
    });
    await expect.poll(() => lost).toEqual(["GET"]);
    await count(page, "TASK-8", "A-08", "MUG");
    await page.getByText("TASK-8 done").waitFor();
    await page.getByText("The house has all that was given here").waitFor();

    expect(lost).toEqual(["GET", "POST"]);
    expect(answers().slice(before)).toMatchObject([{ task: "TASK-8", found: [{ sku: "MUG", quantity: 1 }] }]);
  });

  it("shows what the house would not do, with why, until somebody has seen it", async () => {
    floor.openTask({ kind: "inspect", location: "A-09", sku: "MUG" as Sku, quantity: 2 }, "TASK-9");
    const { context, page } = await aPhone();
    const refusal = {
      type: "about:blank",
      status: 409,
      outcome: "refused",
      reason: { code: "task.unknown", task: "TASK-9" },
      why: "there is no open task TASK-9",
    };
    await context.route("**/api/acts", (route) => route.fulfill({ status: 409, json: refusal }));
    await page.getByText("Look at 2 × MUG at A-09").click();
    await page.getByLabel("Units of MUG").fill("2");
    await page.getByLabel("What MUG is fit for").selectOption("defective");
    await page.getByRole("button", { name: "Give it" }).click();

    await page.getByText("there is no open task TASK-9").waitFor();
    await page.reload();
    await page.getByText("there is no open task TASK-9").waitFor();
    // It is work again: somebody looks.
    await page.getByText("Look at 2 × MUG at A-09").waitFor();
    expect(await page.getByText("TASK-9: kept on this device.").count()).toBe(0);
    // A right answer after it: the refusal is of no use any more.
    await context.unroute("**/api/acts");
    await page.getByText("Look at 2 × MUG at A-09").click();
    await page.getByLabel("Units of MUG").fill("2");
    await page.getByLabel("What MUG is fit for").selectOption("defective");
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("TASK-9 done").waitFor();
    await page.getByText("there is no open task TASK-9").waitFor({ state: "detached" });
    expect(await page.getByText("TASK-9: kept on this device.").count()).toBe(0);
  });

  it("puts away: the goods are taken first, then the place is scanned where they are now", async () => {
    floor.openTask(
      {
        kind: "put-away",
        location: "RECV",
        sku: "MUG" as Sku,
        lot: "N1" as LotId,
        quantity: 4,
        to: "A-03" as LocationId,
      },
      "TASK-20",
    );
    const before = answers().length;
    const { page } = await aPhone();
    await page.getByText("Put away 4 × MUG (lot N1) from RECV to A-03").click();
    await page.getByText("to A-03, or another place that may have them").waitFor();
    const give = page.getByRole("button", { name: "Give it" });
    expect(await give.isDisabled()).toBe(true);
    // Whoever fills an empty bin ticks nothing that would lose what he did not put there.
    const nowhere = page.getByText("The other 1 are nowhere to be found: the book loses them");
    expect(await page.getByRole("checkbox").count()).toBe(0);
    await page.getByLabel("Units of MUG").fill("3");
    await nowhere.waitFor();
    await page.getByLabel("Units of MUG").fill("4");
    await nowhere.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "I have them" }).click();
    await page.getByText("You have them: nobody else is sent").waitFor();
    await page.getByLabel("Scan the place where you put them").fill("A-05");
    await page.keyboard.press("Enter");
    await page.getByText("put at A-05").waitFor();
    await give.click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([
        { task: "TASK-20", begun: true, found: [] },
        { task: "TASK-20", place: "A-05", found: [{ sku: "MUG", quantity: 4 }], by: "Mia" },
      ]);
  });

  it("picks: the place and each unit are scanned, what the scale says is told, and the tote is brought to a station", async () => {
    const at = { tote: "T7" as ToteId };
    const pick = { kind: "pick", location: "A-03" as LocationId, sku: "MUG" as Sku, quantity: 2 } as const;
    floor.openTask({ ...pick, ...at }, "TASK-30");
    const station = { location: "PACK01", station: "PACK01" as StationId };
    floor.openTask({ kind: "bring", ...station, ...at }, "TASK-31");
    const before = answers().length;
    const { page } = await aPhone();
    const scan = async (label: string, code: string): Promise<void> => {
      await page.getByLabel(label).fill(code);
      await page.keyboard.press("Enter");
    };
    const goods = "Scan the place, then each unit that you put into the tote";

    await page.getByText("Pick 2 × MUG at A-03 into tote T7").click();
    for (const code of ["A-03", "05012345678900", "05012345678900"]) await scan(goods, code);
    await page.getByText("you stand at A-03").waitFor();
    await page.getByLabel("Scale, g (where it is asked for)").fill("400");
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Bring tote T7 to PACK01").click();
    await scan("Scan the station where you put the tote down", "PACK01");
    await page.getByRole("button", { name: "Give it" }).click();

    const found = [{ sku: "05012345678900", quantity: 2 }];
    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([
        { task: "TASK-30", place: "A-03", grams: 400, found, by: "Mia" },
        { task: "TASK-31", place: "PACK01", found: [] },
      ]);
  });

  it("decides about a transfer: what it is off by is shown, and units are counted where they arrived after all", async () => {
    const difference = [
      { sku: "MUG" as Sku, units: -2 },
      { sku: "LAMP" as Sku, units: 1 },
    ];
    const off = { kind: "difference", transfer: "TR-9", quantity: 3, difference } as const;
    floor.openTask(off, "TASK-40");
    floor.openTask({ ...off, transfer: "TR-8" }, "TASK-41");
    const before = answers().length;
    const { page } = await aPhone();
    const choose = (decision: string) => page.locator("select").selectOption(decision);
    const give = page.getByRole("button", { name: "Give it" });

    await page.getByText("Transfer TR-9 is off by 3 units").click();
    await page.getByText("2 units of MUG missing").waitFor();
    await page.getByText("1 unit of LAMP too many").waitFor();
    expect(await give.isDisabled()).toBe(true);
    await choose("arrived");
    expect(await give.isDisabled()).toBe(true);
    await page.getByLabel("Scan the goods").fill("MUG");
    await page.keyboard.press("Enter");
    await give.click();
    await page.getByText("Transfer TR-8 is off by 3 units").click();
    await choose("give-up");
    await give.click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([
        { task: "TASK-40", decision: "arrived", found: [{ sku: "MUG", quantity: 1 }], by: "Mia" },
        { task: "TASK-41", decision: "give-up", found: [] },
      ]);
  });

  it("lists what is nearest to the place that was scanned last, and takes a box's label for the place", async () => {
    const places = [...floor.layout.stations.values()].filter(({ kind }) => kind === undefined);
    const corner = places.reduce((best, one) => (one.x + one.y < best.x + best.y ? one : best));
    const metres = ({ x, y }: { readonly x: number; readonly y: number }): number =>
      Math.abs(x - corner.x) + Math.abs(y - corner.y);
    const inTurn = [...places].sort((a, b) => metres(b) - metres(a));
    const [far, near] = [inTurn[0]!.id, inTurn.at(-1)!.id];
    floor.openTask({ kind: "count-bin", location: far }, "TASK-50");
    floor.openTask({ kind: "count-bin", location: near }, "TASK-51");
    const station = { location: "PACK01" as LocationId, station: "PACK01" as StationId };
    const goods = { sku: "MUG" as Sku, quantity: 2, tote: "T7" as ToteId, from: "T9" as ToteId };
    floor.openTask({ kind: "pick", ...station, ...goods }, "TASK-52");
    const { page } = await aPhone();
    const listed = () => page.locator(".hand-task strong").allTextContents();
    const ours = async (): Promise<string[]> =>
      (await listed()).filter((text) => text.includes(far) || text.includes(near));

    await page.getByText("Pick 2 × MUG out of box T9 at PACK01 into tote T7").waitFor();
    expect(await ours()).toEqual([`Count ${far}`, `Count ${near}`]);
    await page.getByLabel("Scan a task, place, tote or goods").fill(near);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText(`Nearest to ${near} first`).waitFor();
    await expect.poll(ours).toEqual([`Count ${near}`, `Count ${far}`]);

    await page.getByText("Pick 2 × MUG out of box T9").click();
    await page.getByLabel("Scan the place, then each unit that you put into the tote").fill("T9");
    await page.keyboard.press("Enter");
    await page.getByText("you stand at PACK01").waitFor();
  });

  it("counts a delivery with lot and last day, typed or from a GS1 label", async () => {
    floor.openTask(
      { kind: "receive", location: "RECV", station: "RECV" as StationId, receipt: "WH/IN/7" },
      "TASK-21",
    );
    const before = answers().length;
    const { page } = await aPhone();
    await page.getByText("Unload delivery WH/IN/7").click();
    const scan = page.getByLabel("Scan the place, then each unit");
    for (const code of [
      "MILK",
      "MILK",
      "(01)09506000134352(10)N7(17)270131(37)6",
      "(01)09506000134352(10)N7(37)6",
    ]) {
      await scan.fill(code);
      await page.keyboard.press("Enter");
    }
    await page.getByLabel("Lot of MILK").fill("M1");
    await page.getByLabel("Last day of MILK").fill("2027-02-28");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Give it" }).click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([
        {
          task: "TASK-21",
          found: [
            { sku: "MILK", quantity: 2, lot: "M1", expires: "2027-02-28" },
            { sku: "09506000134352", quantity: 12, lot: "N7", expires: "2027-01-31" },
          ],
        },
      ]);
  });

  for (const width of [390, 320])
    it(`takes photos without a network and sends them before the answer, at ${width} px`, async () => {
      const task = `TASK-4${width}`;
      floor.openTask({ kind: "inspect", location: "A-08", sku: "CUP" as Sku, quantity: 1 }, task);
      const [before, sent] = [answers().length, photos.length];
      const { context, page } = await aPhone(width);
      await page.getByText("Look at 1 × CUP at A-08").click();
      await page.getByLabel("Scan the place, then each unit").fill("CUP");
      await page.keyboard.press("Enter");
      await page.getByLabel("What CUP is fit for").selectOption("available");
      await page.getByText("0 of 8 photos").waitFor();
      await page.getByLabel("Take a photo").setInputFiles(await twoPictures(page));
      await page.getByText("2 of 8 photos").waitFor();
      await page.getByLabel("Take a photo").setInputFiles(noPicture);
      await page.getByText("This picture cannot be made small enough to be kept").waitFor();

      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);
      expect(await page.evaluate(widerThanThePage)).toEqual([]);
      await page.getByRole("button", { name: "Leave out photo 1" }).click();
      await page.getByText("1 of 8 photos").waitFor();
      await walkAway(context);
      await page.getByRole("button", { name: "Give it" }).click();
      await page.getByText("2 acts are on this device alone").waitFor();
      expect([answers().length, photos.length]).toEqual([before, sent]);
      await page.close({ runBeforeUnload: false });
      const again = await context.newPage();
      await again.goto(`${url}hand`);
      await again.getByText("2 acts are on this device alone").waitFor();
      await comeBack(context);
      await again.getByText("The house has all that was given here").waitFor();

      expect(photos.slice(sent)).toMatchObject([{ task, by: "Mia" }]);
      expect([...photos[sent]!.bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
      expect(answers().slice(before)).toMatchObject([{ task, by: "Mia" }]);
    });

  it("sends a photo again whose receipt was lost, and it is the same photo", async () => {
    const task = "TASK-45";
    floor.openTask({ kind: "inspect", location: "A-10", sku: "CUP" as Sku, quantity: 1 }, task);
    const [before, sent, came] = [answers().length, photos.length, photosCame];
    const { context, page } = await aPhone();
    let isLost = true;
    await context.route("**/photos?*", async (route) => {
      if (!isLost) return route.continue();
      isLost = false;
      await route.fetch();
      await route.abort();
    });
    await page.getByText("Look at 1 × CUP at A-10").click();
    await page.getByLabel("Units of CUP").fill("1");
    await page.getByLabel("What CUP is fit for").selectOption("available");
    await page.getByLabel("Take a photo").setInputFiles((await twoPictures(page)).slice(0, 1));
    await page.getByText("1 of 8 photos").waitFor();
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("2 acts are on this device alone").waitFor();
    expect(answers().length).toBe(before);
    await page.getByText("The house has all that was given here").waitFor();

    expect(photosCame - came).toBe(2);
    expect(photos.slice(sent)).toMatchObject([{ task, by: "Mia" }]);
    expect(answers().slice(before)).toMatchObject([{ task, by: "Mia" }]);
  });

  it("asks who works first, and lets the next shift say another name", async () => {
    const { page } = await openPage(browser, `${url}hand`, { width: 390, height: 780 });
    await page.getByLabel("Your name").waitFor();
    expect(await page.getByLabel("Scan a task, place, tote or goods").count()).toBe(0);
    await sayWho(page);
    await page.getByRole("button", { name: "Somebody else" }).click();
    await page.getByLabel("Your name").fill("Ben");
    await page.keyboard.press("Enter");
    await page.getByText("You are Ben").waitFor();
  });

  it("keeps what was scanned through Back, a reload and a killed tab, until it is given", async () => {
    floor.openTask({ kind: "count-bin", location: "A-11" }, "TASK-60");
    const before = answers().length;
    const { context, page } = await aPhone();
    const scan = async (one: Page, code: string): Promise<void> => {
      await one.getByLabel("Scan the place, then each unit").fill(code);
      await one.keyboard.press("Enter");
    };
    const units = (one: Page) => one.getByLabel("Units of MUG").inputValue();
    await page.getByText("Count A-11").click();
    for (const code of ["A-11", "MUG", "MUG"]) await scan(page, code);
    await page.getByText("you stand at A-11").waitFor();

    await page.goBack();
    await page.getByText("TASK-60 · begun here, not given").waitFor();
    expect(new URL(page.url()).pathname).toBe("/hand");
    await page.goForward();
    await expect.poll(() => units(page)).toBe("2");
    await scan(page, "MUG");
    await page.reload();
    await expect.poll(() => units(page)).toBe("3");
    await page.getByText("you stand at A-11").waitFor();
    await page.close({ runBeforeUnload: false });
    const again = await context.newPage();
    await again.goto(`${url}hand`);
    await again.getByText("TASK-60 · begun here, not given").click();
    await expect.poll(() => units(again)).toBe("3");
    await again.getByRole("button", { name: "Give it" }).click();
    await again.getByText("The house has all that was given here").waitFor();

    const found = [{ sku: "MUG", quantity: 3 }];
    await expect.poll(() => answers().slice(before)).toMatchObject([{ task: "TASK-60", found }]);
    await again.reload();
    await again.getByLabel("Scan a task, place, tote or goods").waitFor();
    expect(await again.getByText("begun here, not given").count()).toBe(0);
  });

  it("counts a place whose label was scanned, and asks once more where nothing is said to be there", async () => {
    floor.openTask({ kind: "count-bin", location: "A-14" }, "TASK-64");
    floor.openTask({ kind: "count-bin", location: "A-15" }, "TASK-65");
    const before = answers().length;
    const { page } = await aPhone();
    const scan = async (code: string): Promise<void> => {
      await page.getByLabel("Scan the place, then each unit").fill(code);
      await page.keyboard.press("Enter");
    };
    await page.getByText("Count A-14").click();
    const give = page.getByRole("button", { name: "Give it" });
    await page.getByLabel("Nothing else lies there").check();
    await page.getByText("Scan the label of A-14").waitFor();
    expect(await give.isDisabled()).toBe(true);
    for (const code of ["A-15", "MUG"]) {
      await scan(code);
      await page.getByText(`${code} was not counted: it is not the label of A-14`).waitFor();
    }
    expect(await page.getByLabel(/^Units of/).count()).toBe(0);

    await scan(placeNumberOf("A-14"));
    await page.getByText("you stand at A-14").waitFor();
    await scan("A-15");
    await page.getByText("A-15 was not counted").waitFor();
    await give.click();
    await page.getByText("You found nothing at A-14").waitFor();
    await page.waitForTimeout(300);
    expect(answers().length).toBe(before);
    await page.getByRole("button", { name: "Nothing is there: give it" }).click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([{ task: "TASK-64", found: [], complete: true, place: "A-14" }]);
  });

  it("counts a tote whose label was scanned, and no other", async () => {
    floor.openTask({ kind: "count-tote", tote: "T-31" as ToteId }, "TASK-66");
    floor.openTask({ kind: "count-tote", tote: "T-32" as ToteId }, "TASK-67");
    const before = answers().length;
    const { page } = await aPhone();
    const scan = async (code: string): Promise<void> => {
      await page.getByLabel("Scan the tote, then each unit").fill(code);
      await page.keyboard.press("Enter");
    };
    await page.getByText("Count tote T-31").click();
    await page.getByText("Scan the label of T-31").waitFor();
    for (const code of ["MUG", "T-32"]) {
      await scan(code);
      await page.getByText(`${code} was not counted: it is not the label of T-31`).waitFor();
    }
    const give = page.getByRole("button", { name: "Give it" });
    expect(await give.isDisabled()).toBe(true);
    for (const code of ["t-31", "MUG"]) await scan(code);
    await page.getByText("you stand at T-31").waitFor();
    await give.click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([{ task: "TASK-66", place: "T-31", found: [{ sku: "MUG", quantity: 1 }] }]);
  });

  it("gives nothing of goods that nobody looked at, and counts each scan of them once, by whichever code", async () => {
    const lamps = { location: "A-17", sku: "LAMP" as Sku, quantity: 3 } as const;
    floor.openTask({ kind: "inspect", ...lamps, return: "R-2", to: "A-18" as LocationId }, "TASK-70");
    floor.openTask({ kind: "destroy", ...lamps, quantity: 1 }, "TASK-71");
    const before = answers().length;
    const { page } = await aPhone();
    const scan = async (...codes: string[]): Promise<void> => {
      for (const code of codes) {
        await page.getByLabel("Scan the place, then each unit").fill(code);
        await page.keyboard.press("Enter");
      }
    };
    const units = page.getByLabel("Units of LAMP");
    const give = page.getByRole("button", { name: "Give it" });

    await page.getByText("Look at 3 × LAMP at A-17").click();
    expect(await units.inputValue()).toBe("");
    await page.getByText("Look at each unit of LAMP").waitFor();
    expect(await give.isDisabled()).toBe(true);
    await scan("A-17", "LAMP", "09521321000001", "9521321000001", "A-18");
    await page.getByText("A-18 was not counted: it is neither LAMP nor the label of A-17").waitFor();
    expect(await page.getByLabel(/^Units of/).count()).toBe(1);
    expect(await units.inputValue()).toBe("3");
    await page.getByText("Say what the units are fit for").waitFor();
    expect(await give.isDisabled()).toBe(true);
    // A scan is no number, wherever it lands, and no number is guessed.
    await units.focus();
    await page.keyboard.type("09521321012638");
    await page.keyboard.press("Enter");
    await page.getByText("09521321012638 was not counted").waitFor();
    expect(await units.inputValue()).toBe("3");
    for (const text of ["1e3", "1,5", "-3", "9521321012638"]) {
      await units.fill(text);
      await page.getByText(`“${text}” is no number from 0 to 1000000`).waitFor();
      await page.getByText("A field has no number").waitFor();
      expect(await give.isDisabled()).toBe(true);
    }
    await units.fill("2");
    await page.getByRole("button", { name: "One more LAMP" }).click();
    await page.keyboard.type("09521321012638");
    await page.keyboard.press("Enter");
    await page.getByText("09521321012638 was not counted").waitFor();
    expect(await units.inputValue()).toBe("3");
    const choices = await page.getByLabel("What LAMP is fit for").locator("option").allTextContents();
    expect(choices.length).toBe(5);
    await page.getByText("What the choices mean").click();
    await page.getByText("for sale again at once; bring them to A-18").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(smallTargets)).toEqual([]);
    expect(await page.evaluate(widerThanThePage)).toEqual([]);
    await page.getByLabel("What LAMP is fit for").selectOption("resalable");
    await give.click();

    await page.getByRole("button", { name: /TASK-71/ }).click();
    expect(await give.isDisabled()).toBe(true);
    await scan("LAMP");
    await give.click();
    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([
        { task: "TASK-70", found: [{ sku: "LAMP", quantity: 3, state: "resalable" }] },
        { task: "TASK-71", found: [{ sku: "LAMP", quantity: 1 }] },
      ]);
  });

  it("lets who inspects say that what he counts is besides what was decided of meanwhile", async () => {
    const refused = {
      at: Date.UTC(2010, 11, 1),
      device: "Mia",
      reason: "decided-meanwhile",
      field: "found",
      text: "2",
      skus: ["LAMP" as Sku],
    } as const;
    floor.openTask(
      { kind: "inspect", location: "A-16", sku: "LAMP" as Sku, quantity: 3, refused },
      "TASK-68",
    );
    const before = answers().length;
    const { page } = await aPhone();
    await page.getByText("Look at 3 × LAMP at A-16").click();
    await page.getByLabel("Units of LAMP").fill("3");
    await page.getByLabel("What LAMP is fit for").selectOption("available");
    await page.getByLabel("Besides the 2 units that were decided of meanwhile").check();
    await page.getByRole("button", { name: "Give it" }).click();

    await expect
      .poll(() => answers().slice(before))
      .toMatchObject([{ task: "TASK-68", besides: 2, found: [{ sku: "LAMP", quantity: 3 }] }]);
  });

  it("says of what was scanned for work that is none any more that it was not given", async () => {
    floor.openTask({ kind: "count-bin", location: "A-12" }, "TASK-61");
    const { page } = await aPhone();
    await page.getByText("Count A-12").click();
    for (const code of ["A-12", "CUP"]) {
      await page.getByLabel("Scan the place, then each unit").fill(code);
      await page.keyboard.press("Enter");
    }
    await page.getByLabel("Units of CUP").waitFor();
    floor.closeTask("TASK-61");
    await page.goBack();
    await page.getByText("TASK-61 is no work any more").waitFor();
    await page.getByText("1 × CUP").waitFor();
    await page.getByRole("button", { name: "Seen" }).click();
    await page.getByText("1 × CUP").waitFor({ state: "detached" });
  });

  it("takes a double tap for one act", async () => {
    floor.openTask(
      { kind: "put-away", location: "RECV", sku: "MUG" as Sku, quantity: 2, to: "A-03" as LocationId },
      "TASK-62",
    );
    const before = answers().length;
    const { page } = await aPhone();
    await page.getByText("Put away 2 × MUG").click();
    await page.getByRole("button", { name: "I have them" }).dblclick();
    await page.getByText("You have them: nobody else is sent").waitFor();
    await page.getByLabel("Scan the place where you put them").fill("A-03");
    await page.keyboard.press("Enter");
    await page.getByText("put at A-03").waitFor();
    await page.getByRole("button", { name: "Give it" }).dblclick();
    await page.getByText("The house has all that was given here").waitFor();

    await expect.poll(() => answers().length).toBe(before + 2);
    // Two presses before the page is drawn anew, as a screen that lags gives them.
    floor.openTask({ kind: "count-bin", location: "A-13" }, "TASK-63");
    await page.getByText("Count A-13").click();
    for (const code of ["A-13", "CUP"]) {
      await page.getByLabel("Scan the place, then each unit").fill(code);
      await page.keyboard.press("Enter");
    }
    await page.getByLabel("Units of CUP").waitFor();
    await page.getByRole("button", { name: "Give it" }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await expect.poll(() => answers().length).toBe(before + 3);
    await page.waitForTimeout(500);
    expect(answers().length).toBe(before + 3);
  });

  for (const dark of [true, false])
    it(`gives axe nothing serious to say and has no target below 48 px, ${dark ? "dark" : "light"}`, async () => {
      floor.openTask({ kind: "count-bin", location: "A-07" }, "TASK-7");
      const { page } = await openPage(browser, `${url}hand`, { dark, width: 390, height: 780 });
      await page.getByLabel("Your name").waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);
      await sayWho(page);
      await page.getByText("Count A-07").waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);

      await page.getByText("Count A-07").click();
      for (const code of ["A-07", "MUG"]) {
        await page.getByLabel("Scan the place, then each unit").fill(code);
        await page.keyboard.press("Enter");
      }
      await page.getByLabel("One more MUG").waitFor();

      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);
      expect(await page.evaluate(widerThanThePage)).toEqual([]);
    });
});
