/**
 * Figures for Prometheus: each part of the house registers its own, named `floorplane_<part>_<what>_<unit>`, and one page shows them all
 * (text exposition). No global registry and no timers: a test has as many houses as it likes.
 */
import { assert } from "@floorplane/contracts/errors";
import type { RoomName } from "@floorplane/contracts/rooms";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { BoundedLabels } from "./bounded-labels.ts";

/** Who may have figures: rooms, and what runs beside them. */
export type MetricsPart = RoomName | "runtime" | "broker" | "simulator" | "app";

/** What is measured. The name is made of `what` and `unit` (`floorplane_fleet_claim_wait_seconds`); a counter's ends in `_total`. */
export interface Figure<Label extends string = never> {
  /** Lower case words joined by `_`: `orders_accepted`, `claim_wait`. */
  readonly what: string;
  /** The base unit (`seconds`, `bytes`, `celsius`, `ratio`) or what is counted (`points`, `robots`). */
  readonly unit: string;
  /** One sentence for the person who reads the page. */
  readonly help: string;
  readonly labels?: readonly Label[];
}

export type Labels<Label extends string> = Readonly<Record<Label, string>>;
/** A figure without labels takes none; one with labels takes all of them. */
type LabelArguments<Label extends string> = [Label] extends [never] ? [] : [labels: Labels<Label>];

export interface CounterFigure<Label extends string> {
  add(by: number, ...labels: LabelArguments<Label>): void;
}
export interface GaugeFigure<Label extends string> {
  set(value: number, ...labels: LabelArguments<Label>): void;
}
export interface HistogramFigure<Label extends string> {
  observe(value: number, ...labels: LabelArguments<Label>): void;
}

/** What one part of the house sees. `reads*` ask for the value when the page is drawn: for counts that are kept elsewhere anyway. */
export interface PartMetrics {
  counter<Label extends string = never>(figure: Figure<Label>): CounterFigure<Label>;
  gauge<Label extends string = never>(figure: Figure<Label>): GaugeFigure<Label>;
  /** `buckets`: upper bounds in the figure's unit, rising. */
  histogram<Label extends string = never>(
    figure: Figure<Label> & { readonly buckets: readonly number[] },
  ): HistogramFigure<Label>;
  readsCounter(figure: Figure, read: () => number): void;
  readsGauge(figure: Figure, read: () => number | Promise<number>): void;
  /** A whole table of what stands under one name: `floorplane_fleet_activity_robots{activity="idle"}`. What is not in it any more is 0 no longer, but gone. */
  readsGauges(figure: Figure<string>, read: () => Readonly<Partial<Record<string, number>>>): void;
  /** A whole table of counts under one name: `floorplane_sensors_events_total{event="reads.tags"}`. */
  readsCounts(figure: Figure<string>, read: () => Readonly<Record<string, number>>): void;
}

const WORDS = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

export class Metrics {
  readonly #registry = new Registry();

  /** Registering one name twice is a bug: two places would count into one figure. */
  part(part: MetricsPart): PartMetrics {
    const registry = this.#registry;
    const describe = (figure: Figure<string>, isCounter: boolean) => {
      const name = nameOf(part, figure, isCounter);
      assert(registry.getSingleMetric(name) === undefined, `${name} is registered already`);
      return {
        name,
        help: figure.help,
        labelNames: [...(figure.labels ?? [])],
        registers: [registry],
      };
    };
    return {
      counter(figure) {
        const counter = new Counter(describe(figure, true));
        const bounded = new BoundedLabels(figure.labels ?? []);
        return { add: (by, ...[labels]) => counter.inc(bounded.of(labels), by) };
      },
      gauge(figure) {
        const gauge = new Gauge(describe(figure, false));
        const bounded = new BoundedLabels(figure.labels ?? []);
        return { set: (value, ...[labels]) => gauge.set(bounded.of(labels), value) };
      },
      histogram(figure) {
        const histogram = new Histogram({ ...describe(figure, false), buckets: [...figure.buckets] });
        const bounded = new BoundedLabels(figure.labels ?? []);
        return { observe: (value, ...[labels]) => histogram.observe(bounded.of(labels), value) };
      },
      readsCounter(figure, read) {
        const counter = new Counter({
          ...describe(figure, true),
          collect() {
            counter.reset();
            counter.inc(read());
          },
        });
      },
      readsGauge(figure, read) {
        const gauge: Gauge = new Gauge({
          ...describe(figure, false),
          collect: async (): Promise<void> => gauge.set(await read()),
        });
      },
      readsGauges(figure, read) {
        const label = onlyLabel(figure);
        const bounded = new BoundedLabels([label]);
        const gauge: Gauge = new Gauge({
          ...describe(figure, false),
          collect(): void {
            gauge.reset();
            for (const [key, value] of Object.entries(read()))
              if (value !== undefined) gauge.set(bounded.of({ [label]: key }), value);
          },
        });
      },
      readsCounts(figure, read) {
        const label = onlyLabel(figure);
        const bounded = new BoundedLabels([label]);
        const counter = new Counter({
          ...describe(figure, true),
          collect() {
            counter.reset();
            for (const [key, count] of Object.entries(read()))
              counter.inc(bounded.of({ [label]: key }), count);
          },
        });
      },
    };
  }

  /** The page, in the text format that Prometheus scrapes. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

function onlyLabel({ what, labels = [] }: Figure<string>): string {
  const [label] = labels;
  assert(label !== undefined && labels.length === 1, `${what} needs one label for its table`);
  return label;
}

function nameOf(part: MetricsPart, { what, unit, labels = [] }: Figure<string>, isCounter: boolean): string {
  for (const word of [what, unit, ...labels])
    assert(WORDS.test(word), `a metric's words are lower case joined by "_", not "${word}"`);
  return `floorplane_${part.replaceAll("-", "_")}_${what}_${unit}${isCounter ? "_total" : ""}`;
}
