/** All manifests, until a month after they closed. */
import type { ClientId } from "@floorplane/contracts/ids";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Manifest, type ManifestClosing, manifestKind } from "./manifest.kind.ts";

/** Whoever is billed for a truck asks within the month. */
const keptMs = 35 * dayMs;

export interface WithManifests {
  readonly manifests: Manifests;
}

/** Of the truck of a carrier that leaves then: `home-parcel-20261130T1900Z`. */
const manifestOf = (carrier: string, leavesAt: number): string =>
  `${carrier}-${isoTime(leavesAt).replaceAll(/[-:]/g, "").slice(0, 13)}Z`;

export class Manifests extends Shelf<string, Manifest> {
  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: manifestKind,
      id: ({ manifest }) => manifest,
      owner: { own: client, ids: "client" },
      body: (manifest) => ({ ...manifest, unread: [...manifest.unread] }),
      read: (kept) => ({ ...kept }),
      isOver: ({ closedAt, unread }, now) =>
        closedAt !== null && unread.length === 0 && closedAt < now - keptMs,
    });
  }

  /** That of a truck, begun when the first parcel is for it. */
  forTruck(client: ClientId, carrier: string, leavesAt: number, now: number): Manifest {
    const manifest = manifestOf(carrier, leavesAt);
    const known = this.get(manifest, client);
    if (known) return known;
    const none = { closedAt: null, closedBy: null, unread: [] };
    return this.add({ client, manifest, carrier, leavesAt, openedAt: now, ...none });
  }

  close(manifest: Manifest, closedBy: ManifestClosing, closedAt: number, unread: readonly string[]): void {
    Object.assign(this.write(manifest), { closedAt, closedBy, unread: [...unread] });
  }

  /** Somebody, or the portal after all, said where it is. */
  answered(manifest: Manifest, sscc: string): void {
    this.write(manifest).unread = manifest.unread.filter((one) => one !== sscc);
  }
}
