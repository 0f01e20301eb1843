/** JSON with the places of its parts: which line a path stands on, and keys that stand twice, of which `JSON.parse` takes the last without a word. */

export interface DoubledKey {
  /** `layouts[0].nodes[3].nodeId`. */
  readonly path: string;
  readonly line: number;
  readonly firstLine: number;
}

export class JsonText {
  readonly #text: string;
  #lines: ReadonlyMap<string, number> | undefined;

  /** The text must be one that `JSON.parse` takes. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The line of a path, or of the nearest thing around it. All paths are found at the first question: most files have no fault. */
  line(path: string): number | undefined {
    this.#lines ??= linesOf(this.#text);
    for (let part = path; ; part = parentOf(part)) {
      const line = this.#lines.get(part);
      if (line !== undefined || part === "") return line;
    }
  }

  /** The members of the object that it is, each with its value as it is written; none where it is no object. */
  members(): (readonly [name: string, text: string])[] {
    const members: (readonly [string, string])[] = [];
    new Walk(this.#text, {
      member: (name, from, to) => members.push([name, this.#text.slice(from, to)]),
    }).value("");
    return members;
  }

  doubledKeys(): DoubledKey[] {
    const doubled: DoubledKey[] = [];
    new Walk(this.#text, {
      doubled: (path, line, firstLine) => doubled.push({ path, line, firstLine }),
    }).value("");
    return doubled;
  }
}

/** The path of a key that stands twice in a text that `JSON.parse` takes; throws a `SyntaxError` where it nests deeper than anybody could mean. */
export function doubledKey(text: string): string | undefined {
  try {
    return new JsonText(text).doubledKeys()[0]?.path;
  } catch (error) {
    // Walked by recursion; the runtime's own parser goes deeper than its stack.
    if (error instanceof RangeError) throw new SyntaxError("it nests too deep");
    throw error;
  }
}

/** Whether objects and lists lie in each other deeper than that, in text that may be no JSON: looked at before a parser or a walk is let loose on it. */
export function nestsDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++)
        if (text.charCodeAt(at) === backslash) at++;
    } else if (code === openObject || code === openList) {
      if (++depth > most) return true;
    } else if (code === closeObject || code === closeList) depth--;
  }
  return false;
}

const [quote, backslash, openObject, openList, closeObject, closeList] = [34, 92, 123, 91, 125, 93];

export const doubledWords = "stands twice, and only one of the two can be meant";

/** `layouts[0].nodes[3]` lies in `layouts[0].nodes`. */
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.search(/(\.[^.[\]]*|\[\d+\])$/)));

function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  new Walk(text, { place: (path, line) => lines.set(path, line) }).value("");
  return lines;
}

interface Hearers {
  place?(path: string, line: number): void;
  doubled?(path: string, line: number, firstLine: number): void;
  /** Of the outermost object, from one place in the text to the other. */
  member?(name: string, from: number, to: number): void;
}

/** Over sound JSON once, from front to back. Paths are put together only for who wants places. */
class Walk {
  readonly #text: string;
  readonly #hearers: Hearers;
  #at = 0;
  #line = 1;
  /** Objects and lists around the place. */
  #depth = 0;

  constructor(text: string, hearers: Hearers) {
    this.#text = text;
    this.#hearers = hearers;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  value(path: string): void {
    this.#blanks();
    this.#hearers.place?.(path, this.#line);
    const first = this.#text[this.#at];
    if (first === "{") this.#object(path);
    else if (first === "[") this.#array(path);
    else if (first === '"') this.#string();
    else while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at]!)) this.#at++;
  }

  #object(path: string): void {
    const keys = new Map<string, number>();
    const isOutermost = this.#depth++ === 0;
    this.#at++;
    for (this.#blanks(); this.#text[this.#at] !== "}"; this.#blanks()) {
      const line = this.#line;
      const key = this.#string();
      const inner = path === "" ? key : `${path}.${key}`;
      const firstLine = keys.get(key);
      if (firstLine === undefined) keys.set(key, line);
      else this.#hearers.doubled?.(inner, line, firstLine);
      this.#blanks();
      this.#at++;
      this.#blanks();
      const from = this.#at;
      this.value(inner);
      if (isOutermost) this.#hearers.member?.(key, from, this.#at);
      this.#comma();
    }
    this.#at++;
    this.#depth--;
  }

  #array(path: string): void {
    this.#depth++;
    this.#at++;
    this.#blanks();
    for (let i = 0; this.#text[this.#at] !== "]"; i++, this.#blanks()) {
      this.value(`${path}[${i}]`);
      this.#comma();
    }
    this.#at++;
    this.#depth--;
  }

  #comma(): void {
    this.#blanks();
    if (this.#text[this.#at] === ",") this.#at++;
  }

  #string(): string {
    const start = ++this.#at;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    const raw = this.#text.slice(start, this.#at++);
    return raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  #blanks(): void {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  }
}
