/** The page of connections in a browser. */
import type { ConnectionsShown, PersonAsking } from "@floorplane/contracts/connections";
import type { HttpRequest } from "@floorplane/contracts/http";
import { ClientId } from "@floorplane/contracts/ids";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seriousFindings } from "./axe.testkit.ts";
import { browserPath, openPage } from "./browser.testkit.ts";
import { type FloorInBrowser, openFloorInBrowser } from "./floor-in-browser.testkit.ts";

const path = await browserPath();
const acme = ClientId("acme");
const at = Date.UTC(2010, 11, 1, 13, 19);

const erp = {
  client: acme,
  webhook: "erp",
  url: "https://erp.acme.example.com/a/very/long/path/that/somebody/thought/of/for/his/hook",
  types: ["order.shipped", "parcel.shipped"],
  isFixed: false,
  state: "waiting",
  pausedAt: null,
  waiting: 12,
  dead: 2,
  createdBy: "acme-erp",
  acts: [{ act: "pause", via: "floor", by: "Mia", reason: "their ERP is moved", at }],
} as const;
const shown: ConnectionsShown = {
  hearers: [
    erp,
    {
      ...erp,
      client: ClientId("house"),
      webhook: "WMS",
      types: null,
      isFixed: true,
      state: "listening",
      waiting: 0,
      dead: 0,
    },
  ],
  programs: [
    {
      program: "acme-erp",
      name: "the ERP of acme",
      clients: ["acme"],
      scopes: ["orders:read", "orders:write", "events:read"],
      expiresAt: null,
      revokedAt: null,
      last: {
        at,
        method: "POST",
        path: "/v1/orders",
        status: 422,
        isTelegram: true,
        requests: 40,
        refused: 3,
      },
    },
    {
      program: "old",
      name: "old",
      clients: ["*"],
      scopes: ["orders:read"],
      expiresAt: null,
      revokedAt: at,
      last: null,
    },
  ],
};
const attempts = Array.from({ length: 120 }, (_, n) => ({
  at: at - n * 1_000,
  client: "acme",
  number: 200 - n,
  webhook: "erp",
  id: `MSG-H-m-${200 - n}`,
  type: "order.shipped",
  subject: `O${200 - n}`,
  status: n === 0 ? 0 : n === 1 ? 503 : 200,
  why: n === 0 ? "no answer within 15 s" : "",
  isTaken: n > 1,
}));
const letters = [1, 2].map((n) => ({
  client: "acme",
  id: `L${n}`,
  webhook: "erp",
  type: "order.shipped",
  subject: `O${n}`,
  queuedAt: at - 300_000_000,
  diedAt: at - 1_000,
  why: "not taken for three days",
}));

/** Lists as the gateway has them; their filters are tried there. */
const lay = async (page: Page): Promise<void> => {
  await page.route("**/api/deliveries*", (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = query.get("after") ? 100 : 0;
    const rows = attempts.filter(
      ({ isTaken }) => query.get("taken") === null || `${isTaken}` === query.get("taken"),
    );
    const next = rows.length > from + 100 ? `${attempts[99]!.at}:x` : null;
    return route.fulfill({ json: { rows: rows.slice(from, from + 100), count: rows.length, next, at } });
  });
  await page.route("**/api/dead-letters?*", (route) =>
    route.fulfill({ json: { rows: letters, count: 2, next: null, at } }),
  );
  await page.route("**/api/dead-letters", (route) =>
    route.fulfill({ json: { rows: letters, count: 2, next: null, at } }),
  );
};

/** What makes the page wider than its window; lists scroll in themselves. */
const tooWide = (): string[] =>
  document.documentElement.scrollWidth <= document.documentElement.clientWidth
    ? []
    : [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".list-body"))
        .map((one) => `${one.tagName}.${one.className}`);

describe.skipIf(path === undefined)(
  "connections in a browser (needs Chromium: npm's or CHROMIUM_PATH)",
  () => {
    let browser: Browser;
    let url: string;
    let close: FloorInBrowser["close"];
    const asked: { url: string; body: unknown; person: PersonAsking }[] = [];
    let answer: (request: HttpRequest) => { status: number; body: object };

    beforeAll(async () => {
      const ask = (request: HttpRequest, person: PersonAsking, respond: (response: never) => void): void => {
        const { url: address, body } = request;
        asked.push({ url: address, person, body: JSON.parse(new TextDecoder().decode(body)) });
        const { status, body: said } = answer(request);
        const bytes = new TextEncoder().encode(JSON.stringify(said));
        respond({ status, headers: { "content-type": "application/json" }, body: bytes } as never);
      };
      const connections = { shown: () => shown, ask };
      ({ browser, url, close } = await openFloorInBrowser(path!, { robots: 2, faces: 100, connections }));
    });
    afterAll(() => close());
    beforeEach(() => {
      asked.length = 0;
      answer = () => ({ status: 200, body: {} });
    });
    const open = (query = "", more: object = {}) =>
      openPage(browser, `${url}connections${query}`, { width: 1300, before: lay, ...more });

    /** Says who asks, and why, after a button was pressed. */
    const sign = async (page: Page, button: string): Promise<void> => {
      await page.getByLabel("Reason").fill("they ask for it");
      await page.getByLabel("Your name").fill("Mia");
      await page.locator(".wish").getByRole("button", { name: button }).click();
    };

    it("shows how each hearer fares, and what came of a test of it", async () => {
      answer = () => ({ status: 200, body: { taken: false, status: 503 } });
      const { page, complaints } = await open();
      await page.locator(".hearer-state", { hasText: "takes nothing, is asked again soon" }).waitFor();

      await page.getByRole("button", { name: "Test: erp" }).click();
      expect(asked).toEqual([]);
      await sign(page, "Test: erp");
      await page.getByText("erp answered the test with 503.").waitFor();

      expect(asked).toEqual([
        {
          url: "/v1/webhooks/erp/test?client=acme",
          body: {},
          person: { by: "Mia", reason: "they ask for it" },
        },
      ]);
      await page
        .getByText(/Paused their ERP is moved Mia, .*, at a screen/)
        .first()
        .waitFor();
      expect(complaints).toEqual([]);
    });

    it("has one that was set at the start of the house tested and told again, and says where it is paused", async () => {
      answer = () => ({ status: 202, body: { added: 3, skipped: 2, next: 9, more: false } });
      const { page } = await open("?webhook=WMS");
      await page.getByText("It is paused, changed or removed where the house is started.").waitFor();
      const buttons = await page.locator(".hearer").getByRole("button").allTextContents();

      await page.getByRole("button", { name: "Tell again: WMS" }).click();
      await sign(page, "Tell again: WMS");
      await page.getByText(/2 from before cannot be told again/).waitFor();

      expect(buttons).toEqual(
        ["Test", "Tell again", "Deliveries", expect.stringContaining("given up")].slice(0, buttons.length),
      );
      expect(asked).toMatchObject([{ url: "/v1/webhooks/WMS/replay?client=house" }]);
    });

    it("is asked for nothing where nobody says who he is, and why", async () => {
      const post = (body: object) =>
        fetch(`${url}api/hearers/acme/erp/pause`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });

      const answers = [
        await post({}),
        await post({ by: "Mia", reason: "?" }),
        await post({ reason: "because" }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
      expect(await Promise.all(answers.map(async (one) => (await one.json()).field))).toEqual([
        "reason",
        "reason",
        "by",
      ]);
      expect(asked).toEqual([]);
    });

    it("tells again what happened since, until the door has no more", async () => {
      answer = ({ body }) => {
        const isFirst = new TextDecoder().decode(body).includes("from");
        return {
          status: 202,
          body: isFirst ? { added: 500, next: 512, more: true } : { added: 7, next: 519, more: false },
        };
      };
      const { page } = await open();

      await page.getByLabel("What happened since: erp").selectOption("24");
      await page.getByRole("button", { name: "Tell again: erp" }).click();
      await sign(page, "Tell again: erp");
      await page.getByText("507 confirmations are told to erp again").waitFor();

      expect(asked.map(({ body }) => body)).toEqual([
        { from: expect.stringMatching(/^2010-11-30T13:/) },
        { after: 512 },
      ]);
    });

    it("says why something was not done, in the words of the door", async () => {
      answer = () => ({ status: 404, body: { detail: "no program registered a webhook erp for acme" } });
      const { page } = await open();

      await page.getByRole("button", { name: "Pause: erp" }).click();
      await sign(page, "Pause: erp");

      await page.getByText("Not done: no program registered a webhook erp for acme").waitFor();
    });

    it("shows deliveries with what was answered, narrowed by the address, and goes on behind them", async () => {
      const { page } = await open();
      await page.getByRole("button", { name: "Deliveries" }).first().click();
      await page.getByText("no answer: no answer within 15 s").waitFor();
      expect(await page.locator(".grid tbody tr").count()).toBe(100);

      await page.getByRole("button", { name: "Next 100" }).click();
      await expect.poll(() => page.locator(".grid tbody tr").count()).toBe(20);
      await page.getByLabel("Answer").selectOption("false");
      await expect.poll(() => page.locator(".grid tbody tr").count()).toBe(2);
      await page.getByRole("button", { name: "Tell again: MSG-H-m-199" }).click();
      await sign(page, "Tell again: erp");
      await expect.poll(() => asked.length).toBe(1);

      expect(new URL(page.url()).searchParams.get("taken")).toContain("false");
      expect(asked[0]).toMatchObject({
        url: "/v1/webhooks/erp/replay?client=acme",
        body: { delivery: "MSG-H-m-199" },
      });
    });

    it("sends again what was given up, a client's at once", async () => {
      answer = () => ({ status: 202, body: { count: 2 } });
      const { page } = await open("?view=letters");

      await page.getByRole("button", { name: "Send again all of acme" }).click();
      await sign(page, "Send again all of acme");
      await page.getByText("2 of acme are on their way again.").waitFor();

      expect(asked).toMatchObject([{ url: "/v1/dead-letters/redelivery?client=acme", body: {} }]);
    });

    it("shows programs with what each asked last", async () => {
      const { page } = await open("?view=programs");

      await page.getByText("POST /v1/orders: 422").waitFor();

      expect(await page.getByText("40 (3 refused)").isVisible()).toBe(true);
      expect(await page.getByText(/revoked (1 Dec|Dec 1)/).isVisible()).toBe(true);
    });

    it.each(["test", "secrets"])("takes of a page no other act than those it shows: %s", async (act) => {
      const post = (address: string, type: string) =>
        fetch(`${url}api/${address}`, { method: "POST", headers: { "content-type": type }, body });
      const body = JSON.stringify({ by: "Mia", reason: "they ask for it" });

      const statuses = [
        (await post(`hearers/acme/erp/${act}`, "application/json")).status,
        (await post(`hearers/acme/erp/${act}`, "text/plain")).status,
      ];

      expect(statuses[0]).toBe(act === "test" ? 200 : 404);
      expect(statuses[1]).toBeGreaterThanOrEqual(404);
      expect(asked.length).toBe(act === "test" ? 1 : 0);
    });

    for (const view of ["hearers", "deliveries", "letters", "programs"])
      it.each([
        [true, 1300],
        [false, 320],
        [true, 640],
      ])(
        `${view}: axe says nothing serious, dark %s, and nothing is wider than %i px`,
        async (dark, width) => {
          const { page, complaints } = await open(`?view=${view}`, { dark, width, height: 640 });
          await page.locator(".hearer, .grid tbody tr").first().waitFor();

          expect(await seriousFindings(page)).toEqual([]);
          expect(await page.evaluate(tooWide)).toEqual([]);
          expect(complaints).toEqual([]);
          if (process.env.PICTURES)
            await page.screenshot({ path: `${process.env.PICTURES}/${view}-${width}.png` });
        },
      );
  },
);
