/** The simulated world as a process of its own, held by `floorplane demo`. It stops within a second when the demo is gone. */
import { runAsChild } from "../running/child.ts";
import { type LiveWorldConfig, startLiveWorld } from "./live-world.ts";

const figuresMs = 1_000;

runAsChild<LiveWorldConfig>(async (config, tell) => {
  const world = await startLiveWorld(config);
  tell({ type: "ready", facts: { pid: process.pid } });
  const timer = setInterval(() => tell({ type: "figures", figures: { ...world.figures() } }), figuresMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await world.stop();
    },
  };
});
