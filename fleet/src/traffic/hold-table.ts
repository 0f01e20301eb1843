/** Who holds which resource from when until when: lists by resource, in flat arrays that serve for one plan after another, about one a second. */

export class HoldTable {
  readonly #first: Int32Array;
  #next = new Int32Array(0);
  #resource = new Int32Array(0);
  #robot = new Int32Array(0);
  #isGiven = new Uint8Array(0);
  #from = new Float64Array(0);
  #until = new Float64Array(0);
  #count = 0;

  constructor(resources: number) {
    this.#first = new Int32Array(resources).fill(-1);
  }

  get count(): number {
    return this.#count;
  }

  /** Empty again, with room for so many. */
  begin(holdsMax: number): void {
    for (let hold = 0; hold < this.#count; hold++) this.#first[this.#resource[hold]!] = -1;
    this.#count = 0;
    if (holdsMax <= this.#robot.length) return;
    this.#next = new Int32Array(2 * holdsMax);
    this.#resource = new Int32Array(2 * holdsMax);
    this.#robot = new Int32Array(2 * holdsMax);
    this.#isGiven = new Uint8Array(2 * holdsMax);
    this.#from = new Float64Array(2 * holdsMax);
    this.#until = new Float64Array(2 * holdsMax);
  }

  /** Times are ms from the moment of the problem. `isGiven`: held when it was planned. */
  add(resource: number, robot: number, from: number, until: number, isGiven: boolean): void {
    const hold = this.#count++;
    this.#resource[hold] = resource;
    this.#robot[hold] = robot;
    this.#from[hold] = from;
    this.#until[hold] = until;
    this.#isGiven[hold] = isGiven ? 1 : 0;
    this.#next[hold] = this.#first[resource]!;
    this.#first[resource] = hold;
  }

  /** One hold of this resource, and then the next of the same; -1: no more. */
  first(resource: number): number {
    return this.#first[resource]!;
  }

  next(hold: number): number {
    return this.#next[hold]!;
  }

  resourceOf(hold: number): number {
    return this.#resource[hold]!;
  }

  robotOf(hold: number): number {
    return this.#robot[hold]!;
  }

  isGiven(hold: number): boolean {
    return this.#isGiven[hold] === 1;
  }

  /** From when on both are held, ms; -1: at no time, or by one robot. */
  together(a: number, b: number): number {
    const fromA = this.#from[a]!;
    const fromB = this.#from[b]!;
    if (this.#robot[a] === this.#robot[b] || fromA >= this.#until[b]! || fromB >= this.#until[a]!) return -1;
    return Math.max(fromA, fromB);
  }
}
