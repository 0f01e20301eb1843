/** Counters of the room for metrics: what came in, and what was set aside and why. */
export class Figures {
  readonly #counts = new Map<FigureName, number>();

  count(name: FigureName, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  of(name: FigureName): number {
    return this.#counts.get(name) ?? 0;
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(figureNames.map((name) => [name, this.of(name)]));
  }
}

export const figureNames = [
  "reads.rounds",
  "reads.tags",
  "reads.repeated",
  "reads.raw",
  "reads.strange",
  "reads.unknown-reader",
  "reads.no-tote",
  "reads.many-totes",
  "reads.bins",
  "parcels.seen",
  "messages.malformed",
  "messages.odd",
  "messages.retained",
  "messages.not-own",
  "climate.readings",
  "climate.unknown-device",
  "climate.bad",
  "climate.uncertain",
  "climate.late",
  "stations.malformed",
  "stations.jobs",
  "stations.refused",
  "stations.finished",
  "alarms.raised",
  "alarms.cleared",
  "alarms.refused",
] as const;
export type FigureName = (typeof figureNames)[number];
