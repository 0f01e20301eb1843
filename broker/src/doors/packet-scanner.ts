/**
 * Reads only the fixed header of each MQTT 3.1.1 packet that a client sends (section 2.2) and says no before anything is gathered: too long, not
 * a client's packet, reserved bits set, nothing before CONNECT, CONNECT once.
 */

const connect = 1;
const publish = 3;
/** Flags that each packet type of a client must carry; PUBLISH has its own. */
const flagsOf: ReadonlyMap<number, number> = new Map([
  [connect, 0],
  [publish, -1],
  [4, 0],
  [5, 0],
  [6, 2],
  [7, 0],
  [8, 2],
  [10, 2],
  [12, 0],
  [14, 0],
]);

export type Refusal =
  | "not-connect-first"
  | "second-connect"
  | "unknown-packet"
  | "reserved-bits"
  | "malformed-length"
  | "too-long";

export class PacketScanner {
  /** Longest remaining length that passes. */
  bytesMax: number;
  /** PUBLISH packets that began so far. */
  publishes = 0;
  #connected = false;
  #inLength = false;
  #length = 0;
  #shift = 0;
  /** Bytes of the present packet's body still to come. */
  #left = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** Looks at the next bytes; a refusal is final. */
  scan(chunk: Uint8Array): Refusal | undefined {
    let index = 0;
    while (index < chunk.length) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, chunk.length - index);
        this.#left -= skipped;
        index += skipped;
        continue;
      }
      const refusal = this.#inLength ? this.#lengthByte(chunk[index]!) : this.#typeByte(chunk[index]!);
      if (refusal) return refusal;
      index++;
    }
    return undefined;
  }

  #typeByte(byte: number): Refusal | undefined {
    const type = byte >> 4;
    const flags = byte & 0x0f;
    const wanted = flagsOf.get(type);
    if (wanted === undefined) return "unknown-packet";
    if (type === publish ? (flags & 0x06) === 0x06 : flags !== wanted) return "reserved-bits";
    if (type === connect && this.#connected) return "second-connect";
    if (type !== connect && !this.#connected) return "not-connect-first";
    this.#connected = true;
    if (type === publish) this.publishes++;
    this.#inLength = true;
    this.#length = 0;
    this.#shift = 0;
    return undefined;
  }

  #lengthByte(byte: number): Refusal | undefined {
    this.#length += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift += 7;
    if (this.#length > this.bytesMax) return "too-long";
    if (byte & 0x80) return this.#shift > 21 ? "malformed-length" : undefined;
    this.#inLength = false;
    this.#left = this.#length;
    return undefined;
  }
}
