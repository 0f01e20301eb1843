/**
 * Texts that are rarely read again and much alike, such as documents of one kind: each is compressed on its own (RFC 1951) with the first of them as its dictionary, which has the names of
 * the fields and the site's own words.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** What a text can refer back to; deflate reaches no further. */
const dictionaryBytesMax = 32_768;
/** Texts that the dictionary is made of: those after them find little in more. */
const firstMax = 24;

export class TextPacker {
  readonly #first: string[] = [];
  /** Undefined as long as the first are gathered. */
  #dictionary: Buffer | undefined;

  /** One character a byte: a string of those takes sixteen bytes beside them, a view of bytes two hundred. */
  pack(text: string): string {
    const dictionary = this.#dictionary;
    if (!dictionary) this.#gather(text);
    // One that was packed without it says so.
    return (
      (dictionary ? "d" : "-") + deflateRawSync(text, dictionary ? { dictionary } : {}).toString("latin1")
    );
  }

  unpack(packed: string): string {
    const bytes = Buffer.from(packed.slice(1), "latin1");
    const dictionary = packed.startsWith("d") ? this.#dictionary : undefined;
    return inflateRawSync(bytes, dictionary ? { dictionary } : {}).toString();
  }

  #gather(text: string): void {
    this.#first.push(text);
    if (this.#first.length < firstMax) return;
    this.#dictionary = Buffer.from(this.#first.join("")).subarray(-dictionaryBytesMax);
    this.#first.length = 0;
  }
}
