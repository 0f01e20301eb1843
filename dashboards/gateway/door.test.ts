import { photoWithinMs } from "@floorplane/contracts/photo-bounds";
import { expect, it } from "vitest";
import { Door } from "./door.ts";

it("leaves a photo the time that a weak network takes for it, and nobody the time to dribble out a head", async () => {
  const door = new Door({
    webRoot: "/nowhere",
    health: () => ({ house: "open" }),
    floor: "{}",
    routes: () => {},
  });

  const { requestTimeout, headersTimeout } = door.app.server;
  await door.close();

  expect(requestTimeout).toBeGreaterThanOrEqual(photoWithinMs);
  expect(headersTimeout).toBeLessThanOrEqual(10_000);
});
