/** Secrets come in files: whoever names another file is told so by option, not shown its content. */
import { readFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";

/** A secret is a line, and no longer. */
export const secretCharsMax = 4_096;

/** What stands in it, without a mark of byte order. Throws `bad-option` where it cannot be read. */
export function textOfSecretFile(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new FloorplaneError({
      code: "bad-option",
      message: `${option} "${file}" cannot be read (${(error as NodeJS.ErrnoException).code})`,
      field: option,
    });
  }
}

/** A token or key, which has no blank in it. Throws `bad-option`. */
export function secretIn(option: string, file: string): string {
  const text = textOfSecretFile(option, file).trim();
  if (text !== "" && text.length <= secretCharsMax && !/\s/.test(text)) return text;
  throw new FloorplaneError({
    code: "bad-option",
    message: `${option} "${file}" must hold one line with the secret, and nothing else`,
    field: option,
  });
}
