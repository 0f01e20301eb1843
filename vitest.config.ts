import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Many stories wait for the clock of the wall more than they work: with a worker a core, cores stand idle. */
const workersMin = 4;

/** Tests sit beside the code they make claims about; long stories have a configuration of their own. */
export default defineConfig({
  test: {
    // All that there are, so that none is written and never run.
    include: ["*/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**", "tests/long/**"],
    reporters: ["default", "./tests/closing-line.ts"],
    maxWorkers: Math.max(workersMin, availableParallelism()),
    // What hangs ends, and a busy machine fails nothing: no claim is about the time that a test takes.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
});
