/** Picks by people at the door: what was fetched though a robot was sent for it, whose next pick is which, and one that somebody gives back. */
import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, OrderId, oneSpelling } from "@floorplane/contracts/ids";
import { type PickSaid, parseLetGo, parseNextPick, parsePickSaid } from "@floorplane/contracts/picks.schema";
import { isoTime } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Desk } from "@floorplane/runtime/room";
import { letGoOf, placeScanned, takeNextPick } from "../../people/next-pick.ts";
import { pickedInstead } from "../../people/picked-instead.ts";
import { type Task, wmsDevice } from "../../tasks/task.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namedUnits, unitsOfIt } from "../reading/named-goods.ts";
import { type Addressed, type DoorMeans, post, type Route } from "../route.ts";

export const pickRoutes: readonly Route[] = [
  post(wmsPaths.picks, "tasks:write", parsePickSaid, (means, { client }, said) => ({
    cause: "http.pick",
    decide: (desk) => postPick(means, desk, client, said),
  })),
  post(wmsPaths.nextPick, "tasks:write", parseNextPick, (means, { client }, { device, near }) => ({
    cause: "http.pick-taken",
    decide: (desk) => postNextPick(means, desk, client, { device, ...(near === undefined ? {} : { near }) }),
    isLive: true,
  })),
  post(`${wmsPaths.tasks}/{task}/release`, "tasks:write", parseLetGo, (means, addressed, { device }) => ({
    cause: "http.pick-released",
    decide: (desk) => postLetGo(means, desk, addressed, device),
  })),
];

function postPick(means: DoorMeans, desk: Desk, client: ClientId, said: PickSaid): HttpResponse {
  judgeDevice(means, said.device);
  const location = placeNamed(means, said.place, "place");
  const { sku, units } = namedUnits(means, { client, text: said.sku, quantity: said.quantity }, "sku");
  const isScan = means.items.meant(said.sku, client).some(({ role }) => role !== "sku");
  if (means.evidence.for(sku).kinds.has("barcode") && !isScan)
    throw new Refusal(
      doorCodes.notBooked,
      `"${said.sku}" was not scanned; scan the barcode of ${codeOf(sku)} on the unit or its case`,
      { field: "sku" },
    );
  means.handling.by({ hand: "person", by: said.device });
  const order =
    said.order === undefined ? undefined : nameFor(client, means.client, OrderId(oneSpelling(said.order)));
  const resolved = pickedInstead(means, desk, { location, sku, units, order });
  switch (resolved.kind) {
    case "picked": {
      const { tote, task, station } = resolved;
      return jsonAnswer(201, { order: codeOf(tote.order), tote: tote.tote, units, task: task.task, station });
    }
    case "asked":
      throw new Refusal(
        doorCodes.notWanted,
        `a person is asked for it already: answer task ${resolved.task.task}`,
        { field: "sku" },
      );
    case "too-many":
      throw new Refusal(
        doorCodes.notWanted,
        resolved.wanted === 0
          ? `no robot was sent to ${location} for ${unitsOfIt(units, sku)}; put back what was taken`
          : `a robot was sent to ${location} for ${resolved.wanted} at most; put back what is more`,
        { field: resolved.wanted === 0 ? "sku" : "quantity" },
      );
    default:
      return resolved satisfies never;
  }
}

function postNextPick(
  means: DoorMeans,
  desk: Desk,
  client: ClientId,
  { device, near }: { readonly device: string; readonly near?: string },
): HttpResponse {
  judgeDevice(means, device);
  const from = near === undefined ? {} : { near: placeNamed(means, near, "near") };
  const task = takeNextPick(means, desk, { device, ...from, isFor: (one) => one.client === client });
  if (!task) throw new Refusal(doorCodes.nothingToPick, "no pick waits for a person now", {});
  return jsonAnswer(200, { ...shown(task), takenUntil: isoTime(task.takenBy!.until) });
}

function postLetGo(
  means: DoorMeans,
  desk: Desk,
  { client, number }: Addressed,
  device: string,
): HttpResponse {
  judgeDevice(means, device);
  const task = means.tasks.get(number as Task["task"]);
  if (!task || task.client !== client)
    throw new Refusal("unknown-task", `task ${number} is not known here`, { field: "task" });
  letGoOf(means, desk, task, device);
  return jsonAnswer(200, shown(task));
}

const shown = ({ task, kind, location, sku, quantity, tote }: Task): object => ({
  task,
  kind,
  location,
  sku,
  quantity,
  tote,
});

function judgeDevice({ handhelds }: DoorMeans, device: string): void {
  const named = [...handhelds, wmsDevice];
  if (!named.includes(device))
    throw new Refusal(
      "malformed-message",
      `${device} is no handheld here; whoever picks is one of ${named.join(", ")}`,
      { field: "device" },
    );
}

function placeNamed(means: DoorMeans, text: string, field: string) {
  const place = placeScanned(means, text);
  if (place) return place;
  throw new Refusal("malformed-message", `${text} is no place here; scan its label again`, { field });
}
