/** The two ears of a machine port: its link and its values. Says each change of the link once. */
import type { PortState, ValueChange } from "@floorplane/runtime/machine-port";

export class PortHearers {
  readonly #links = new Set<(state: PortState) => void>();
  readonly #watches: { readonly names: ReadonlySet<string>; readonly hear: (change: ValueChange) => void }[] =
    [];
  #state: PortState = "connecting";
  #closed = false;

  get names(): string[] {
    return [...new Set(this.#watches.flatMap(({ names }) => [...names]))];
  }

  watch(names: readonly string[], hear: (change: ValueChange) => void): void {
    this.#watches.push({ names: new Set(names), hear });
  }

  onLink(hear: (state: PortState) => void): void {
    this.#links.add(hear);
    if (this.#state !== "connecting") hear(this.#state);
  }

  become(state: PortState): void {
    if (this.#closed || state === this.#state) return;
    this.#state = state;
    for (const hear of this.#links) hear(state);
  }

  tell(change: ValueChange): void {
    if (this.#closed) return;
    for (const { names, hear } of this.#watches) if (names.has(change.name)) hear(change);
  }

  close(): void {
    this.#closed = true;
  }
}
