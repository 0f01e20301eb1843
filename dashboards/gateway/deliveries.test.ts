/** Lists of what was told, given up, and of who hears and asks: filtered, in order, and read on by a mark. */
import type { HearerMark, ProgramMark } from "@floorplane/contracts/connections";
import { ClientId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { hearersPage, programsPage } from "./connections.ts";
import { Deliveries, letterOf, lettersPage } from "./deliveries.ts";

const acme = ClientId("acme");
const attempt = (n: number, status = 200, webhook = "erp") => ({
  at: 1_000 + n,
  webhook,
  id: `MSG-${n}`,
  type: n % 2 ? "order.accepted" : "order.shipped",
  subject: `O${n}`,
  status,
  why: status === 0 ? "ECONNREFUSED" : "",
});

function someDeliveries(): Deliveries {
  const deliveries = new Deliveries();
  const rows = [attempt(1), attempt(2, 503), attempt(3, 0, "wms"), attempt(4)];
  deliveries.put({ client: acme, page: 0, rows: rows.slice(0, 2) });
  // The page is written whole each time it grows.
  deliveries.put({ client: acme, page: 0, rows });
  return deliveries;
}
const idsOf = ({ rows }: { rows: readonly { id: string }[] }): string[] => rows.map(({ id }) => id);

it("shows attempts once, the latest first, a page at a time", () => {
  const deliveries = someDeliveries();

  const first = deliveries.page({ perPage: "3" }, 5_000);
  const rest = deliveries.page({ perPage: "3", after: first.next }, 5_000);

  expect([idsOf(first), idsOf(rest), rest.next]).toEqual([["MSG-4", "MSG-3", "MSG-2"], ["MSG-1"], null]);
  expect(first.count).toBe(4);
});

it.each([
  [{ taken: "false" }, ["MSG-3", "MSG-2"]],
  [{ taken: "true", type: "order.accepted" }, ["MSG-1"]],
  [{ webhook: "wms" }, ["MSG-3"]],
  [{ about: "o2" }, ["MSG-2"]],
  [{ client: "house" }, []],
])("shows of attempts only %j", (query, ids) => {
  expect(idsOf(someDeliveries().page(query, 5_000))).toEqual(ids);
});

it.each([{ takn: "true" }, { taken: "yes" }, { after: "x" }, { perPage: "0" }])("refuses %j", (query) => {
  expect(() => someDeliveries().page(query, 5_000)).toThrow();
});

it("keeps the latest three thousand attempts, and no more", () => {
  const deliveries = new Deliveries();
  for (let page = 0; page < 70; page++)
    deliveries.put({
      client: acme,
      page,
      rows: Array.from({ length: 48 }, (_, n) => attempt(page * 48 + n)),
    });

  expect(deliveries.size).toBe(3_000);
  expect(idsOf(deliveries.page({ perPage: "1" }, 5_000))).toEqual(["MSG-3359"]);
});

it("shows letters as people call their hearers, without what they say", () => {
  const kept = {
    client: null,
    id: "M1",
    type: "order.shipped",
    subject: "O1",
    queuedAt: 1,
    diedAt: 2,
    why: "late",
  };
  const own = letterOf({ ...kept, target: "webhook/house/erp", data: { order: "O1" } } as never, "house");
  const option = letterOf({ ...kept, id: "M2", target: "WMS", diedAt: 1 }, "house");

  const page = lettersPage(new Map([own, option].map((one) => [one.id, one])), {}, 3);

  expect(page.rows.map(({ id, webhook, client }) => [id, webhook, client])).toEqual([
    ["M2", "WMS", "house"],
    ["M1", "erp", "house"],
  ]);
  expect(page.rows[1]).not.toHaveProperty("data");
});

it("shows hearers in trouble first, and programs by who asked last", () => {
  const hearer = (webhook: string, more: Partial<HearerMark> = {}): HearerMark => ({
    client: acme,
    webhook,
    url: "https://x",
    types: null,
    isFixed: false,
    state: "listening",
    pausedAt: null,
    waiting: 0,
    dead: 0,
    createdBy: "erp",
    acts: [],
    ...more,
  });
  const program = (name: string, at: number | null, revokedAt: number | null = null): ProgramMark => ({
    program: name,
    name,
    clients: name === "all" ? ["*"] : ["acme"],
    scopes: [],
    expiresAt: null,
    revokedAt,
    last:
      at === null
        ? null
        : { at, method: "GET", path: "/", status: 200, isTelegram: false, requests: 1, refused: 0 },
  });
  const hearers = [hearer("well"), hearer("dead", { dead: 2 }), hearer("deaf", { state: "waiting" })];
  const programs = [program("never", null), program("all", 5), program("gone", 9, 8), program("now", 7)];

  expect(hearersPage(hearers, {}, 9).rows.map(({ webhook }) => webhook)).toEqual(["deaf", "dead", "well"]);
  expect(hearersPage(hearers, { state: "waiting" }, 9).count).toBe(1);
  const namesOf = (query: Record<string, string>) =>
    programsPage(programs, query, 9).rows.map((one) => one.program);
  expect(namesOf({})).toEqual(["now", "all", "never", "gone"]);
  expect(namesOf({ client: "house" })).toEqual(["all"]);
  expect(namesOf({ good: "false" })).toEqual(["gone"]);
});
