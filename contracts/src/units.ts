/** Spans of time in milliseconds and the few conversions the house needs. Lengths are metres, angles radians in [-pi, pi]. */
export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Brings an angle into [-pi, pi], as on the VDA 5050 wire. */
export function normaliseAngle(theta: number): number {
  const turn = 2 * Math.PI;
  const wrapped = theta - turn * Math.floor((theta + Math.PI) / turn);
  return wrapped > Math.PI ? wrapped - turn : wrapped;
}

/** ISO 8601 UTC with milliseconds, as every wire of the house writes time. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
