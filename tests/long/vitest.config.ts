import { join } from "node:path";
import { defineConfig } from "vitest/config";

const minuteMs = 60_000;

/** `npm run test:long`: one story after the other, so that each has the machine to itself; about half an hour in all. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, "../.."),
    include: ["tests/long/**/*.test.ts"],
    fileParallelism: false,
    reporters: ["default", "./tests/closing-line.ts"],
    testTimeout: 20 * minuteMs,
    hookTimeout: 2 * minuteMs,
  },
});
