import { expect, it } from "vitest";
import type { OrderReason } from "../of-orders.ts";
import { orderReasonInEnglish } from "./of-orders.ts";

it.each<[reason: OrderReason, words: string]>([
  [
    {
      code: "units.lacking",
      units: [
        { sku: "A", units: 2 },
        { sku: "B", units: 1 },
      ],
      more: 0,
    },
    "waits for units that no open place has: 2 × A, 1 × B",
  ],
  [
    { code: "units.lacking", units: [{ sku: "A", units: 2 }], more: 4 },
    "waits for units that no open place has: 2 × A and 4 more",
  ],
  [
    {
      code: "units.kept",
      units: [{ sku: "A", units: 5 }],
      more: 0,
      places: [
        {
          sku: "A",
          units: 2,
          at: "P05",
          why: "to-be-counted",
          task: "TASK-3",
          since: "2026-12-01T08:00:00Z",
        },
        { sku: "A", units: 1, at: "T4", why: "on-its-way" },
      ],
      others: 1,
    },
    "waits for 5 × A; here and not free: 2 × A in P05, which waits for a count (task TASK-3, since 2026-12-01T08:00:00Z); 1 × A in T4, on its way to a place; and in 1 more",
  ],
  [
    {
      code: "tote.held",
      tote: "T1",
      because: { code: "transport.cut-off", place: "P01", by: { names: ["R07"], more: 2 } },
    },
    "tote T1 waits: P01 is cut off by R07 and 2 more",
  ],
  [
    { code: "tour.failed", transport: "TR-T1", failure: "no-route" },
    "transport TR-T1 failed: no way led there",
  ],
  [{ code: "earlier.words", words: "as it was said" }, "as it was said"],
])("says %o", (reason, words) => expect(orderReasonInEnglish(reason)).toBe(words));

it("says a code of a later house as it is", () => {
  expect(orderReasonInEnglish({ code: "order.asleep" } as never)).toBe("order.asleep");
});
