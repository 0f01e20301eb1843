/** Cartons of a generated site: four of the sizes that every maker sells, the largest for all that one picking tote of 60 l and 25 kg brings. */
import type { CartonRow } from "@floorplane/contracts/site-cartons";

export const usualCartons: readonly CartonRow[] = [
  { carton: "C1", lengthMm: 200, widthMm: 150, heightMm: 100, gramsMax: 5_000, tareGrams: 90, cost: 25 },
  { carton: "C2", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 10_000, tareGrams: 180, cost: 40 },
  { carton: "C3", lengthMm: 400, widthMm: 300, heightMm: 200, gramsMax: 20_000, tareGrams: 360, cost: 70 },
  {
    carton: "C4",
    lengthMm: 600,
    widthMm: 400,
    heightMm: 300,
    gramsMax: 31_500,
    tareGrams: 900,
    cost: 140,
    default: true,
  },
];
