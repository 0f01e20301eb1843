/** The main job over real wires: a WMS asks, robots bring, stations pack, the gate sees, the WMS hears. */
import { expect, it } from "vitest";
import { smallDayRejected, smallDayReturned, smallDayWrittenOff } from "./small-day.ts";
import { aSmallDayBegins, endsWell, inSeconds, say, storyMs, waitMs } from "./stories.ts";

it("ships a small day over real wires, and every parcel is right", { timeout: storyMs }, async () => {
  const demo = await aSmallDayBegins();

  await demo.isDone(waitMs);
  const asked = await demo.order("700010");
  const refused = await demo.order(smallDayRejected[0]!);
  const { results } = await endsWell(demo);

  expect(asked).toMatchObject({ state: "shipped" });
  expect(refused).toMatchObject({ state: "rejected", parcels: [] });
  expect(results.units).toMatchObject({
    returned: smallDayReturned,
    writtenOff: smallDayWrittenOff,
    adjusted: -smallDayWrittenOff,
  });
  say(`a small day: ${inSeconds(demo.command.elapsedMs)} from start to stop`);
});
