/** Screens of packing stations and printers on the virtual clock: what people do at the one, and what comes out of the other. */
import type { HttpDoor } from "@floorplane/contracts/http";
import type { PrintOut } from "@floorplane/contracts/printing";
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { WmsBridge } from "@floorplane/wms-bridge/wms-bridge";

/** As the gateway serves it. */
export const benchDoor = (wmsBridge: Pick<WmsBridge, "tellBench">): HttpDoor => ({
  handle({ method, url, body }, respond) {
    const station = decodeURIComponent(url.split("/").at(-1) ?? "");
    wmsBridge.tellBench(method === "POST" ? { station, act: body } : { station }, respond);
  },
});

/** Paper without end, a label each two seconds. */
export const virtualPrinters = (timers: Timers): PrintOut => ({
  print: (_printer, _label, answered) =>
    void timers.at(timers.now() + 2 * secondMs, () => answered({ outcome: "printed" })),
});
