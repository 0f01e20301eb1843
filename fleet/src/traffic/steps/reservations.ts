/** Who stands where in each of the next few steps, and the way each robot means to go: the shared table of all searches. A way is put in whole and taken out whole. */

export class Reservations {
  readonly depth: number;
  /** Steps 0 (now) to depth. */
  readonly stride: number;
  /** `by[node * stride + step]`: robot + 1, 0 nobody. */
  readonly by: Int32Array;
  /** `way[robot * stride + step]`: `node << 2 | heading`; step 0 is where it stands. */
  readonly way: Int32Array;
  private readonly robots: number;

  constructor(nodes: number, robots: number, depth: number) {
    this.depth = depth;
    this.stride = depth + 1;
    this.robots = robots;
    this.by = new Int32Array(nodes * this.stride);
    this.way = new Int32Array(robots * this.stride);
  }

  /** Empties the table and puts in all ways as they stand in `way`. */
  refill(): void {
    const { by, way, stride } = this;
    by.fill(0);
    for (let robot = 0; robot < this.robots; robot++)
      for (let step = 0, i = robot * stride; step < stride; step++, i++)
        by[(way[i]! >> 2) * stride + step] = robot + 1;
  }

  put(robot: number): void {
    const { by, way, stride } = this;
    for (let step = 1, i = robot * stride + 1; step < stride; step++, i++)
      by[(way[i]! >> 2) * stride + step] = robot + 1;
  }

  take(robot: number): void {
    const { by, way, stride } = this;
    for (let step = 1, i = robot * stride + 1; step < stride; step++, i++)
      by[(way[i]! >> 2) * stride + step] = 0;
  }
}
