/**
 * How the parcel on the bench is closed, by a button, a card or its carton: what the scale says goes with it, and what somebody said to the house's questions. What is no weight closes nothing.
 */
import type { ParcelAtBench } from "@floorplane/contracts/packing";
import { useState, useSyncExternalStore } from "react";
import { wholeNumber } from "../hand/whole-number.ts";
import type { Deed, DeskLink } from "./desk-link.ts";

export const gramsMax = 1_000_000;

/** Whoever closes it has read the house's question. */
interface Sure {
  readonly isWeightRight?: boolean;
  readonly isMissing?: boolean;
}

export interface Closing {
  readonly grams: string;
  readonly setGrams: (text: string) => void;
  /** The house asks, and waits for a yes. */
  readonly asked: "weight-off" | "missing-sure" | undefined;
  readonly missing: number;
  readonly close: (sure?: Sure) => void;
  /** What goes with whatever may close the parcel; undefined: the weight cannot be read, and that was said. */
  readonly weighed: () => Pick<Deed, "grams"> | undefined;
}

interface Held {
  readonly sscc: string;
  readonly grams: string;
  /** What it should have weighed when somebody said that the scale is right. */
  readonly rightAgainst: number | null;
}
const nothing: Held = { sscc: "", grams: "", rightAgainst: null };

export function useClosing(
  parcel: ParcelAtBench | undefined,
  desk: DeskLink,
  give: (deed: Deed) => void,
): Closing {
  const last = useSyncExternalStore(desk.said.subscribe, desk.said.get)?.said.word;
  const [held, setHeld] = useState(nothing);
  const { grams, rightAgainst } = held.sscc === parcel?.sscc ? held : nothing;
  const expected = parcel?.grams ?? null;
  const sscc = parcel?.sscc ?? "";
  const missing = parcel?.units.reduce((sum, units) => sum + units.missing, 0) ?? 0;
  const weighed = (): Pick<Deed, "grams"> | undefined => {
    if (grams.trim() === "") return {};
    const read = wholeNumber(grams, { min: 1, max: gramsMax });
    if (read !== undefined) return { grams: read };
    desk.refuse({ word: "weight-unread", about: { text: grams } });
    return undefined;
  };
  return {
    grams,
    setGrams: (text) => setHeld({ sscc, grams: text, rightAgainst: null }),
    asked: last === "weight-off" || last === "missing-sure" ? last : undefined,
    missing,
    weighed,
    close(sure = {}) {
      const weight = weighed();
      if (!weight) return;
      const isRight = sure.isWeightRight === true || (rightAgainst !== null && rightAgainst === expected);
      setHeld({ sscc, grams, rightAgainst: isRight ? expected : null });
      give({
        do: "close",
        ...weight,
        ...(isRight ? { anyway: true } : {}),
        ...(sure.isMissing && missing > 0 ? { missing } : {}),
      });
    },
  };
}
