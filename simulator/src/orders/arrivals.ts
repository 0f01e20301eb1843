/** Turns one demand into another load: cloned orders (`--rate`), compressed time (`--within`), another date. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { instantMs } from "@floorplane/contracts/instant";
import { dayMs, hourMs, isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Random } from "@floorplane/runtime/random";
import { byTime, type WmsRequest } from "./demand.ts";

/** A hundred busy days in one: beyond that the order numbers grow too long and no floor stands it. */
const rateMax = 100;
/** A clone comes near some order of its day, so that the day keeps its curve. */
const cloneSpreadMs = 15 * minuteMs;

/**
 * Each order `rate` times: itself, and clones `INVOICE~2` to `INVOICE~rate` with the same lines at seeded times of the same day.
 * Returns and write-offs stay as they are.
 */
export function clonedOrders(
  requests: readonly WmsRequest[],
  rate: number,
  random: Random,
): readonly WmsRequest[] {
  if (!Number.isInteger(rate) || rate < 1 || rate > rateMax)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--rate is ${rate}; it must be a whole number from 1 to ${rateMax}`,
      field: "--rate",
    });
  if (rate === 1) return requests;
  const days = new Map<number, number[]>();
  for (const { kind, at } of requests)
    if (kind === "order") {
      const day = Math.floor(at / dayMs);
      const times = days.get(day);
      if (times) times.push(at);
      else days.set(day, [at]);
    }
  const clones: WmsRequest[] = [];
  for (const request of requests) {
    if (request.kind !== "order") continue;
    const times = days.get(Math.floor(request.at / dayMs))!;
    const draws = random.split(`clones of ${request.body.order}`);
    for (let copy = 2; copy <= rate; copy++) {
      const near = times[draws.below(times.length)]! + Math.round((2 * draws.next() - 1) * cloneSpreadMs);
      const at = Math.min(times.at(-1)!, Math.max(times[0]!, near));
      const clone = { ...request, body: { ...request.body, order: `${request.body.order}~${copy}` } };
      clones.push(movedTo(clone, at));
    }
  }
  return byTime([...requests, ...clones]);
}

/** All requests within `hours` from the first one on, their order and proportions kept. */
export function compressed(requests: readonly WmsRequest[], hours: number): readonly WmsRequest[] {
  if (!(hours > 0 && hours <= 24 * 366))
    throw new FloorplaneError({
      code: "bad-option",
      message: `--within is ${hours}; it must be a number of hours above 0`,
      field: "--within",
    });
  const first = requests[0]?.at ?? 0;
  const span = (requests.at(-1)?.at ?? first) - first;
  const factor = span === 0 ? 0 : (hours * hourMs) / span;
  return requests.map((request) => movedTo(request, first + Math.round((request.at - first) * factor)));
}

/** The same requests at other times. */
export const shifted = (requests: readonly WmsRequest[], byMs: number): readonly WmsRequest[] =>
  requests.map((request) => movedTo(request, request.at + byMs));

/** It has as long as before until it must have left. */
function movedTo(request: WmsRequest, at: number): WmsRequest {
  if (request.kind !== "order" || request.body.shipBy === undefined) return { ...request, at };
  const shipBy = isoTime(instantMs(request.body.shipBy)! + at - request.at);
  return { ...request, at, body: { ...request.body, shipBy } };
}
