/** A person's station over HTTP: what its screen shows, and each deed decided in one step, answered when it is durable. */

import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { StationId } from "@floorplane/contracts/ids";
import type { PackingAnswer, PackingSaid } from "@floorplane/contracts/packing";
import { parsePackingAct } from "@floorplane/contracts/packing.schema";
import { personName, personWords } from "@floorplane/contracts/people-names";
import { problemMediaType, problemOf } from "@floorplane/contracts/problem";
import type { Desk, Office } from "@floorplane/runtime/room";
import { type BenchMeans, doAtBench } from "./deeds.ts";
import { type ShownMeans, stationShown } from "./shown.ts";

export interface BenchAsked {
  readonly station: string;
  /** Absent: only looked at. */
  readonly act?: Uint8Array;
}

interface Around {
  readonly office: Office;
  readonly endStep: (desk: Desk) => void;
}

/** Stations that are named to whoever asked for another. */
const namedMax = 20;

const encoder = new TextEncoder();

export function answerBench(
  means: BenchMeans & ShownMeans,
  { office, endStep }: Around,
  { station: asked, act }: BenchAsked,
  respond: (response: HttpResponse) => void,
): void {
  const station = asked as StationId;
  if (!means.places.people.has(station)) {
    respond(
      problemFor(
        404,
        "not-found",
        means.places.packing.includes(station)
          ? `at ${asked} nobody packs at a screen: its row in site.yaml would say \`by: person\``
          : `${asked} is no packing station here; packing stations are ${means.places.packing.slice(0, namedMax).join(", ")}`,
      ),
    );
    return;
  }
  if (act === undefined) {
    respond(answer(200, { said: null, state: stationShown(means, station) }));
    return;
  }
  let deed: ReturnType<typeof parsePackingAct.bytes>;
  try {
    deed = parsePackingAct.bytes(act);
    const by = personName(deed.by);
    if (!by)
      throw new FloorplaneError({ code: "malformed-message", message: `by ${personWords}`, field: "by" });
    deed = { ...deed, by };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    respond(problemFor(422, error.code, error.message));
    return;
  }
  const { key, ...what } = deed;
  office.act({ type: "bench.deed", data: { station, ...what } }, (desk) => {
    const known = means.packingDesks.get(station);
    let said: PackingSaid | null = null;
    if (!known?.keys.includes(`${what.screen}/${key}`)) {
      said = doAtBench(means, desk, station, what);
      const holder = means.packingDesks.get(station);
      if (holder && said.word !== "other-screen") means.packingDesks.did(holder, `${what.screen}/${key}`);
    }
    endStep(desk);
    desk.after(() => respond(answer(200, { said, state: stationShown(means, station) })));
  });
}

const answer = (status: number, body: PackingAnswer): HttpResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: encoder.encode(JSON.stringify(body)),
});

const problemFor = (status: number, code: string, detail: string): HttpResponse => ({
  status,
  headers: { "content-type": problemMediaType },
  body: encoder.encode(JSON.stringify(problemOf({ status, code, detail, errors: [] }))),
});
