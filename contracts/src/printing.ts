/** Printing as plain values, so that the same print jobs go over a socket or to a printer of a test. */
import type { PrintConfirmation } from "./site-printers.ts";

export interface PrinterAt {
  readonly printer: string;
  /** `host:port`. */
  readonly address: string;
  readonly confirms: PrintConfirmation;
}

/** Why a printer does not print. `no-count`: it does not tell how many labels it has printed. `busy`: labels of before, or somebody else's, still wait in it. */
export const printerTroubles = {
  "no-connection": true,
  "no-answer": true,
  "no-count": true,
  busy: true,
  "paper-out": true,
  "ribbon-out": true,
  "head-open": true,
  paused: true,
  "buffer-full": true,
  cut: true,
} as const;
export type PrinterTrouble = keyof typeof printerTroubles;

export type PrintAnswer =
  /** No byte of the label was sent: it may be tried again. */
  | { readonly outcome: "nothing-left"; readonly why: PrinterTrouble }
  /** The printer counted it. */
  | { readonly outcome: "printed" }
  /** It took all bytes, and says nothing about paper. */
  | { readonly outcome: "taken" }
  /** Some or all bytes left, and nobody knows what became of them. */
  | { readonly outcome: "unknown"; readonly why: PrinterTrouble };

/** The way to printers. Answers once, always, within its own deadlines. */
export interface PrintOut {
  print(printer: PrinterAt, label: Uint8Array, answered: (answer: PrintAnswer) => void): void;
}
