/** The pages of this house, with the key that follows `g` to go there. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { singleKeys } from "./floor/single-keys.ts";
import { isShortcut } from "./floor/use-keys.ts";

export const pages = [
  { page: "floor", path: "/", key: "f" },
  { page: "orders", path: "/orders", key: "o" },
  { page: "inventory", path: "/inventory", key: "i" },
  { page: "trace", path: "/trace", key: "t" },
  { page: "connections", path: "/connections", key: "c" },
] as const;
export type Page = (typeof pages)[number]["page"];

/** A page of its own, which needs no link to be opened. */
export const handPath = "/hand";
const handKey = "h";

/** So long `g` waits for the page's key. */
const secondKeyMs = 1_500;

/** `g o` goes to the orders, and so on. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let until = 0;
    const press = (event: KeyboardEvent): void => {
      if (!singleKeys.get() || !isShortcut(event)) return;
      const isSecond = performance.now() < until;
      until = event.key === "g" && !isSecond ? performance.now() + secondKeyMs : 0;
      if (isSecond && event.key === handKey) {
        event.preventDefault();
        event.stopImmediatePropagation();
        location.assign(handPath);
        return;
      }
      const to = isSecond ? pages.find(({ key }) => key === event.key) : undefined;
      if (!to) return;
      // The key alone may mean something on this page.
      event.preventDefault();
      event.stopImmediatePropagation();
      void navigate({ to: to.path });
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, [navigate]);
}
