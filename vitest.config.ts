import { defineConfig } from "vitest/config";

/** Tests sit beside the code they make claims about; long stories have a configuration of their own. */
export default defineConfig({
  test: {
    // All that there are, so that none is written and never run.
    include: ["*/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**", "tests/long/**"],
    reporters: ["default", "./tests/closing-line.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
