/** The page's words: catalogues by language, loaded when chosen, and a typed way to say one. */
import { setupI18n } from "@lingui/core";
import { I18nProvider, useLingui } from "@lingui/react";
import { createElement, type ReactNode, useCallback } from "react";
import type en from "./en.ts";

export type WordId = keyof typeof en;
export type Say = (id: WordId, values?: Readonly<Record<string, string | number>>) => string;
export type Language = "en";

/** One entry a language; each catalogue is a file of its own that only its readers load. */
const catalogues: Readonly<Record<Language, () => Promise<{ readonly default: unknown }>>> = {
  en: () => import("./en.ts"),
};

const i18n = setupI18n();

export async function speak(language: Language): Promise<void> {
  const { default: messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, messages: messages as Record<string, string> });
  document.documentElement.lang = language;
}

export const WordsProvider = ({ children }: { readonly children: ReactNode }) =>
  createElement(I18nProvider, { i18n }, children);

export function useWords(): Say {
  const { i18n } = useLingui();
  return useCallback((id, values) => i18n._(id, values as Record<string, unknown>), [i18n]);
}

/** Says a word whose id was put together from data; undefined where the catalogue has none. */
export function useWordOf(): (id: string) => string | undefined {
  const { i18n } = useLingui();
  return useCallback((id) => (id in i18n.messages ? i18n._(id) : undefined), [i18n]);
}

export const language = (): string => i18n.locale;
