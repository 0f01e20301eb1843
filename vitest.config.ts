import { defineConfig } from "vitest/config";

/** Tests sit beside the code they make claims about; long stories have a configuration of their own. */
export default defineConfig({
  test: {
    include: ["*/src/**/*.test.ts", "dashboards/{gateway,web}/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    exclude: ["**/node_modules/**", "tests/long/**"],
    reporters: ["default", "./tests/closing-line.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
