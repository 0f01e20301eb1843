/** A text that does not change while the house runs, in every encoding that a browser may ask for: compressed once, when it is first asked for. */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The smaller one first: of those that a browser likes as much, it gets this. */
const encodings = ["br", "gzip"] as const;
type Encoding = (typeof encodings)[number];

/** Brotli's best takes seconds for a large floor and saves a few percent. */
const brotliQuality = 7;

const compressors: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  br: (text) =>
    brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    }),
  gzip: (text) => gzipSync(text, { level: 9 }),
};

export class StillText {
  readonly text: string;
  readonly #compressed = new Map<Encoding, Buffer>();

  constructor(text: string) {
    this.text = text;
  }

  /** For an `Accept-Encoding` as it was sent; the plain text where nothing else is wanted. */
  for(accepted: string | undefined): {
    readonly encoding: Encoding | undefined;
    readonly body: string | Buffer;
  } {
    const encoding = encodingFor(accepted);
    if (!encoding) return { encoding, body: this.text };
    const body = this.#compressed.get(encoding) ?? compressors[encoding](this.text);
    this.#compressed.set(encoding, body);
    return { encoding, body };
  }
}

/** RFC 9110, 12.5.3: names with weights, `*` for all that are not named, a weight of 0 for never. */
export function encodingFor(accepted = ""): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((each) => each.trim());
    const weight = parameters.find((each) => each.startsWith("q="));
    if (name) weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get("*") ?? 0;
  const best = Math.max(...encodings.map(weightOf));
  // What is liked less than the plain text is not sent.
  if (!(best > 0) || (weights.get("identity") ?? 0) > best) return undefined;
  return encodings.find((name) => weightOf(name) === best);
}
