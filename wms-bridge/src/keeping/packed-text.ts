/**
 * Texts that are rarely read again and much alike, such as documents of one kind: each is compressed on its own (RFC 1951) with the first of them as its dictionary, which has the names of
 * the fields and the site's own words.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** What a text can refer back to; deflate reaches no further. */
const dictionaryBytesMax = 32_768;
/** Texts that the dictionary is made of: those after them find little in more. */
const firstMax = 24;

/** How a text was packed: its first byte. */
const alone = Uint8Array.of(0);
const withDictionary = Uint8Array.of(1);

export class TextPacker {
  readonly #first: string[] = [];
  /** Undefined as long as the first are gathered. */
  #dictionary: Buffer | undefined;

  /** One character a byte: a string of those takes sixteen bytes beside them, a view of bytes two hundred. */
  pack(text: string): string {
    const dictionary = this.#dictionary;
    if (!dictionary) this.#gather(text);
    const packed = deflateRawSync(text, dictionary ? { dictionary } : {});
    // In one piece: two that are put together would be kept as two, with a third that names them.
    return Buffer.concat([dictionary ? withDictionary : alone, packed]).toString("latin1");
  }

  unpack(packed: string): string {
    const bytes = Buffer.from(packed, "latin1");
    const dictionary = bytes[0] === withDictionary[0] ? this.#dictionary : undefined;
    return inflateRawSync(bytes.subarray(1), dictionary ? { dictionary } : {}).toString();
  }

  #gather(text: string): void {
    this.#first.push(text);
    if (this.#first.length < firstMax) return;
    this.#dictionary = Buffer.from(this.#first.join("")).subarray(-dictionaryBytesMax);
    this.#first.length = 0;
  }
}
