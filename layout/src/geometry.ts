/** Plane geometry of the floor in metres and radians: boxes, segments, and whether they touch. Overlap is by separating axes. */

/** An axis-parallel rectangle; x and y are its lower left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle turned by `theta` about its centre. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly theta: number;
  readonly halfLength: number;
  readonly halfWidth: number;
}

export const boxOf = (r: Rectangle): Box => ({
  x: r.x + r.width / 2,
  y: r.y + r.height / 2,
  theta: 0,
  halfLength: r.width / 2,
  halfWidth: r.height / 2,
});

/** True where the two boxes share more than an edge; `gap` asks for that much free space between them. */
export function boxesOverlap(a: Box, b: Box, gap = 0): boolean {
  return turnedOverlap(
    b.x - a.x,
    b.y - a.y,
    Math.cos(a.theta),
    Math.sin(a.theta),
    a.halfLength + gap,
    a.halfWidth + gap,
    Math.cos(b.theta),
    Math.sin(b.theta),
    b.halfLength,
    b.halfWidth,
  );
}

/** The same on plain numbers, for loops that may not allocate: the second box's centre relative to the first's, and both headings as cosine and sine. */
export function turnedOverlap(
  dx: number,
  dy: number,
  cosA: number,
  sinA: number,
  lengthA: number,
  widthA: number,
  cosB: number,
  sinB: number,
  lengthB: number,
  widthB: number,
): boolean {
  const along = Math.abs(cosA * cosB + sinA * sinB);
  const across = Math.abs(cosA * sinB - sinA * cosB);
  if (Math.abs(dx * cosA + dy * sinA) >= lengthA + lengthB * along + widthB * across) return false;
  if (Math.abs(dy * cosA - dx * sinA) >= widthA + lengthB * across + widthB * along) return false;
  if (Math.abs(dx * cosB + dy * sinB) >= lengthB + lengthA * along + widthA * across) return false;
  return Math.abs(dy * cosB - dx * sinB) < widthB + lengthA * across + widthA * along;
}

/** Distance from a point to a box; zero inside. */
export function pointToBox(px: number, py: number, box: Box): number {
  const cos = Math.cos(box.theta);
  const sin = Math.sin(box.theta);
  const dx = px - box.x;
  const dy = py - box.y;
  const beyondLength = Math.max(0, Math.abs(dx * cos + dy * sin) - box.halfLength);
  const beyondWidth = Math.max(0, Math.abs(dy * cos - dx * sin) - box.halfWidth);
  return Math.hypot(beyondLength, beyondWidth);
}

/** Distance from a point to the segment from a to b: within a radius of it, the point lies in that capsule. */
export function pointToSegment(
  px: number,
  py: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / squared));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Half the extents of the axis-parallel rectangle around a box. */
export function halfExtents(box: Box): { x: number; y: number } {
  const cos = Math.abs(Math.cos(box.theta));
  const sin = Math.abs(Math.sin(box.theta));
  return { x: box.halfLength * cos + box.halfWidth * sin, y: box.halfLength * sin + box.halfWidth * cos };
}
