import { expect, it } from "vitest";
import { inputDay } from "./order-goods.ts";
import { smallDay, smallDayGoods, smallDayRejected, smallDayReturned } from "./stories/small-day.ts";

it("reads from the small day what its author wrote beside it", () => {
  expect(inputDay(smallDay)).toEqual({
    goods: smallDayGoods,
    withoutGoods: smallDayRejected,
    returned: smallDayReturned,
  });
});
