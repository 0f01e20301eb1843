/** Small signs: alarm priorities, ship-by notches, levels. Shape and colour together, the word always beside or in the label. */
import type { AlarmPriority } from "@floorplane/contracts/documents";
import type { Notch } from "../../gateway/protocol.ts";
import type { Level } from "../map/overlay.ts";

type Outline = "square" | "triangle" | "diamond" | "dot" | "ring" | "hatched";

const paths: Readonly<Record<Exclude<Outline, "dot" | "ring">, string>> = {
  square: "M2 2h12v12H2z",
  triangle: "M8 1.5 15 14H1z",
  diamond: "M8 1 15 8 8 15 1 8z",
  hatched: "M2 2h12v12H2z",
};

const Sign = ({ outline, tone }: { readonly outline: Outline; readonly tone: string }) => (
  <svg className={`sign tone-${tone}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    {outline === "dot" || outline === "ring" ? (
      <circle
        cx="8"
        cy="8"
        r={outline === "dot" ? 5 : 5.5}
        fill={outline === "dot" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="2"
      />
    ) : (
      <path d={paths[outline]} fill="currentColor" />
    )}
    {outline === "hatched" && (
      <path d="M4 14 14 4M2 10 10 2M8 14l6-6" className="sign-hatch" strokeWidth="1.6" />
    )}
  </svg>
);

const prioritySigns: Readonly<Record<AlarmPriority, Outline>> = {
  critical: "square",
  high: "triangle",
  medium: "diamond",
  low: "dot",
  diagnostic: "ring",
};

export const PrioritySign = ({ priority }: { readonly priority: AlarmPriority }) => (
  <Sign outline={prioritySigns[priority]} tone={priority} />
);

const notchSigns: Readonly<Record<Notch, readonly [Outline, string]>> = {
  neutral: ["ring", "plain"],
  notice: ["dot", "plain"],
  warning: ["diamond", "medium"],
  critical: ["triangle", "high"],
  breached: ["hatched", "critical"],
};

export const NotchSign = ({ notch }: { readonly notch: Notch }) => (
  <Sign outline={notchSigns[notch][0]} tone={notchSigns[notch][1]} />
);

const levelSigns: Readonly<Record<Level, readonly [Outline, string]>> = {
  good: ["ring", "plain"],
  notice: ["dot", "plain"],
  warning: ["triangle", "high"],
  critical: ["square", "critical"],
};

export const LevelSign = ({ level }: { readonly level: Level }) => (
  <Sign outline={levelSigns[level][0]} tone={levelSigns[level][1]} />
);
