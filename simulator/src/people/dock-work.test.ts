import { hourMs, isoTime, minuteMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { type AtDock, dockWork, fullAt, type SeenManifest, type SeenPallet } from "./dock-work.ts";

const leavesAt = Date.UTC(2026, 4, 4, 19);
const aManifest = (
  parcels: readonly Partial<SeenManifest["parcels"][number]>[],
  more: Partial<SeenManifest> = {},
): SeenManifest => ({
  manifest: "M1",
  leavesAt: isoTime(leavesAt),
  closedAt: null,
  unread: [],
  pallets: [],
  parcels: parcels.map((parcel) => ({ sscc: "A", shipOn: "pallet", shippedAt: null, ...parcel })),
  ...more,
});
const aPallet = (more: Partial<SeenPallet>): SeenPallet => ({
  sscc: "P",
  state: "open",
  manifest: "M1",
  consolidation: null,
  parcels: ["A"],
  ...more,
});
const atDock = (more: Partial<AtDock> = {}): AtDock => ({
  stands: () => true,
  isOwn: () => true,
  builds: true,
  now: leavesAt - 6 * hourMs,
  ...more,
});

describe("whoever builds pallets", () => {
  it("puts what goes together on one, by truck and consolidation, and only what stands here", () => {
    const parcels = [{ sscc: "A" }, { sscc: "B" }, { sscc: "C", consolidation: "T" }, { sscc: "D" }];

    const deeds = dockWork(
      { manifests: [aManifest(parcels)], pallets: [] },
      atDock({ stands: (sscc) => sscc !== "D" }),
    );

    expect(deeds).toEqual([
      { do: "open", parcels: ["A", "B"] },
      { do: "open", parcels: ["C"] },
    ]);
  });

  it("fills what he began himself, and begins another where that has no room", () => {
    const many = Array.from({ length: fullAt }, (_, index) => ({ sscc: `N${index}` }));
    const pallets = [aPallet({ sscc: "P" }), aPallet({ sscc: "OTHERS" })];

    const deeds = dockWork(
      { manifests: [aManifest([{ sscc: "A", pallet: "P" }, ...many])], pallets },
      atDock({ isOwn: (sscc) => sscc === "P" }),
    );

    expect(deeds).toEqual([
      { do: "put", pallet: "P", parcels: many.slice(0, fullAt - 1).map(({ sscc }) => sscc) },
      { do: "open", parcels: [`N${fullAt - 1}`] },
    ]);
  });

  it("closes a pallet before its truck leaves, whoever began it, and drives it out then", () => {
    const seen = { manifests: [aManifest([{ pallet: "P" }])], pallets: [aPallet({})] };
    const closed = { ...seen, pallets: [aPallet({ state: "closed" })] };
    const others = { isOwn: () => false };

    expect(dockWork(seen, atDock(others))).toEqual([]);
    expect(dockWork(seen, atDock({ ...others, now: leavesAt - 20 * minuteMs }))).toEqual([
      { do: "close", pallet: "P" },
    ]);
    expect(dockWork(closed, atDock(others))).toEqual([{ do: "load", pallet: "P", parcels: ["A"] }]);
  });

  it("says of what missed its truck that it is here, a pallet or a parcel, and does not drive it out before", () => {
    const closed = { closedAt: isoTime(leavesAt), unread: ["B", "P"] };
    const manifests = [aManifest([{ sscc: "A", pallet: "P" }, { sscc: "B" }], closed)];

    const deeds = dockWork(
      { manifests, pallets: [aPallet({ state: "closed" })] },
      atDock({ stands: (sscc) => sscc !== "P" }),
    );

    expect(deeds).toEqual([
      { do: "stay", what: "parcel", sscc: "B" },
      { do: "stay", what: "pallet", sscc: "P" },
    ]);
  });

  it("sends out by itself what goes on none any more, and what left by the book", () => {
    const parcels = [
      { sscc: "A", shipOn: "parcel" },
      { sscc: "B", shippedAt: isoTime(leavesAt) },
    ];

    expect(dockWork({ manifests: [aManifest(parcels)], pallets: [] }, atDock())).toEqual([
      { do: "send", parcel: "A" },
      { do: "send", parcel: "B" },
    ]);
  });

  it("only drives out what is closed, where somebody else builds them", () => {
    const manifests = [aManifest([{ sscc: "A", pallet: "P" }, { sscc: "B" }])];

    expect(
      dockWork({ manifests, pallets: [aPallet({ state: "closed" })] }, atDock({ builds: false })),
    ).toEqual([{ do: "load", pallet: "P", parcels: ["A"] }]);
  });
});
