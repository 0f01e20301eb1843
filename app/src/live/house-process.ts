/** The control plane as a process of its own, held by `floorplane up` and `floorplane demo`, which bring it back when it ends. */
import { runAsChild } from "../running/child.ts";
import { type LiveHouseConfig, startLiveHouse } from "./live-house.ts";

/** How often the terminal's line is fed, wall ms. */
const figuresMs = 1_000;

runAsChild<LiveHouseConfig>(async (config, tell) => {
  const house = await startLiveHouse(config, (error) => {
    // Memory may be ahead of the ledger now: nothing of it may be used again.
    process.stderr.write(`floorplane: ${error.message}\n`);
    process.exit(1);
  });
  tell({ type: "ready", facts: { ...house.urls, pid: process.pid } });
  const timer = setInterval(() => tell({ type: "figures", figures: { ...house.figures() } }), figuresMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await house.stop();
    },
  };
});
