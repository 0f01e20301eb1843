/**
 * Texts that people write and others read on screens, labels and papers, passed on as they came: whatever is in one can be seen, but for what scripts need to be written at all. A control character breaks a
 * label or a line of a file, an override has a screen show other words than were sent, and what nobody sees makes two of what looks like one. Numbers and names are stricter (`ids.ts`).
 */
import Type from "typebox";

/** Joiners of Arabic, Persian and Indic scripts and of emoji, breaks of Thai and Khmer, and marks of direction: U+200B to U+200F, U+061C. */
const needed = "\\u200b-\\u200f\\u061c";
const unseen = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}";
const line = `(?:[${needed}]|(?![${unseen}])[\\s\\S])*`;
const lines = `(?:[${needed}\\t\\n\\r]|(?![${unseen}])[\\s\\S])*`;

/** A JSON schema takes them. */
export const textPattern = `^${line}$`;
export const linesPattern = `^${lines}$`;

const how = "no control, override or invisible characters: take them out, or send the text without them";
export const textWords = `must be one line that can be read, with ${how}`;
export const linesWords = `must be text that can be read, with ${how}`;

/** One line. */
export const text = (maxLength: number, description: string, more: { minLength?: number } = {}) =>
  Type.String({ ...more, maxLength, pattern: textPattern, description });
/** Lines may end in it. */
export const textOfLines = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: linesPattern, description });

const everyUnseen = new RegExp(`(?![${needed}\\t\\n\\r])[${unseen}]`, "gu");

/** What another program keeps, as the door takes it. */
export const readable = (said: string): string => said.replace(everyUnseen, "");
export const readableLine = (said: string): string => readable(said).replace(/[\t\n\r]+/g, " ");
