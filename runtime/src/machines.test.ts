import { expect, it } from "vitest";
import { setup } from "xstate";
import { doAsked, Machines } from "./machines.ts";
import type { Desk } from "./room.ts";

const doorAsks = { ring: (_: unknown, _bell: { readonly loud: boolean }): void => {} };

const door = setup({
  types: {
    context: {} as { opened: number },
    events: {} as { type: "opened" } | { type: "closed" },
    input: {} as { opened: number },
  },
  actions: { ...doorAsks },
  delays: { openFor: 5_000 },
}).createMachine({
  id: "door",
  context: ({ input }) => ({ opened: input.opened }),
  initial: "closed",
  states: {
    closed: { on: { opened: "open" } },
    open: {
      on: { closed: "closed" },
      after: { openFor: { target: "closed", actions: { type: "ring", params: { loud: true } } } },
    },
  },
});

function aDesk(now: number) {
  const dues = new Map<string, { at: number; event: object }>();
  const desk = {
    now,
    due: (id: string, at: number, event: object) => dues.set(id, { at, event }),
    cancelDue: (id: string) => dues.delete(id),
  } as unknown as Desk;
  return { desk, dues };
}

it("turns a delayed transition into a due row and rings when it fires", () => {
  const machines = new Machines("door", door);
  const { desk, dues } = aDesk(1_000);

  const begun = machines.begin("d1", { opened: 0 }, desk);
  const opened = machines.step("d1", begun.row, { type: "opened" }, desk);
  const [id, due] = [...dues][0]!;
  const fired = machines.step(
    "d1",
    JSON.parse(JSON.stringify(opened.row)),
    (due.event as { event: never }).event,
    desk,
  );

  expect(id).toContain("door/d1/");
  expect(due.at).toBe(6_000);
  expect(fired.row.value).toBe("closed");
  expect(fired.asked.map((action) => action.type)).toEqual(["ring"]);
});

it("deletes the due row when the state is left in time", () => {
  const machines = new Machines("door", door);
  const { desk, dues } = aDesk(0);

  const opened = machines.step("d1", machines.begin("d1", { opened: 0 }, desk).row, { type: "opened" }, desk);
  const closed = machines.step("d1", opened.row, { type: "closed" }, desk);

  expect(closed.row.value).toBe("closed");
  expect(dues.size).toBe(0);
});

it("has each action done that a chart asks for, with its parameters", () => {
  const rung: unknown[] = [];
  const { desk } = aDesk(0);

  doAsked<typeof doorAsks, string>(
    { ring: (of, { loud }) => rung.push(of, loud) },
    [{ type: "ring", params: { loud: true } }],
    "d1",
    desk,
  );

  expect(rung).toEqual(["d1", true]);
});

it("passes no action over that nobody does", () => {
  const { desk } = aDesk(0);
  const doAll = () =>
    doAsked<typeof doorAsks, string>({ ring: () => {} }, [{ type: "toString", params: {} }], "d1", desk);

  expect(doAll).toThrow("a chart asks for toString, which nobody does");
});
