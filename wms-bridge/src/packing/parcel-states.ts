/** The states of a parcel as they are told, with what each means: for who asks, and for the page that says what may be asked. */
import type { CartonReason } from "./cartons.ts";

export const parcelStates = {
  packing: "its station has the job, and has not said that it is done",
  packed: "labelled, and not seen leaving",
  left: "it went out of the dock",
} as const;

/** Why a parcel has the carton that it has. */
export const cartonReasons: Readonly<Record<CartonReason, string>> = {
  fits: "the cheapest, then the smallest, that holds all that was packed together",
  split: "no carton holds all of it: this one holds its part",
  "size-unknown": "the default carton, since nobody knows how large some of its goods are",
  "none-holds": "no carton takes its goods by size, weight or class",
  "no-list": "the site names no cartons",
  packer: "the packer took it instead of the one that was planned",
};
