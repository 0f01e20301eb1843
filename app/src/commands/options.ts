/** Readers of option values: each refuses with one sentence that names the option. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { parcelFiles } from "@floorplane/simulator/orders/parcel-files";

const refused = (option: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message: `${option} ${message}`, field: option });

export const wholeNumber =
  (option: string, minimum: number, maximum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^[0-9]+$/.test(text) || value < minimum || value > maximum)
      throw refused(option, `must be a whole number from ${minimum} to ${maximum}, not "${text}"`);
    return value;
  };

/** Of an option that may be given several times. */
export const eachOf = (text: string, before: readonly string[] = []): string[] => [...before, text];

export const decimal =
  (option: string, minimum: number, maximum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < minimum || value > maximum)
      throw refused(option, `must be a number from ${minimum} to ${maximum}, not "${text}"`);
    return value;
  };

export const oneOf =
  <Word extends string>(option: string, words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((each) => each === text);
    if (!word) throw refused(option, `must be one of ${words.join(", ")}, not "${text}"`);
    return word;
  };

/** One or several files of orders, or folders of parcels, separated by commas; each must exist. A path may hold commas itself: the longest that exists is meant. */
export const existingFiles =
  (option: string) =>
  (text: string): string[] => {
    const parts = text.split(",");
    const files: string[] = [];
    for (let from = 0; from < parts.length; ) {
      let until = parts.length;
      while (until > from && !isThere(parts.slice(from, until).join(","))) until--;
      if (until === from) throw refused(option, `names "${parts[from]!.trim()}", which does not exist`);
      const file = parts.slice(from, until).join(",").trim();
      const lacking = statSync(file).isDirectory() ? parcelFilesLacking(file) : [];
      if (lacking.length > 0)
        throw refused(
          option,
          `names "${file}", which is a folder without ${lacking.join(" and ")}; name the files in it, with commas between`,
        );
      files.push(file);
      from = until;
    }
    return withFolders(files);
  };

function withFolders(files: readonly string[]): string[] {
  const names: readonly string[] = Object.values(parcelFiles);
  const folders = new Set(
    files
      .map((file) => dirname(file))
      .filter((folder) => names.every((name) => files.includes(join(folder, name)))),
  );
  const others = files.filter((file) => !(folders.has(dirname(file)) && names.includes(basename(file))));
  return [...folders, ...others];
}

/** A folder of a marketplace's parcels has all three; their folder is meant where all three are named. */
const parcelFilesLacking = (folder: string): string[] =>
  Object.values(parcelFiles).filter((name) => !existsSync(join(folder, name)));

export const existingFile =
  (option: string) =>
  (file: string): string => {
    if (!isThere(file)) throw refused(option, `names "${file}", which does not exist`);
    if (statSync(file).isDirectory())
      throw refused(option, `names "${file}", which is a folder; name the file in it`);
    return file;
  };

const isThere = (path: string): boolean => path.trim() !== "" && existsSync(path.trim());

/** Names from a list, separated by commas. */
export const namesOf =
  <Name extends string>(option: string, names: readonly Name[]) =>
  (text: string): readonly Name[] =>
    text.split(",").map((part) => {
      const name = names.find((known) => known === part.trim());
      if (!name) throw refused(option, `must name some of ${names.join(", ")}, not "${part.trim()}"`);
      return name;
    });
