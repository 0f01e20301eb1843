/** The screens with a scripted floor behind them, for looking at: `node dashboards/web/stand.ts [port] [robots] [speed]`. No other room runs. */
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { ScriptedFloor, scannerTrouble } from "../gateway/scripted-floor.fixture.ts";
import { buildWeb, webRoot } from "./build.ts";

const [port = "8090", robots = "40", speed = "1"] = process.argv.slice(2);

await buildWeb();
const timers = new ScaledClock({
  wallMs: Date.now(),
  houseMs: Date.UTC(2010, 11, 1, 13, 20),
  speed: Number(speed),
});
const floor = new ScriptedFloor({
  timers,
  webRoot,
  port: Number(port),
  robots: Number(robots),
  faces: Math.max(3_000, 75 * Number(robots)),
  speed: Number(speed),
});
const { url } = await floor.start();
floor.raise({
  definition: "climate.temperature-band",
  priority: "high",
  source: floor.site.zones.at(-1)!.zone,
  parameters: { quantity: "temperature", value: "29.1 °C" },
});
floor.raise({
  definition: "robot.fault",
  priority: "high",
  source: "R24",
  parameters: { robot: "R24", why: scannerTrouble },
});
floor.raise({
  definition: "device.silent",
  priority: "medium",
  source: "CLIMATE-07",
  parameters: {},
});
process.stdout.write(`scripted floor at ${url}\n`);
process.once("SIGINT", () => void floor.stop().then(() => process.exit(0)));
