/** Who waits for whom: the live wait-for graph over robots (Coffman et al., System Deadlocks, 1971). Each robot waits for one other at most, so that rings are found by following it. */

/** `waitsFor[r]`: the robot r waits for, -1 none. Returns every ring once, from its smallest slot. */
export function ringsOf(waitsFor: Int32Array): number[][] {
  const rings: number[][] = [];
  /** 0 not seen; else the number of the walk that came by. */
  const walk = new Int32Array(waitsFor.length);
  for (let start = 0; start < waitsFor.length; start++) {
    let robot = start;
    while (robot >= 0 && walk[robot] === 0) {
      walk[robot] = start + 1;
      robot = waitsFor[robot]!;
    }
    if (robot < 0 || walk[robot] !== start + 1) continue;
    rings.push(ringFrom(robot, waitsFor));
  }
  return rings;
}

function ringFrom(member: number, waitsFor: Int32Array): number[] {
  const ring = [member];
  for (let robot = waitsFor[member]!; robot !== member; robot = waitsFor[robot]!) ring.push(robot);
  const least = ring.indexOf(Math.min(...ring));
  return [...ring.slice(least), ...ring.slice(0, least)];
}
