/** The thread of the shell: sockets, HTTP, bodies and their gates take no time from the floor's loop, which decides what has come and says what is durable. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import { secondMs } from "@floorplane/contracts/units";
import { every } from "@floorplane/runtime/clock/clock";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { FarDoor } from "./far-door.ts";
import type { FromShell, ShellConfig, ToShell } from "./http-messages.ts";
import { openHttpShell } from "./http-shell.ts";

const port = parentPort;
assert(port, "the shell of the door runs in a worker thread");
const tell = (message: FromShell): void => port.postMessage(message);
/** The wall's pace: HTTP time-outs are never scaled. */
const clock = new ScaledClock({ wallMs: 0, houseMs: 0, speed: 1 });
const config = workerData as ShellConfig;
const door = new FarDoor(clock, {
  waitingMax: config.waitingMax,
  afterTurn: (over) => void clock.at(clock.now(), over),
  send: (requests) => tell({ type: "asked", requests }),
});
const stopLooking = every(clock, secondMs, () => door.look());

try {
  const shell = await openHttpShell({ ...config, door });
  port.on("message", async (message: ToShell) => {
    switch (message.type) {
      case "taken":
        return door.taken();
      case "answered":
        return door.answered(message.answers);
      case "close":
        stopLooking();
        await shell.close();
        tell({ type: "closed" });
        port.close();
        return;
      default:
        message satisfies never;
    }
  });
  tell({ type: "listening", url: shell.url });
} catch (error) {
  stopLooking();
  const { message, code } = error as NodeJS.ErrnoException;
  tell({ type: "failed", message, ...(code === undefined ? {} : { code }) });
  port.close();
}
