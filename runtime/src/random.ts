/** Chance from a seed: sfc32 (PractRand's small fast counter), split by name so that a draw in one place does not shift another's. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, below). */
  below(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** An independent stream that belongs to `name`. */
  split(name: string): Random;
}

export function seededRandom(seed: number | string): Random {
  const words = seedWords(String(seed));
  let [a, b, c] = words;
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm++) draw();
  const random: Random = {
    next: draw,
    below: (below) => Math.floor(draw() * below),
    chance: (probability) => draw() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()),
    split: (name) => seededRandom(`${seed}/${name}`),
  };
  return random;
}

/** Three words from a text by FNV-1a with different offsets; also the house's documented hash (`hash32`). */
function seedWords(text: string): [number, number, number] {
  return [hash32(text, 0x811c9dc5), hash32(text, 0x01000193), hash32(text, 0x9e3779b9)];
}

/** FNV-1a over UTF-16 code units, finished with murmur3's mixer: an unsigned 32-bit hash that is the same everywhere. */
export function hash32(text: string, offset = 0x811c9dc5): number {
  let hash = offset;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}
