/** A remote store as the spooling history sees it: it takes points or says why not, and draws. */
import type { Cut, Drawn } from "./buckets.ts";
import type { HistoryQuery, Point } from "./series.ts";

export interface Sink {
  /** For logs and errors: what and where, never a credential. */
  readonly name: string;
  /** Resolves when the store has the points. Fails with `Refused` when it never will take them; any other failure is worth another try. */
  send(points: readonly Point[]): Promise<void>;
  /** Buckets of a device's quantity, one list for each unit. */
  draw(asked: HistoryQuery, cut: Cut): Promise<Drawn[]>;
}

/** The store understood and said no: sending the same again changes nothing. */
export class Refused extends Error {
  /** How many of the points sent were not taken. */
  readonly points: number;

  constructor(points: number, reason: string) {
    super(reason);
    this.name = "Refused";
    this.points = points;
  }
}

/** One request to a store, answered within this wall time. */
export const requestWithinMs = 10_000;
