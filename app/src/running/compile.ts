/** Run once after an install: compiles what a start loads, and keeps it. */
import { keepCompiled } from "./compiled.ts";

keepCompiled();
await Promise.all([
  import("../commands/demo.ts"),
  import("../demo/demo.ts"),
  import("../demo/live-world.ts"),
  import("../live/live-house.ts"),
  import("../live/run-up.ts"),
  import("../simulate/simulate.ts"),
]);
// Some of them keep a process alive once they are loaded; the cache is written on the way out.
process.exit(0);
