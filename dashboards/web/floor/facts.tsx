/** Pairs of a name and a value, and links from one drawer to another. */
import { shownName } from "@floorplane/contracts/client-names";
import type { ReactNode } from "react";
import type { WatchKind } from "../../gateway/protocol.ts";
import { useSelection } from "../selection.ts";
import { unknown } from "./format.ts";

export const Facts = ({ children }: { readonly children: ReactNode }) => (
  <dl className="facts">{children}</dl>
);

/** What was left blank is shown as not known. */
export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{children === "" ? unknown : children}</dd>
  </div>
);

export function LookAt({ kind, id }: { readonly kind: WatchKind; readonly id: string }) {
  const { select } = useSelection();
  return (
    <button type="button" className="link-button" onClick={() => select({ kind, id })}>
      {shownName(id)}
    </button>
  );
}
