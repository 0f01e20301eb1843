/** How requests wait for the house in the thread of their shell, and who is sent away. */
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { expect, it } from "vitest";
import { FarDoor } from "./far-door.ts";
import type { FarRequest } from "./http-messages.ts";

const encoder = new TextEncoder();
const anOrder = (order: string, more = {}): HttpRequest => ({
  method: "POST",
  url: wmsPaths.orders,
  headers: { authorization: "Bearer t", "idempotency-key": order, accept: "*/*" },
  body: encoder.encode(
    JSON.stringify({ order, country: "France", lines: [{ line: "1", sku: "A", quantity: 1 }], ...more }),
  ),
});
const taken: HttpResponse = { status: 201, headers: {}, body: new Uint8Array() };

function aDoor() {
  const clock = new VirtualClock(0);
  const sent: FarRequest[][] = [];
  const door = new FarDoor(clock, {
    waitingMax: 2_000,
    afterTurn: (over) => void clock.at(clock.now(), over),
    send: (requests) => void sent.push([...requests]),
  });
  const heard: HttpResponse[] = [];
  const ask = (request: HttpRequest): void => door.handle(request, (response) => heard.push(response));
  const pass = (ms: number): void => {
    let isOver = false;
    clock.at(clock.now() + ms, () => {
      isOver = true;
    });
    clock.run(() => isOver);
  };
  return { door, sent, heard, ask, pass };
}

it("sends the first at once, and those that come meanwhile together, at most 32", () => {
  const { door, sent, ask, pass } = aDoor();
  const sizes = (): number[] => sent.map(({ length }) => length);

  for (let n = 1; n <= 40; n++) ask(anOrder(`O${n}`));
  expect(sizes()).toEqual([1]);
  door.taken();
  expect(sizes()).toEqual([1, 32]);
  door.taken();
  expect(sizes()).toEqual([1, 32]);
  pass(5);
  expect(sizes()).toEqual([1, 32, 7]);
  ask(anOrder("O41"));
  pass(5);
  expect(sizes()).toEqual([1, 32, 7]);
  door.taken();
  expect(sizes()).toEqual([1, 32, 7, 1]);
});

it("reads an order ahead and lets what its gate refuses go over as it came", () => {
  const { door, sent, ask, pass } = aDoor();

  ask(anOrder("O1"));
  ask(anOrder("O2", { quantity: 1 }));
  door.taken();
  pass(5);

  const [[good], [bad]] = sent as [[FarRequest], [FarRequest]];
  expect(JSON.parse(good.ahead!.text)).toMatchObject({ order: "O1", country: "France" });
  expect(good.ahead!.hashes).toHaveLength(2);
  expect(good.request).toEqual({
    method: "POST",
    url: wmsPaths.orders,
    headers: { authorization: "Bearer t", "idempotency-key": "O1" },
    body: new Uint8Array(),
  });
  expect(bad.ahead).toBeUndefined();
  expect(new TextDecoder().decode(bad.request.body)).toContain('"quantity":1}');
});

it("sends away who would wait too long, and says when it is worth asking again", () => {
  const { door, sent, heard, ask, pass } = aDoor();
  for (let n = 1; n <= 200; n++) ask(anOrder(`O${n}`));
  pass(980);
  for (let n = 0; n < 4; n++) {
    door.taken();
    pass(5);
  }
  door.answered(
    sent
      .flat()
      .slice(0, 50)
      .map(({ id }) => ({ id, response: taken })),
  );
  door.look();
  pass(700);

  ask(anOrder("late"));

  const busy = heard.at(-1)!;
  expect(heard).toHaveLength(51);
  // 150 wait, and 50 were answered in the second before.
  expect([busy.status, busy.headers["retry-after"]]).toEqual([429, "3"]);
  door.answered(
    sent
      .flat()
      .slice(50)
      .map(({ id }) => ({ id, response: taken })),
  );
  for (let n = 0; n < 8; n++) {
    door.taken();
    pass(5);
  }
  door.answered(sent.flat().map(({ id }) => ({ id, response: taken })));
  ask(anOrder("again"));
  expect(heard.at(-1)).toEqual(taken);
});

it("gives up after half a minute, once, whatever comes later", () => {
  const { door, sent, heard, ask, pass } = aDoor();
  ask(anOrder("O1"));
  pass(31_000);

  door.look();
  door.answered([{ id: sent[0]![0]!.id, response: taken }]);

  expect(heard.map(({ status }) => status)).toEqual([503]);
});
