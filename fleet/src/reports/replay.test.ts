import { describe, expect, it } from "vitest";
import { type Floor, type Grant, replayed } from "./replay.ts";

interface Robot {
  readonly id: string;
}

/** One robot a node. */
class Nodes implements Floor<Robot> {
  readonly holders = new Map<number, string>();

  enter(robot: Robot, nodes: readonly number[]): readonly string[] {
    this.leave(robot);
    const inTheWay = new Set(nodes.flatMap((node) => this.holders.get(node) ?? []));
    if (inTheWay.size === 0) for (const node of nodes) this.holders.set(node, robot.id);
    return [...inTheWay];
  }

  leave({ id }: Robot): void {
    for (const [node, holder] of this.holders) if (holder === id) this.holders.delete(node);
  }
}

const order = (id: string, ...grants: readonly (readonly [node: number, heldAt: number])[]) => ({
  robot: { id },
  base: grants.map(([node, heldAt]): Grant => ({ node, heldAt })),
});
const result = (held: ReadonlyMap<Robot, readonly number[]>) =>
  Object.fromEntries([...held].map(([{ id }, nodes]) => [id, nodes]));

describe("what silent robots hold after a start", () => {
  it("is all that they were released to, where no two were released to one place", () => {
    const held = replayed([order("A", [1, 10], [2, 10], [3, 20]), order("B", [7, 15], [8, 15])], new Nodes());

    expect(result(held)).toEqual({ A: [1, 2, 3], B: [7, 8] });
  });

  it.each([
    ["first", [0, 1]],
    ["last", [1, 0]],
  ] as const)("begins behind what another was granted later, whoever is asked %s", (_, turns) => {
    const robots = [order("A", [1, 10], [2, 10], [3, 10], [4, 10]), order("B", [9, 5], [1, 30], [2, 40])];

    const held = replayed(
      turns.map((turn) => robots[turn]!),
      new Nodes(),
    );

    expect(result(held)).toEqual({ A: [3, 4], B: [9, 1, 2] });
  });

  it("looks at each place by itself: who was granted something last was not granted everything last", () => {
    const held = replayed([order("A", [1, 10], [2, 10], [3, 90]), order("B", [9, 50], [1, 50])], new Nodes());

    expect(result(held)).toEqual({ A: [2, 3], B: [9, 1] });
  });

  it("begins behind a robot that was seen, whenever that was granted", () => {
    const floor = new Nodes();
    floor.enter({ id: "seen" }, [2]);

    const held = replayed([order("A", [1, 10], [2, 10], [3, 10])], floor);

    expect(result(held)).toEqual({ A: [3] });
    expect(floor.holders).toEqual(
      new Map([
        [2, "seen"],
        [3, "A"],
      ]),
    );
  });

  it("is nothing where others were seen on all of it", () => {
    const floor = new Nodes();
    floor.enter({ id: "seen" }, [1]);

    expect(result(replayed([order("A", [1, 10])], floor))).toEqual({});
    expect(floor.holders.get(1)).toBe("seen");
  });
});
