/**
 * What two threads share about goal tables to be made: a ring of requests, each taken by whoever comes first and waited for by `Atomics.wait`. Tables and guidance lie in shared memory; chunks of
 * it are sent over the worker's port before the first request that needs them.
 */
import type { StepGoalTable } from "./goal-search.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";

/** More than robots that get a goal at once: the greatest fleet at its start. A power of two. */
export const requestsMax = 65_536;

/** Words of the header: requests ever made; 1 when the worker shall end; how often the guidance changed; what a turn costs. */
export const headWord = 0;
export const stopWord = 1;
export const guidanceWord = 2;
export const turnWord = 3;
const headerWords = 4;
/** Words of a request: its state, what for, and where the table lies. */
export const stateWord = 0;
export const goalWord = 1;
export const chunkWord = 2;
export const placeWord = 3;
const requestWords = 4;

export const asked = 1;
export const taken = 2;
export const made = 3;

export const queueWords = headerWords + requestWords * requestsMax;

export const requestAt = (ticket: number): number =>
  headerWords + requestWords * (ticket & (requestsMax - 1));

/** What the worker begins with. */
export interface TableWorkerData {
  readonly graph: StepGraph;
  readonly motion: StepMotion;
  readonly queue: SharedArrayBuffer;
  readonly move: SharedArrayBuffer;
}

export function tableIn(
  bytes: ArrayBufferLike,
  offset: number,
  nodes: number,
  motion: StepMotion,
): StepGoalTable {
  return motion === "rotate" ? new Uint32Array(bytes, offset, nodes) : new Uint16Array(bytes, offset, nodes);
}
