import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Many stories wait for the clock of the wall more than they work: with a worker a core, cores stand idle. */
const workersMin = 4;

const rooms = ["contracts", "layout", "runtime", "sensors", "fleet", "wms-bridge", "simulator"];
const never = ["**/node_modules/**", "**/dist/**", "tests/long/**"];

/** Tests sit beside the code they make claims about; long stories have a configuration of their own. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "rooms",
          include: rooms.map((room) => `${room}/**/*.test.{ts,tsx}`),
          exclude: never,
          // Their modules hold no state between two tests, and reading them anew for each file was a third of all the work.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "house",
          // All others that there are, so that none is written and never run.
          include: ["*/**/*.test.{ts,tsx}"],
          exclude: [...never, ...rooms.map((room) => `${room}/**`)],
        },
      },
    ],
    reporters: ["default", "./tests/closing-line.ts"],
    maxWorkers: Math.max(workersMin, availableParallelism()),
    // What hangs ends, and a busy machine fails nothing: no claim is about the time that a test takes.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
});
