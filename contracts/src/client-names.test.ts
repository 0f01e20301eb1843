import { describe, expect, it } from "vitest";
import { clientOf, codeOf, nameFor, namePattern, OrderName, shownName } from "./client-names.ts";
import { ClientId, OrderId, Sku } from "./ids.ts";

const own = ClientId("house");
const other = ClientId("acme");

describe("a name on the floor", () => {
  it("is the number alone where it is the site's own client's, and has its client before it elsewhere", () => {
    expect(nameFor(own, own, OrderId("O1"))).toBe("O1");
    expect(nameFor(other, own, Sku("A"))).toBe("acme/A");
  });

  it.each([
    [own, "O1"],
    [other, "O1"],
    [ClientId("a.b:c~d"), "x.y:z~w"],
  ])("of %s says whose it is and what they call it", (client, number) => {
    const name = nameFor(client, own, OrderId(number));

    expect([clientOf(name, own), codeOf(name)]).toEqual([client, number]);
    expect(name).toMatch(new RegExp(namePattern));
    expect(OrderName(name)).toBe(name);
  });

  it.each(["WH/OUT/00001", "acme/O1", "/O1", "#1001", "注文 7/1"])(
    "of the number %s of each client is another's of nobody else",
    (number) => {
      const names = [own, other].map((client) => nameFor(client, own, OrderId(number)));

      expect(names.map((name) => [clientOf(name, own), codeOf(name)])).toEqual([
        [own, number],
        [other, number],
      ]);
      expect(names.map(OrderName)).toEqual(names);
      expect(names.map(shownName)).toEqual([number, `acme/${number}`]);
    },
  );

  it.each(["", "/", "acme/", "/O1", "acme/..", "a b/c", "__proto__/O1", "acme/O  1", " O1", "acme/O\u200b1"])(
    "is not %o",
    (text) => expect(() => OrderName(text)).toThrow(/^order /),
  );
});
