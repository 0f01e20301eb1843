import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { View } from "./view.ts";

const contents = (view: View) => new Map(view.snapshot().entities);

describe("a view", () => {
  it("brings a copy that is any number of ticks behind to the same picture", () => {
    const change = fc.record({ key: fc.constantFrom("a", "b", "c"), value: fc.option(fc.nat(3)) });
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 }),
        fc.nat(12),
        (ticks, join) => {
          const view = new View("floor");
          let copy = new Map<string, unknown>();
          let at = 0;
          for (const [index, changes] of ticks.entries()) {
            for (const { key, value } of changes) value === null ? view.remove(key) : view.put(key, value);
            view.seal();
            if (index === join) {
              copy = contents(view);
              at = view.sequence;
            }
          }

          const delta = view.since(at)!;
          for (const [key, body] of delta.put) copy.set(key, body);
          for (const key of delta.gone) copy.delete(key);

          expect(copy).toEqual(contents(view));
          expect(delta.to).toBe(view.sequence);
        },
      ),
    );
  });

  it("says an entity once however often it changed", () => {
    const view = new View("floor");
    for (let tick = 0; tick < 50; tick++) {
      view.put("robot/R1", { tick });
      view.seal();
    }

    expect(view.since(0)?.put).toEqual([["robot/R1", { tick: 49 }]]);
  });

  it("does not move on when a body says the same as before", () => {
    const view = new View("floor");
    view.put("robot/R1", { activity: "idle" });
    view.seal();
    view.put("robot/R1", { activity: "idle" });
    view.seal();

    expect(view.sequence).toBe(1);
  });

  it("asks for a snapshot once it forgot removals that the copy may still hold", () => {
    const view = new View("alarms");
    for (let n = 0; n <= 5_001; n++) view.put(`alarm/${n}`, {});
    view.seal();
    for (let n = 0; n <= 5_001; n++) view.remove(`alarm/${n}`);
    view.seal();

    expect(view.since(1)).toBeUndefined();
    expect(view.since(2)).toBeDefined();
  });
});
