/** Pointer, wheel and pinch on the map, turned into movements of the floor. */

export interface Moved {
  zoom(factor: number, px: number, py: number): void;
  pan(dx: number, dy: number): void;
  hover(px: number | undefined, py?: number): void;
  choose(px: number, py: number): void;
}

/** A press that stays within this is a choice, not a drag. */
const steadyPx = 5;
/** One notch of a wheel is about a fifth closer. */
const wheelPerFactor = 480;

/** Returns what ends the listening. */
export function listenToHands(host: HTMLElement, map: Moved): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let travelled = 0;

  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, at(event));
    host.setPointerCapture(event.pointerId);
  };

  const move = (event: PointerEvent): void => {
    const now = at(event);
    const before = down.get(event.pointerId);
    if (!before) {
      map.hover(now.x, now.y);
      return;
    }
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const wide = Math.hypot(before.x - other.x, before.y - other.y);
      const wider = Math.hypot(now.x - other.x, now.y - other.y);
      if (wide > 0 && wider > 0) map.zoom(wider / wide, (now.x + other.x) / 2, (now.y + other.y) / 2);
      map.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      travelled += steadyPx + 1;
    } else {
      travelled += Math.hypot(now.x - before.x, now.y - before.y);
      if (travelled > steadyPx) map.pan(now.x - before.x, now.y - before.y);
    }
    down.set(event.pointerId, now);
  };

  const release = (event: PointerEvent): void => {
    const was = down.delete(event.pointerId);
    if (!was || down.size > 0 || event.type === "pointercancel") return;
    const { x, y } = at(event);
    if (travelled <= steadyPx) map.choose(x, y);
  };

  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    const { x, y } = at(event);
    map.zoom(2 ** ((-event.deltaY * lines) / wheelPerFactor), x, y);
  };

  const leave = (): void => map.hover(undefined);

  host.addEventListener("pointerdown", press);
  host.addEventListener("pointermove", move);
  host.addEventListener("pointerup", release);
  host.addEventListener("pointercancel", release);
  host.addEventListener("pointerleave", leave);
  host.addEventListener("wheel", wheel, { passive: false });
  return () => {
    host.removeEventListener("pointerdown", press);
    host.removeEventListener("pointermove", move);
    host.removeEventListener("pointerup", release);
    host.removeEventListener("pointercancel", release);
    host.removeEventListener("pointerleave", leave);
    host.removeEventListener("wheel", wheel);
  };
}
