/** The thread of the broker: a flood at its doors or a throw inside it never holds or ends the house. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, FloorplaneError } from "@floorplane/contracts/errors";
import { every } from "@floorplane/runtime/clock/clock";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import type { Log } from "@floorplane/runtime/log";
import { Broker } from "./broker.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "./worker-messages.ts";

const figuresEveryMs = 1_000;

const port = parentPort;
assert(port, "the broker runs in a worker thread");
const say = (message: FromWorker): void => port.postMessage(message);
const logged =
  (level: "debug" | "info" | "warn" | "error") =>
  (event: string, fields?: Readonly<Record<string, unknown>>): void =>
    say({ type: "logged", level, event, fields });
// What each message did stays here: at a thousand clients the debug log would be the load.
const log: Log = { debug: () => {}, info: logged("info"), warn: logged("warn"), error: logged("error") };

const timers = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
try {
  const broker = new Broker({ ...(workerData as WorkerOptions), timers, log });
  say({ type: "started", port: await broker.start() });
  const end = every(timers, figuresEveryMs, () => say({ type: "figures", figures: broker.figures() }));
  port.on("message", async (message: ToWorker) => {
    if (message.type === "setAccounts") broker.setAccounts(message.accounts);
    else {
      end();
      await broker.stop();
      port.close();
    }
  });
} catch (error) {
  const { code, field } = error instanceof FloorplaneError ? error : {};
  say({ type: "failed", code, field, message: error instanceof Error ? error.message : String(error) });
  port.close();
}
