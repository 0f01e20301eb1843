/** Who goes where next: the task models of published many-robot benchmarks. Nodes are those of the layout's graph. */
import type { Graph } from "@floorplane/layout/graph";
import type { TaskList } from "@floorplane/layout/grid-files";
import type { Random } from "@floorplane/runtime/random";

export interface Errands {
  /** The robot's next goal: asked at the beginning and whenever it has reached one. `at`: where it stands. */
  next(robot: number, at: number): number;
  /** Whether a task is done when the robot reaches the goal that it was given last. */
  endsTask(robot: number): boolean;
}

/** League of Robot Runners, 2023: robot i gets tasks i, i + N, i + 2N …, from the beginning again after the last. */
export function roundRobin(tasks: TaskList, robots: number): Errands {
  const taken = new Int32Array(robots);
  return fromList(tasks, robots, (robot) => (robot + taken[robot]!++ * robots) % tasks.count);
}

/** League of Robot Runners, 2024 and later, where nobody schedules: whoever is free takes the next task of the list. */
export function inTurn(tasks: TaskList, robots: number): Errands {
  let taken = 0;
  return fromList(tasks, robots, () => taken++ % tasks.count);
}

function fromList(tasks: TaskList, robots: number, nextTask: (robot: number) => number): Errands {
  const at = new Int32Array(robots);
  const end = new Int32Array(robots);
  return {
    next(robot) {
      if (at[robot] === end[robot]) {
        const task = nextTask(robot);
        at[robot] = tasks.first[task]!;
        end[robot] = tasks.first[task + 1]!;
      }
      return tasks.node[at[robot]!++]!;
    },
    endsTask: (robot) => at[robot] === end[robot],
  };
}

/** RHCR's fulfilment floor: any of the places but the one where the robot stands. */
export function anyOf(places: Int32Array, random: Random): Errands {
  return {
    next(_, at) {
      const first = random.below(places.length);
      return places[first] !== at || places.length === 1
        ? places[first]!
        : places[(first + 1 + random.below(places.length - 1)) % places.length]!;
    },
    endsTask: () => true,
  };
}

/** Places of two kinds in turn, each drawn at random (Guidance Graph Optimization). */
export function alternately(first: Int32Array, second: Int32Array, robots: number, random: Random): Errands {
  const count = new Int32Array(robots);
  return {
    next(robot) {
      const places = count[robot]!++ % 2 === 0 ? first : second;
      return places[random.below(places.length)]!;
    },
    endsTask: () => true,
  };
}

/** RHCR's sorting floor: to the nearest station for a parcel, then to any chute. */
export function sorting(
  graph: Graph,
  {
    inducts,
    ejects,
    robots,
  }: { readonly inducts: Int32Array; readonly ejects: Int32Array; readonly robots: number },
  random: Random,
): Errands {
  const count = new Int32Array(robots);
  const nearest = nearestOf(graph, inducts);
  return {
    next: (robot, at) => (count[robot]!++ % 2 === 0 ? nearest[at]! : ejects[random.below(ejects.length)]!),
    endsTask: () => true,
  };
}

/** For each node the place to which the way is shortest in moves; some place where none leads. */
function nearestOf(graph: Graph, places: Int32Array): Int32Array {
  const nearest = new Int32Array(graph.nodeCount).fill(-1);
  const queue = [...places];
  for (const place of places) nearest[place] = place;
  for (const node of queue)
    for (let i = graph.inFirst[node]!; i < graph.inFirst[node + 1]!; i++) {
      const before = graph.edgeFrom[graph.inEdge[i]!]!;
      if (nearest[before]! >= 0) continue;
      nearest[before] = nearest[node]!;
      queue.push(before);
    }
  return nearest.map((place) => (place < 0 ? places[0]! : place));
}

/** The goals of a scenario first, then any place. */
export function scenario(goals: Int32Array, then: Errands): Errands {
  const isBegun = new Uint8Array(goals.length);
  return {
    next(robot, at) {
      if (isBegun[robot]) return then.next(robot, at);
      isBegun[robot] = 1;
      return goals[robot]!;
    },
    endsTask: () => true,
  };
}
