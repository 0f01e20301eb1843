/** Charts that are asked often. */
import { expect, test } from "vitest";
import { setup } from "xstate";
import { Chart } from "./chart.ts";

const door = setup({ actions: { ring: () => {} } });

test("says what follows, and that nothing does", () => {
  const chart = new Chart<"open" | "shut", "pull" | "push">(
    door.createMachine({
      id: "door",
      initial: "shut",
      states: { shut: { on: { pull: "open" } }, open: { on: { push: "shut" } } },
    }),
  );

  expect(chart.initial).toBe("shut");
  expect(chart.next("shut", "pull")).toBe("open");
  expect(chart.next("shut", "push")).toBeUndefined();
});

test("refuses a chart that asks for what nobody does, or for a time that nobody keeps", () => {
  const asks = new Chart<"open" | "shut", "pull">(
    door.createMachine({
      id: "door",
      initial: "shut",
      states: { shut: { on: { pull: { target: "open", actions: "ring" } } }, open: {} },
    }),
  );
  const waits = new Chart<"open" | "shut", "pull">(
    door.createMachine({
      id: "door",
      initial: "shut",
      states: { shut: { on: { pull: "open" } }, open: { after: { 1000: "shut" } } },
    }),
  );

  expect(() => asks.next("shut", "pull")).toThrow("door asks for ring at pull, which nobody does");
  expect(() => waits.next("shut", "pull")).toThrow("which nobody does");
});
