/** Pallets at the door. */
import {
  parsePalletClosing,
  parsePalletParcels,
  parsePalletRequest,
  parsePalletWord,
} from "@floorplane/contracts/pallets.schema";
import type { Gate } from "@floorplane/contracts/parse";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { get, post, type Route } from "../route.ts";
import {
  postPallet,
  postPalletBreakUp,
  postPalletClosing,
  postPalletDeparture,
  postPalletParcels,
  postPalletRemoval,
  postPalletStay,
} from "./build-pallets.ts";
import { getPallet, getPallets, palletsQuery } from "./list-pallets.ts";

/** Whose address says all. */
const orNothing = <Body extends object>(gate: Pick<Gate<Body>, "bytes">) => ({
  bytes: (body: Uint8Array): Body => (body.length === 0 ? ({} as Body) : gate.bytes(body)),
});
const one = `${wmsPaths.pallets}/{sscc}`;

export const palletRoutes: readonly Route[] = [
  get(wmsPaths.pallets, "orders:read", getPallets, palletsQuery),
  post(wmsPaths.pallets, "orders:write", orNothing(parsePalletRequest), (means, { client }, request) => ({
    cause: "http.pallet",
    decide: (desk) => postPallet(means, desk, client, request),
  })),
  post(`${one}/parcels`, "orders:write", parsePalletParcels, (means, named, said) => ({
    cause: "http.pallet-parcels",
    decide: (desk) => postPalletParcels(means, desk, named, said),
  })),
  post(`${one}/removal`, "orders:write", parsePalletParcels, (means, named, said) => ({
    cause: "http.pallet-removal",
    decide: (desk) => postPalletRemoval(means, desk, named, said),
  })),
  post(`${one}/closing`, "orders:write", orNothing(parsePalletClosing), (means, named, said) => ({
    cause: "http.pallet-closing",
    decide: (desk) => postPalletClosing(means, desk, named, said),
  })),
  post(`${one}/break-up`, "orders:write", orNothing(parsePalletWord), (means, named, said) => ({
    cause: "http.pallet-break-up",
    decide: (desk) => postPalletBreakUp(means, desk, named, said),
  })),
  post(`${one}/departure`, "orders:write", orNothing(parsePalletWord), (means, named, said) => ({
    cause: "http.pallet-departure",
    decide: (desk) => postPalletDeparture(means, desk, named, said),
  })),
  post(`${one}/stay`, "orders:write", orNothing(parsePalletWord), (means, named, said) => ({
    cause: "http.pallet-stay",
    decide: (desk) => postPalletStay(means, desk, named, said),
  })),
  get(one, "orders:read", (means, named) => ({
    cause: "http.pallet-asked",
    decide: () => getPallet(means, named),
  })),
];
