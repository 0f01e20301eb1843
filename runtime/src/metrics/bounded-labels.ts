/** Keeps a figure's labels from growing without end: each new combination costs memory for good, here and in Prometheus. */

/** Robots, stations or devices of a large site; what comes after them is counted together as `other`. */
const combinationsMax = 2_000;
const other = "other";

export class BoundedLabels {
  readonly #names: readonly string[];
  readonly #seen = new Set<string>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  of(labels: Readonly<Record<string, string>> | undefined): Record<string, string> {
    if (!labels || this.#names.length === 0) return {};
    const values = this.#names.map((name) => labels[name] ?? "");
    const key = values.join("\u0000");
    const isKnown = this.#seen.has(key);
    if (!isKnown && this.#seen.size < combinationsMax) this.#seen.add(key);
    else if (!isKnown) return Object.fromEntries(this.#names.map((name) => [name, other]));
    return Object.fromEntries(this.#names.map((name, index) => [name, values[index]!]));
  }
}
