/** The log of a running house: JSON lines by pino into a file, so that the terminal stays calm. */
import { pino } from "pino";
import type { Log } from "./log.ts";

/** Written without waiting for the disk; flushed on a clean stop and lost at most by a second on a hard one (the ledger is what must not be lost). */
const flushBytes = 4_096;
const flushMs = 1_000;

export function fileLog(path: string, level: "debug" | "info" = "info"): Log & { close(): void } {
  const destination = pino.destination({
    dest: path,
    mkdir: true,
    sync: false,
    minLength: flushBytes,
    periodicFlush: flushMs,
  });
  // A full disk costs lines of the log, and never the house that writes them.
  destination.on("error", () => {});
  const logger = pino(
    { level, base: null, redact: { paths: ["*.password", "*.token", "*.secret"], censor: "[redacted]" } },
    destination,
  );
  const write =
    (method: "debug" | "info" | "warn" | "error") =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      logger[method]({ event, ...fields });
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    close: () => {
      destination.flushSync();
      destination.end();
    },
  };
}
