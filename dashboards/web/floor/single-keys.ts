/** Whether single keys do anything on this screen (WCAG 2.1.4): who dictates, scans or leans on the keyboard switches them off. Kept in the browser. */
import { Signal } from "../live/signal.ts";

const name = "floorplane.single-keys";

function stored(): boolean {
  try {
    return window.localStorage.getItem(name) !== "off";
  } catch {
    // Storage may be forbidden; the switch then holds until the page is closed.
    return true;
  }
}

export const singleKeys = new Signal(stored());

export function setSingleKeys(areOn: boolean): void {
  singleKeys.set(areOn);
  try {
    window.localStorage.setItem(name, areOn ? "on" : "off");
  } catch {}
}
