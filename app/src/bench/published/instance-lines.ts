/** Lines of a published instance, read in their order: what does not fit is refused with the file, the line and the field. */
import { readFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";

export class InstanceLines {
  readonly file: string;
  readonly #lines: readonly string[];
  #next = 0;

  constructor(file: string, text: string) {
    this.file = file;
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    while (lines.at(-1) === "") lines.pop();
    this.#lines = lines;
  }

  /** Published files name their authors in Latin-1. */
  static of(file: string): InstanceLines {
    return new InstanceLines(file, readFileSync(file, "latin1"));
  }

  get isEmpty(): boolean {
    return this.#next >= this.#lines.length;
  }

  /** The next line, left where it is. */
  get ahead(): string {
    return this.#lines[this.#next] ?? "";
  }

  take(what: string): string {
    if (this.isEmpty) {
      this.#next++;
      throw this.refused(what, "is missing: the file ends here");
    }
    return this.#lines[this.#next++]!;
  }

  /** A line that is exactly this. */
  expect(text: string): void {
    const line = this.take(text);
    if (line !== text) throw this.refused(text, `is expected here, not "${line}"`);
  }

  /** `NAME : value`, as a whole number within bounds. */
  count(name: string, [minimum, maximum]: readonly [number, number] = [1, 100_000]): number {
    const line = this.take(name);
    const [key, value] = line.split(/\s*:\s*/);
    if (key !== name || value === undefined) throw this.refused(name, `is expected here, not "${line}"`);
    return this.whole(name, value, [minimum, maximum]);
  }

  /** A line of words and numbers in turn, such as `ID 3 AISLE 0 CELL 17`; words of `after` may follow. */
  record<Name extends string>(names: readonly Name[], after: readonly string[] = []): Record<Name, number> {
    const words = this.take(names.join(", ")).split(/\s+/);
    const entries = names.map((name, at) => {
      if (words[2 * at] !== name) throw this.refused(name, `is expected here, not "${words[2 * at] ?? ""}"`);
      return [name, this.whole(name, words[2 * at + 1] ?? "", [0, 1_000_000])] as const;
    });
    const rest = words.slice(2 * names.length);
    if (rest.length > 2 * after.length || after.some((name, at) => (rest[2 * at] ?? name) !== name))
      throw this.refused(names.at(-1)!, `is followed by "${rest.join(" ")}", which is not of the format`);
    return Object.fromEntries(entries) as Record<Name, number>;
  }

  /** Numbers with blanks between. */
  numbers(what: string, count: number): number[] {
    const words = this.take(what).split(/\s+/);
    if (words.length !== count)
      throw this.refused(what, `has ${words.length} values, and ${count} are expected`);
    return words.map((word) => this.decimal(what, word));
  }

  whole(field: string, text: string, [minimum, maximum]: readonly [number, number]): number {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < minimum || value > maximum)
      throw this.refused(field, `must be a whole number from ${minimum} to ${maximum}, not "${text}"`);
    return value;
  }

  decimal(field: string, text: string): number {
    const value = Number(text);
    if (text === "" || !Number.isFinite(value) || value < 0)
      throw this.refused(field, `must be a number of 0 or more, not "${text}"`);
    return value;
  }

  /** Of the line that was read last. */
  refused(field: string, message: string): FloorplaneError {
    const place = `${this.file}:${this.#next}`;
    return new FloorplaneError({
      code: "malformed-file",
      message: `${place}: ${field} ${message}`,
      field: place,
    });
  }
}
