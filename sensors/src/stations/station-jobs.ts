/** Jobs on their way to packing stations: written down when asked for, forgotten when the station says finished. In order per station. */
import type { StationJob } from "@floorplane/contracts/devices.schema";
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { ToSensors } from "@floorplane/contracts/messages";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { type Job, stationJobKind } from "./station.kind.ts";

export class StationJobs {
  /** By job, in the order asked for. */
  readonly #jobs = new Map<string, Job>();
  #number = 0;

  async restore(read: Restore): Promise<void> {
    const jobs = (await read.documents(stationJobKind)).map(({ body }) => body);
    jobs.sort((a, b) => a.number - b.number || byCodeUnits(a.job, b.job));
    for (const job of jobs) this.#jobs.set(job.job, job);
    this.#number = jobs.at(-1)?.number ?? 0;
  }

  *kept(): Iterable<Kept> {
    for (const [id, body] of this.#jobs) yield { kind: stationJobKind, id, body };
  }

  get(job: string): Job | undefined {
    return this.#jobs.get(job);
  }

  all(): Job[] {
    return [...this.#jobs.values()];
  }

  of(station: string): Job[] {
    return [...this.#jobs.values()].filter((job) => job.station === station);
  }

  add(message: Extract<ToSensors, { type: "station.job" }>, desk: Desk): Job {
    const { station, job, tote, lines, units, sscc, goods, parcels = [] } = message;
    const number = ++this.#number;
    const added: Job = {
      station,
      job,
      tote,
      lines,
      units,
      sscc,
      parcels,
      number,
      askedAt: desk.now,
      state: "sending",
      goods: goods ? goods.map((one) => ({ ...one })) : null,
    };
    this.#keep(added, desk);
    return added;
  }

  become(job: Job, state: Job["state"], desk: Desk): void {
    if (job.state !== state) this.#keep({ ...job, state }, desk);
  }

  remove(job: Job, desk: Desk): void {
    this.#jobs.delete(job.job);
    desk.remove(stationJobKind, job.job);
  }

  #keep(job: Job, desk: Desk): void {
    this.#jobs.set(job.job, job);
    desk.put(stationJobKind, job.job, job);
  }
}

type Goods = Job["parcels"][number]["goods"][number];
const goodsText = ({ serials, ...goods }: Goods) => ({
  ...goods,
  ...(serials ? { serials: [...serials] } : {}),
});

/** What is written to the station. */
export function jobText({ job, tote, lines, units, sscc, goods, parcels }: Job): string {
  return JSON.stringify({
    job,
    tote,
    lines,
    units,
    sscc,
    ...(goods ? { goods: goods.map((one) => ({ ...one })) } : {}),
    ...(parcels.length > 0
      ? { parcels: parcels.map((one) => ({ ...one, goods: one.goods.map(goodsText) })) }
      : {}),
  } satisfies StationJob);
}
