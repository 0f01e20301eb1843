/**
 * What a pick is on this floor, in one place for the robot that does it, the dispatcher that estimates it and the lane that checks it.
 * A robot takes up to ten units one by one; more than ten leave the shelf as one sealed case, which carries one tag.
 */

/** Time to reach into a bin and back, s. */
export const reachS = 6;
/** Time for each unit taken by itself, s. */
export const unitS = 1;
/** More units than this are taken as a whole case. */
export const looseUnitsMax = 10;

export const isCase = (quantity: number): boolean => quantity > looseUnitsMax;

/** Duration of the `pickItems` action in seconds. */
export const pickSeconds = (quantity: number): number => reachS + unitS * Math.min(quantity, looseUnitsMax);

/** How many SGTIN tags a reader must see for this pick: one a unit, or one for the case. */
export const expectedTags = (quantity: number): number => (isCase(quantity) ? 1 : quantity);

/** What one tote may hold. */
export const toteLimits = { litres: 60, kilograms: 25, lines: 12, units: 60 } as const;

/** Packing: 3 s a line and 0.2 s a unit. */
export const packSeconds = (lines: number, units: number): number => 3 * lines + 0.2 * units;

/** Handling of a tote at a dock (fetch or drop), s. */
export const toteHandlingS = 5;

/** Duration of the `countTags` action in seconds: the antenna goes along the bin once for each round. */
export const countSeconds = (rounds: number): number => reachS + rounds;
