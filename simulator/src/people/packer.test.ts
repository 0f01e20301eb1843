/** What a real person packs at a simulated station's screen is packed in the simulated world too. */
import type { StationJob } from "@floorplane/contracts/devices.schema";
import type { HttpOut } from "@floorplane/contracts/http";
import type { PackingStation, WorkAtBench } from "@floorplane/contracts/packing";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { expect, it } from "vitest";
import type { Piece } from "../goods/tote-contents.ts";
import { Packer } from "./packer.ts";

const pieces = (sku: string, units: number): Piece[] => [{ sku, units } as Piece];

const work = (packed: number, missing = 0): WorkAtBench => ({
  job: "JOB-1",
  tote: "T1",
  order: "O1",
  isForPallet: false,
  says: {},
  parcels: [
    {
      sscc: "340123450000000017",
      isClosed: false,
      carton: "S",
      cartonBecause: "smallest",
      grams: null,
      units: [{ sku: "TEA", name: "tea", labelText: null, planned: 3, packed, missing, damaged: 0 }],
      label: null,
    },
  ],
});

function aStation(inTote: readonly Piece[]) {
  const clock = new VirtualClock(0);
  const jobs: StationJob[] = [];
  const shown: { state: PackingStation } = {
    state: {
      station: "PACK01",
      taken: { screen: "a person's", by: "Ada" },
      waiting: [],
      work: null,
      unknown: [],
      printer: null,
      cartons: [],
    },
  };
  const http = {
    send: (_request, answered) =>
      answered({
        status: 200,
        headers: {},
        body: new TextEncoder().encode(JSON.stringify({ said: null, state: shown.state })),
      }),
  } as HttpOut;
  const packer = new Packer({
    station: "PACK01",
    screensUrl: "http://screens",
    http,
    timers: clock,
    bench: { has: (tote) => tote === "T1" && jobs.length === 0, byHand: (job) => jobs.push(job) },
    piecesIn: () => inTote,
    labelsIn: () => [],
  });
  packer.start();
  const show = (state: Partial<PackingStation>): void => {
    shown.state = { ...shown.state, ...state };
    clock.run(() => false, clock.now() + 10 * secondMs);
  };
  return { show, jobs, clock };
}

it("is packed when somebody else's work is done, with what was scanned since the last look", () => {
  const { show, jobs } = aStation(pieces("TEA", 3));

  show({ work: work(1) });
  expect(jobs).toEqual([]);
  show({ work: null });

  expect(jobs).toMatchObject([
    { job: "JOB-1", tote: "T1", units: 3, sscc: "340123450000000017", goods: [{ sku: "TEA", units: 3 }] },
  ]);
});

it("packs no more than lies in the tote, nor what was called missing", () => {
  const { show, jobs } = aStation(pieces("TEA", 2));

  show({ work: work(1, 1) });
  show({ work: null });

  expect(jobs).toMatchObject([{ units: 2, goods: [{ sku: "TEA", units: 2 }] }]);
});

it("packs nothing of a tote that waits again", () => {
  const { show, jobs, clock } = aStation(pieces("TEA", 3));

  show({ work: work(1) });
  show({ work: null, waiting: [{ tote: "T1", order: "O1", units: 3 }] });
  clock.run(() => false, clock.now() + minuteMs);

  expect(jobs).toEqual([]);
});
