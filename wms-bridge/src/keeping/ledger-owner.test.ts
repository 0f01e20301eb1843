/** A ledger is one site's, and says whose. */
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
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

  it("goes on where further clients are listed, and where one is listed no more", async () => {
    const floor = await aStockedFloor();
    floor.site = { ...floor.site, clients: ["acme"] };
    await floor.reopen();
    floor.post("/v1/items", { client: "acme", items: [] });
    const { clients: _clients, ...alone } = floor.site;
    floor.site = alone;

    await expect(floor.reopen()).resolves.toBeUndefined();
  });
});
