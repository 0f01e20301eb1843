/**
 * A scanner that types like a keyboard writes wherever the focus is. In a field for numbers what it writes is known by its pace, or by being a code of the work in hand, and never taken for a number; beside
 * any field it goes into the scan box.
 */

/** Keys that followed each other, and what stood in the field before the first. */
export interface Burst {
  readonly text: string;
  readonly before: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** After such a pause somebody begins anew. */
const pauseMs = 150;
/** No hand types so fast, the Enter at the end included. */
const scanMsPerKey = 50;
/** Two keys fall on one another by chance. */
const scanKeysMin = 3;
/** No number that is asked for is as long; codes of goods and parcels are. */
const numberKeysMax = 7;

export function typed(
  burst: Burst | undefined,
  key: string,
  { before, at }: { readonly before: string; readonly at: number },
): Burst {
  if (!burst || at - burst.lastAt > pauseMs) return { text: key, before, firstAt: at, lastAt: at };
  return { ...burst, text: burst.text + key, lastAt: at };
}

/** Whether what the Enter ended was a scan. `isKnown`: a code of the work in hand. */
export function isScan(burst: Burst, enterAt: number, isKnown: (code: string) => boolean): boolean {
  const { text, firstAt } = burst;
  if (text.trim() === "") return false;
  const isFast = text.length >= scanKeysMin && (enterAt - firstAt) / text.length <= scanMsPerKey;
  const isCount = /^[0-9]+$/.test(text) && text.length < scanKeysMin + 1;
  return isFast || text.length > numberKeysMax || (!isCount && isKnown(text));
}

/** Where numbers and days are typed: nothing that is scanned belongs there. */
const numberFields = 'input[inputmode="numeric"], input[type="date"]';
/** Fields that take text; whatever else has the focus has no use for what a scanner types. */
const textFields = 'input:not([type="checkbox"], [type="radio"], [type="file"]), textarea';

interface Ears {
  readonly isKnown: (code: string) => boolean;
  readonly scan: (code: string) => void;
}

/** Answers what ends it. `ears` is asked at each key. */
export function hearScansInNumbers(ears: () => Ears): () => void {
  let burst: Burst | undefined;
  let field: HTMLInputElement | undefined;
  return onKey((event) => {
    const { activeElement: focus } = document;
    if (focus !== field) burst = undefined;
    field = focus instanceof HTMLInputElement && focus.matches(numberFields) ? focus : undefined;
    if (!field) return;
    const at = event.timeStamp;
    if (event.key.length === 1) burst = typed(burst, event.key, { before: field.value, at });
    if (event.key !== "Enter" || !burst) return;
    const ended = burst;
    burst = undefined;
    if (!isScan(ended, at, ears().isKnown)) return;
    event.preventDefault();
    event.stopPropagation();
    write(field, ended.before);
    // The page draws what stands in the field again first: the scan is judged beside that.
    queueMicrotask(() => ears().scan(ended.text.trim()));
  });
}

/** What is typed beside any field goes into the scan box; else its Enter would press the button that was tapped last. */
export function typeIntoScanBox(): () => void {
  return onKey(({ key }) => {
    const isCode = key.length === 1 && key !== " ";
    if (isCode && !document.activeElement?.matches(textFields))
      document.querySelector<HTMLInputElement>(".hand .hand-scan input")?.focus();
  });
}

function onKey(hear: (event: KeyboardEvent) => void): () => void {
  const plain = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) hear(event);
  };
  window.addEventListener("keydown", plain, true);
  return () => window.removeEventListener("keydown", plain, true);
}

/** As if it had been typed: whoever draws the field hears of it. */
function write(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
