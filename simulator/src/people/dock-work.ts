/**
 * What there is to do where pallets are built, from the loading lists and the pallets that the house shows, and from what really stands there. Nothing is remembered: what was not done, or done and not answered, is
 * seen again at the next look.
 */
import { instantMs } from "@floorplane/contracts/instant";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";

export const manifestsPath = "/v1/manifests";
export const stayPath = (sscc: string): string => `${wmsPaths.parcels}/${sscc}/stay`;

/** A EUR-pallet of cartons: one that is full is closed and driven out. */
export const fullAt = 40;
/** A pallet is closed so long before its truck leaves; those of a consolidation may be from half an hour before. */
const closesBeforeMs = 20 * minuteMs;

/** As the house shows them. */
export interface SeenManifest {
  readonly manifest: string;
  readonly leavesAt: string;
  readonly closedAt: string | null;
  readonly unread: readonly string[];
  readonly pallets: readonly { readonly sscc: string }[];
  readonly parcels: readonly {
    readonly sscc: string;
    readonly pallet?: string;
    readonly shipOn?: string;
    readonly consolidation?: string;
    readonly shippedAt: string | null;
  }[];
}
export interface SeenPallet {
  readonly sscc: string;
  readonly state: string;
  readonly manifest: string | null;
  readonly consolidation: string | null;
  readonly parcels: readonly string[];
  readonly apart?: readonly string[];
}

export interface DockSeen {
  readonly manifests: readonly SeenManifest[];
  /** Those that have not left and are not broken up. */
  readonly pallets: readonly SeenPallet[];
}

export interface AtDock {
  /** It stands here. */
  readonly stands: (sscc: string) => boolean;
  /** This one was begun here, so that more is put on it. */
  readonly isOwn: (pallet: string) => boolean;
  /** Pallets are built here; otherwise somebody else builds them, and only what is closed is driven out. */
  readonly builds: boolean;
  readonly now: number;
}

export type DockDeed =
  | { readonly do: "open"; readonly parcels: readonly string[] }
  | { readonly do: "put"; readonly pallet: string; readonly parcels: readonly string[] }
  | { readonly do: "close"; readonly pallet: string }
  | { readonly do: "stay"; readonly what: "parcel" | "pallet"; readonly sscc: string }
  /** Not said to the house: it is done. */
  | { readonly do: "load"; readonly pallet: string; readonly parcels: readonly string[] }
  | { readonly do: "send"; readonly parcel: string };

export function dockWork(seen: DockSeen, at: AtDock): DockDeed[] {
  return [...sendAlone(seen, at), ...load(seen, at), ...(at.builds ? build(seen, at) : [])];
}

/** What goes on no pallet: its order says so since, or it left by the book. */
const sendAlone = ({ manifests }: DockSeen, { stands }: AtDock): DockDeed[] =>
  manifests.flatMap(({ parcels }) =>
    parcels
      .filter(
        ({ sscc, pallet, shipOn, consolidation, shippedAt }) =>
          stands(sscc) &&
          (shippedAt !== null || (pallet === undefined && !isForPallet({ shipOn, consolidation }))),
      )
      .map(({ sscc }): DockDeed => ({ do: "send", parcel: sscc })),
  );

const isForPallet = ({
  shipOn,
  consolidation,
}: {
  readonly shipOn?: string | undefined;
  readonly consolidation?: string | null | undefined;
}): boolean => shipOn === "pallet" || (consolidation ?? null) !== null;

/** Closed ones, once all that stands on them is here. */
const load = ({ manifests, pallets }: DockSeen, { stands }: AtDock): DockDeed[] => {
  const asked = askedWhere(manifests);
  return pallets
    .filter(
      ({ sscc, state, apart = [], parcels }) =>
        state === "closed" && apart.length === 0 && !asked.has(sscc) && parcels.some(stands),
    )
    .map(({ sscc, parcels }): DockDeed => ({ do: "load", pallet: sscc, parcels }));
};

function build(seen: DockSeen, at: AtDock): DockDeed[] {
  const open = seen.manifests.filter(({ closedAt }) => closedAt === null);
  return [
    ...answer(seen, at),
    ...open.flatMap((manifest) => [...close(manifest, seen, at), ...put(manifest, seen, at)]),
  ];
}

/** It is asked where something is that stands here. */
function answer({ manifests, pallets }: DockSeen, { stands }: AtDock): DockDeed[] {
  const asked = askedWhere(manifests);
  const here = (pallet: SeenPallet): boolean => pallet.parcels.some(stands);
  return [
    ...[...asked].filter(stands).map((sscc): DockDeed => ({ do: "stay", what: "parcel", sscc })),
    ...pallets
      .filter((pallet) => (pallet.state === "asked" || asked.has(pallet.sscc)) && here(pallet))
      .map(({ sscc }): DockDeed => ({ do: "stay", what: "pallet", sscc })),
  ];
}

const askedWhere = (manifests: DockSeen["manifests"]): ReadonlySet<string> =>
  new Set(manifests.flatMap(({ unread }) => unread));

/** Full ones, and all when the truck must be loaded, whoever began them. */
const close = (
  { manifest, leavesAt }: SeenManifest,
  { pallets }: DockSeen,
  { stands, isOwn, now }: AtDock,
): DockDeed[] => {
  const isDue = now >= (instantMs(leavesAt) ?? 0) - closesBeforeMs;
  return pallets
    .filter(
      (pallet) =>
        pallet.state === "open" &&
        pallet.manifest === manifest &&
        pallet.parcels.some(stands) &&
        (isDue || (isOwn(pallet.sscc) && pallet.consolidation === null && pallet.parcels.length >= fullAt)),
    )
    .map(({ sscc }): DockDeed => ({ do: "close", pallet: sscc }));
};

function put(
  { manifest, parcels }: SeenManifest,
  { pallets }: DockSeen,
  { stands, isOwn }: AtDock,
): DockDeed[] {
  const together = new Map<string | null, string[]>();
  for (const { sscc, pallet, shipOn, consolidation = null, shippedAt } of parcels) {
    if (
      !isForPallet({ shipOn, consolidation }) ||
      pallet !== undefined ||
      shippedAt !== null ||
      !stands(sscc)
    )
      continue;
    together.set(consolidation, [...(together.get(consolidation) ?? []), sscc]);
  }
  return [...together].flatMap(([consolidation, loose]) => {
    const deeds: DockDeed[] = [];
    for (const one of pallets) {
      const room = fullAt - one.parcels.length;
      const fits =
        isOwn(one.sscc) &&
        one.state === "open" &&
        one.manifest === manifest &&
        one.consolidation === consolidation;
      if (!fits || room <= 0 || loose.length === 0) continue;
      deeds.push({ do: "put", pallet: one.sscc, parcels: loose.splice(0, room) });
    }
    while (loose.length > 0) deeds.push({ do: "open", parcels: loose.splice(0, fullAt) });
    return deeds;
  });
}
