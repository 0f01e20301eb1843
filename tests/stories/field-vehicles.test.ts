/** Vehicles of the field kit over real MQTT: a demo among whose robots some lie, forget, reboot and are carried, watched by the world's own judge and by a guest on the broker. */
import type { FaultName } from "@floorplane/simulator/field-kit/faults";
import { expect, it, onTestFinished } from "vitest";
import { ADemo } from "./a-demo.ts";
import { storyMs, waitMs } from "./stories.ts";

const faults: readonly FaultName[] = [
  "claims-base-end",
  "names-late",
  "clears-order-when-done",
  "reboots-counters-anew",
  "counter-and-clock-anew",
  "carried",
];

it(
  "nobody meets over real MQTT while vehicles claim, forget, reboot and are carried",
  async () => {
    const demo = new ADemo({ robots: 12, speed: 20, faults });
    onTestFinished(() => demo.dispose());
    await demo.start();

    await demo.until(
      "all vehicles to have misbehaved and to be sound again",
      2 * waitMs,
      async () => demo.figures?.world.mended === faults.length,
    );

    expect(demo.figures?.world).toMatchObject({ collisions: 0 });
    expect((await demo.interrupt()).code).toBe(0);
  },
  storyMs,
);
