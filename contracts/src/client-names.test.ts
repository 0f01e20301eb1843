import { describe, expect, it } from "vitest";
import { clientOf, codeOf, nameFor, namePattern, OrderName } from "./client-names.ts";
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

  it.each(["", "/", "acme/", "/O1", "a/b/c", "acme/..", "__proto__/O1", "acme/O 1"])("is not %o", (text) =>
    expect(() => OrderName(text)).toThrow(/^order /),
  );
});
