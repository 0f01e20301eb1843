/**
 * JSON as real senders write it. What is JSON and says each name once passes by the runtime's own parser; the rest is read here: a name that stands
 * twice in one object (the last of them must not win), `NaN`, `Infinity` and `1e999` where a number belongs, zero bytes of a C text at the end.
 * What nobody can tell becomes `unreadable` in its place, for the reader of the message to decide on.
 */

import type { Fault } from "./fault.ts";

/** Stands where a field was said twice and differently, or as a number that is none. */
export const unreadable = Symbol("unreadable");

export interface ReadJson {
  readonly value: unknown;
  /** Empty for plain JSON. */
  readonly flaws: readonly Fault[];
}

/** `undefined` where it is no JSON even so. `depthMax` bounds the nesting; deeper is no JSON here. */
export function readOddJson(text: string, depthMax: number): ReadJson | undefined {
  try {
    return new OddJson(text, depthMax).read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How many names a JSON text holds; each is a text with a colon behind it. */
export function namesIn(text: string): number {
  let names = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    at = endOfText(text, at) + 1;
    while (isSpace(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === 58) names++;
    at = text.indexOf('"', at);
  }
  return names;
}

/** Index of the quote that closes the text which opens at `start`. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === 92) escapes++;
    if (escapes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
const numberAhead = /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity|NaN)/y;
const flawsMax = 32;

class OddJson {
  readonly #text: string;
  readonly #depthMax: number;
  readonly #flaws: Fault[] = [];
  #at = 0;

  constructor(text: string, depthMax: number) {
    this.#text = text;
    this.#depthMax = depthMax;
  }

  read(): ReadJson {
    const value = this.#value("$", this.#depthMax);
    const rest = this.#text.slice(this.#at);
    if (/^[\s\0]*$/.test(rest) === false) throw new SyntaxError("more behind the message");
    if (rest.includes("\0")) this.#flaw("$", "ends in zero bytes");
    return { value, flaws: this.#flaws };
  }

  #flaw(field: string, reason: string): void {
    if (this.#flaws.length < flawsMax) this.#flaws.push({ field, reason });
  }

  #value(path: string, depth: number): unknown {
    this.#space();
    const start = this.#text[this.#at];
    if (start === "{" || start === "[") {
      if (depth === 0) throw new SyntaxError("too deep");
      return start === "{" ? this.#record(path, depth - 1) : this.#list(path, depth - 1);
    }
    if (start === '"') return this.#string();
    for (const [word, value] of words)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    return this.#number(path);
  }

  #record(path: string, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    this.#at++;
    if (this.#taken("}")) return record;
    do {
      this.#space();
      const name = this.#string();
      this.#need(":");
      const field = path === "$" ? name : `${path}.${name}`;
      const value = this.#value(field, depth);
      const again = Object.hasOwn(record, name);
      if (again) this.#flaw(field, "is said twice");
      const said = again && JSON.stringify(record[name]) !== JSON.stringify(value) ? unreadable : value;
      Object.defineProperty(record, name, {
        value: said,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } while (this.#taken(","));
    this.#need("}");
    return record;
  }

  #list(path: string, depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at++;
    if (this.#taken("]")) return list;
    do list.push(this.#value(`${path}[${list.length}]`, depth));
    while (this.#taken(","));
    this.#need("]");
    return list;
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') throw new SyntaxError("no text");
    const end = endOfText(this.#text, this.#at);
    const text = JSON.parse(this.#text.slice(this.#at, end + 1)) as string;
    this.#at = end + 1;
    return text;
  }

  #number(path: string): number | typeof unreadable {
    numberAhead.lastIndex = this.#at;
    const [word] = numberAhead.exec(this.#text) ?? [];
    if (word === undefined) throw new SyntaxError("no value");
    this.#at += word.length;
    const number = Number(word);
    if (Number.isFinite(number)) return number;
    this.#flaw(path, `must be a finite number, is ${word}`);
    return unreadable;
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #taken(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #need(sign: string): void {
    if (!this.#taken(sign)) throw new SyntaxError(`no ${sign}`);
  }
}

const words = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;
