/** Jobs of stations where a person packs, and whose screen acts at each. */
import type { ClientId, JobId, StationId, ToteId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { deskKind, type PackingDesk, type Work, type WorkParcel, workKind } from "./work.kind.ts";

export interface WithWorks {
  readonly works: Works;
  readonly packingDesks: PackingDesks;
}

/** A network that sends twice does so within the next deeds. */
const keysMax = 20;

export class Works extends Shelf<JobId, Work> {
  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: workKind,
      id: ({ job }) => job,
      owner: { own: client, ids: "house" },
      body: (work) => structuredClone(work),
      read: (kept) => structuredClone(kept),
    });
  }

  /** The longest given first. */
  at(station: StationId): Work[] {
    return [...this.all()]
      .filter((work) => work.station === station)
      .sort((a, b) => a.givenAt - b.givenAt || (a.job < b.job ? -1 : 1));
  }

  openAt(station: StationId): Work | undefined {
    return this.at(station).find(({ openedAt }) => openedAt !== null);
  }

  inBox(box: ToteId): Work[] {
    return [...this.all()].filter((work) => work.box === box).sort((a, b) => (a.job < b.job ? -1 : 1));
  }

  open(work: Work, openedAt: number | null): void {
    this.write(work).openedAt = openedAt;
  }

  /** Replaces one of its parcels. */
  become(work: Work, parcel: WorkParcel): void {
    this.write(work).parcels = work.parcels.map((one) => (one.sscc === parcel.sscc ? parcel : one));
  }
}

export class PackingDesks extends Shelf<StationId, PackingDesk> {
  constructor(stores: Stores) {
    super(stores, {
      kind: deskKind,
      id: ({ station }) => station,
      body: (desk) => ({ ...desk, keys: [...desk.keys] }),
      read: (kept) => ({ ...kept }),
    });
  }

  take(station: StationId, screen: string, by: string, since: number): void {
    const before = this.get(station);
    const { keys = [], packedAt = null } = before ?? {};
    const secondsPerTote = before?.by === by ? before.secondsPerTote : null;
    this.add({ station, screen, by, since, keys, secondsPerTote, packedAt });
  }

  packed(desk: PackingDesk, secondsPerTote: number | null, packedAt: number): void {
    Object.assign(this.write(desk), { secondsPerTote, packedAt });
  }

  did(desk: PackingDesk, key: string): void {
    this.write(desk).keys = [...desk.keys, key].slice(-keysMax);
  }
}
