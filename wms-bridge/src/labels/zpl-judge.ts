/**
 * What a label of somebody else's may have a printer do (ZPL II programming guide, Zebra P1099958): draw one page, or a few, and nothing that is left when it is out. Bytes are not changed: a label is taken
 * as it is or refused with the command that is in the way.
 */

/** Copies that one carrier's label may be: one for the parcel, and what a carrier wants beside it. */
export const labelCopiesMax = 4;

export interface ZplFault {
  /** As it stands there. */
  readonly command: string;
  readonly why: string;
}

/** Commands that draw, or set what is drawn next, and those that every label begins with. */
const harmless: ReadonlySet<string> = new Set(
  "CF CI CV CW FB FC FD FH FM FN FO FP FR FS FT FV FW FX GB GC GD GE GF GS LH LL LR LS LT MD MM MN MT MU PA PM PO PQ PR PW SE SF SN TB XA XZ".split(
    " ",
  ),
);
/** Objects in the printer's memory: as long as they lie in the part that a switch empties. */
const ofMemory: ReadonlySet<string> = new Set(["^DF", "^ID", "^IL", "^IM", "^IS", "^XF", "^XG", "~DG"]);

const told: Readonly<Record<string, string>> = {
  "^CC": "changes which sign begins a command",
  "~CC": "changes which sign begins a command",
  "^CT": "changes which sign begins a command",
  "~CT": "changes which sign begins a command",
  "^CD": "changes which sign parts parameters",
  "~CD": "changes which sign parts parameters",
  "^JU": "writes or loads the printer's settings",
  "~JA": "throws away what others print",
  "~JR": "resets the printer",
  "~SD": "changes how dark the printer prints everything",
  "~TA": "changes where the printer tears everything off",
  "~JS": "changes how the printer feeds everything",
};

/** Undefined: it may be printed. */
export function zplFault(content: Uint8Array): ZplFault | undefined {
  // One sign a byte: positions are the printer's.
  const text = Buffer.from(content).toString("latin1");
  let isInside = false;
  let copies = 0;
  let ofFormat = 1;
  for (let from = 0; from < text.length; ) {
    const stray = strayIn(text, from, isInside);
    if (stray) return stray;
    const start = from + text.slice(from).search(/[\^~]/);
    if (start < from) break;
    const [sign, rest] = [text[start]!, text.slice(start + 1, start + 3).toUpperCase()];
    const name = rest[0] === "A" && sign === "^" && rest !== "A@" ? "A" : rest;
    const command = `${sign}${name}`;
    const parameters = parametersAt(text, start + 1 + name.length);
    const fault = faultOf(command, parameters);
    if (fault) return fault;
    if (command === "^XA") {
      if (isInside) return { command, why: "begins a label inside of another" };
      isInside = true;
      ofFormat = 1;
    } else if (command === "^XZ") {
      if (!isInside) return { command, why: "ends a label that was not begun" };
      isInside = false;
      copies += ofFormat;
    } else if (command === "^PQ") {
      ofFormat = copiesIn(parameters);
    } else if (!isInside && command !== "~DG") return { command, why: "stands outside of ^XA and ^XZ" };
    if (copies + (isInside ? ofFormat : 0) > labelCopiesMax)
      return {
        command: command === "^PQ" ? `${command}${parameters}` : command,
        why: `makes it more than ${labelCopiesMax} labels`,
      };
    from = start + 1 + name.length + lengthOfData(command, text, start + 1 + name.length);
  }
  return isInside ? { command: "^XA", why: "begins a label that is not ended by ^XZ" } : undefined;
}

function faultOf(command: string, parameters: string): ZplFault | undefined {
  const isDrawing =
    command.startsWith("^") && (/^\^(A@?|B[0-9A-Z])$/.test(command) || harmless.has(command.slice(1)));
  if (isDrawing) return undefined;
  if (!ofMemory.has(command))
    return { command, why: told[command] ?? "is none of the commands that a label may have" };
  const [object = ""] = parameters.trim().split(",");
  const isInRam = object === "" || /^(R:)?[^:*?]*$/i.test(object);
  return isInRam
    ? undefined
    : { command: `${command}${object}`, why: "reaches into the printer's memory beyond R:" };
}

/** Between the commands: a scanner of another language, or signs that stand for commands. */
function strayIn(text: string, from: number, isInside: boolean): ZplFault | undefined {
  const end = text.slice(from).search(/[\^~]/);
  const between = end === -1 ? text.slice(from) : text.slice(from, from + end);
  const control = [...between].find((sign) => sign < " " && !"\t\r\n".includes(sign));
  if (control !== undefined)
    return {
      command: `0x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
      why: "is a control character, which a printer may take for a command",
    };
  if (/(^|[\r\n])\s*! ?U/i.test(between))
    return { command: "! U", why: "is a command of another language (SGD), which sets up the printer" };
  if (!isInside && between.trim() !== "")
    return { command: between.trim().slice(0, 20), why: "stands outside of ^XA and ^XZ" };
  return undefined;
}

const parametersAt = (text: string, from: number): string =>
  /^[^^~\r\n]{0,64}/.exec(text.slice(from, from + 64))![0];

/** `^PQ12,…`; nothing is one. */
function copiesIn(parameters: string): number {
  const [copies = ""] = parameters.split(",");
  const text = copies.trim();
  return text === "" ? 1 : /^\d{1,8}$/.test(text) ? Math.max(1, Number(text)) : Number.POSITIVE_INFINITY;
}

/** Bytes that belong to a command and are not read as others: a graphic in binary, by the length that it names; what a download has after its last comma. */
function lengthOfData(command: string, text: string, from: number): number {
  const upTo = (length: number): number => Math.min(length, text.length - from);
  if (command === "^GF") {
    const head = /^([ABC]),(\d{1,7}),(\d{1,7}),(\d{1,7}),/i.exec(text.slice(from, from + 40));
    return head && head[1]!.toUpperCase() !== "A" ? upTo(head[0].length + Number(head[2])) : 0;
  }
  // Hexadecimal, so that the next sign of a command ends it.
  if (command === "~DG") return Math.max(0, text.slice(from).search(/[\^~]|$/));
  return 0;
}
