/** A ledger is one site's, and says whose. */
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../floor/shared-floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { ledgerOwnerKind } from "./ledger-owner.kind.ts";

const ownerIn = async (floor: Floor): Promise<unknown[]> =>
  (await floor.ledger.documents(ledgerOwnerKind.name)).map(({ body }) => body);

describe("a ledger", () => {
  it("says whose it is from its first step on, also one of a house that did not", async () => {
    const floor = await aStockedFloor();
    const first = await ownerIn(floor);
    await floor.house.stop();
    await floor.openOver([{ kind: ledgerOwnerKind.name, id: "wms-bridge", version: 1, body: null }]);

    expect(first).toEqual([{ site: "test", client: "house" }]);
    expect(await ownerIn(floor)).toEqual(first);
  });

  it.each([
    [
      "another site",
      { site: "other" },
      /is of site test, and site\.yaml is of other: give each site a ledger/,
    ],
    [
      "another own client",
      { client: "acme" },
      /of client house.*write client: house, and acme under clients:/,
    ],
  ])("is not gone on with by the house of %s, which says what to do", async (_whose, changed, words) => {
    const floor = await aStockedFloor();
    floor.site = { ...floor.site, ...changed };

    await expect(floor.reopen()).rejects.toMatchObject({
      code: "ledger-failed",
      message: expect.stringMatching(words),
    });
  });

  it("goes on where further clients are listed, and where one is listed no more that has nothing here", async () => {
    const floor = await aStockedFloor();
    floor.site = { ...floor.site, clients: [acme] };
    await floor.reopen();
    floor.post("/v1/items", { client: acme, items: [anItem("A")] });
    delist(floor);

    await expect(floor.reopen()).resolves.toBeUndefined();
  });

  it.each<[string, (floor: Floor) => void, RegExp]>([
    ["goods", () => {}, /acme still has 180 units of goods here/],
    [
      "goods and an order",
      (floor) => void order(floor, acme, "O1", { D: 1 }),
      /acme still has 1 order \(acme\/O1\) and 180 units/,
    ],
    [
      "a task",
      (floor) => {
        floor.peopleAtWork = false;
        floor.post("/v1/write-offs", {
          client: acme,
          writeOff: "X1",
          sku: "A",
          quantity: 1,
          reason: "broken",
        });
        floor.run(1);
      },
      /acme still has 1 task \(.+\) and 180 units/,
    ],
  ])(
    "is not gone on with where a client is listed no more that has %s here",
    async (_what, happen, words) => {
      const floor = await aSharedFloor();
      happen(floor);
      delist(floor);

      const refusal = await floor.reopen().catch((error: unknown) => error);

      expect(refusal).toMatchObject({ code: "ledger-failed", field: "clients" });
      expect((refusal as Error).message).toMatch(words);
      expect((refusal as Error).message).toMatch(/list it under clients: in site\.yaml/);
    },
  );
});

function delist(floor: Floor): void {
  const { clients: _clients, ...alone } = floor.site;
  floor.site = alone;
}
