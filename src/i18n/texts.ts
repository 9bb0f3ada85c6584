import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { EpochMs } from '../../machines/ids.ts';
import { DefectError } from '../base/errors.ts';
import type { Catalogue, TextKey, ValuesOf } from './catalogue.ts';
import { engineTexts } from './engine-texts.ts';
import { type Locale, locales } from '../../machines/locales.ts';

/** A string goes in verbatim. A number is written as the language writes it, so pass an id as a string. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Place of a variable's value in a text, in UTF-16 units, as Telegram's entities count. */
type Span = { offset: number; length: number };

/** A text of the catalogue, to be said later in the language of the desk. */
export type TextRef = { key: TextKey; params?: TextParams };

export type Texts = {
  readonly locale: Locale;
  /** Date and time, to the minute, as people of the desk's language and time zone write it. */
  readonly when: (at: EpochMs) => string;
  /** The same texts in another language. */
  readonly in: (locale: Locale) => Texts;
  /** For a key that comes from stored data. */
  readonly has: (key: string) => key is TextKey;
  /** Throws a `DefectError` for an unknown key or a missing variable. */
  readonly say: <K extends TextKey>(key: K, ...params: ValuesOf<K, string | number>) => string;
  /** For a text that comes as data. */
  readonly sayRef: (text: TextRef) => string;
  /**
   * Returns the text and the places of the values of `names`. Searching the text for a value would be wrong: a
   * client may be called "o". Never name a variable that a catalogue selects on.
   */
  readonly sayAndLocate: <Name extends string>(
    key: TextKey,
    params: TextParams,
    names: readonly Name[],
  ) => { text: string; spans: Partial<Record<Name, Span>> };
};

/** The language of a text that the desk's language lacks. */
const FALLBACK = locales[0];

type TextsOptions = {
  /** The language now. */
  locale(): Locale;
  /** The time zone now, by its IANA name. */
  timeZone(): string;
  /** The texts of the features. */
  catalogues: readonly Catalogue[];
};

/** @throws DefectError when a file of a catalogue is damaged, or when two catalogues have the same text */
export function createTexts({ locale, timeZone, catalogues }: TextsOptions): Texts {
  const all = [engineTexts, ...catalogues];
  const bundles = new Map<Locale, FluentBundle>();
  const bundleIn = (one: Locale): FluentBundle => {
    const bundle = bundles.get(one) ?? load(one, all);
    bundles.set(one, bundle);
    return bundle;
  };
  for (const one of [locale(), FALLBACK]) bundleIn(one);
  const has = (key: string): key is TextKey => all.some(({ variables }) => Object.hasOwn(variables, key));

  const fill = (key: TextKey, params: TextParams = {}): string => {
    for (const one of [locale(), FALLBACK]) {
      const bundle = bundleIn(one);
      const pattern = has(key) ? bundle.getMessage(key)?.value : undefined;
      if (pattern === undefined || pattern === null) continue;
      const errors: Error[] = [];
      const text = bundle.formatPattern(pattern, params, errors);
      if (errors.length > 0) {
        throw new DefectError(`Text "${key}": ${errors.map((error) => error.message).join('; ')}`);
      }
      return text;
    }
    throw new DefectError(`No text "${key}"; add it to a catalogue and to the file of every language.`);
  };

  const sayAndLocate: Texts['sayAndLocate'] = (key, params, names) => {
    const marked: Record<string, string | number> = { ...params };
    for (const [index, name] of names.entries()) {
      if (Object.hasOwn(marked, name)) marked[name] = `${MARK_START}${index}${MARK_END}`;
    }
    return unmark(fill(key, marked), names, params);
  };

  const formats = new Map<string, Intl.DateTimeFormat>();
  return {
    get locale() {
      return locale();
    },
    has,
    say: (key, ...[params]) => fill(key, params),
    sayRef: ({ key, params }) => fill(key, params),
    sayAndLocate,
    in: (other) => createTexts({ locale: () => other, timeZone, catalogues }),
    when(at) {
      const zone = timeZone();
      const style = { dateStyle: 'short', timeStyle: 'short', timeZone: zone } as const;
      const name = `${locale()} ${zone}`;
      const format = formats.get(name) ?? new Intl.DateTimeFormat(locale(), style);
      formats.set(name, format);
      return format.format(at);
    },
  };
}

/** Unicode noncharacters: no catalogue has them. */
const MARK_START = '\uFDD0';
const MARK_END = '\uFDD1';

function unmark<Name extends string>(marked: string, names: readonly Name[], params: TextParams) {
  const spans: Partial<Record<Name, Span>> = {};
  let text = '';
  for (const [at, piece] of marked.split(new RegExp(`${MARK_START}(\\d+)${MARK_END}`)).entries()) {
    const name = at % 2 === 1 ? names[Number(piece)] : undefined;
    if (name === undefined) {
      text += piece;
      continue;
    }
    const value = String(params[name]);
    spans[name] = { offset: text.length, length: value.length };
    text += value;
  }
  return { text, spans };
}

function load(locale: Locale, catalogues: readonly Catalogue[]): FluentBundle {
  // Isolation marks would shift every entity after a variable.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const errors = catalogues.flatMap(({ folder }) =>
    bundle.addResource(new FluentResource(readFileSync(new URL(`${locale}.ftl`, folder), 'utf8'))),
  );
  if (errors.length > 0) throw new DefectError(`Texts in ${locale}: ${errors.map(String).join('; ')}`);
  return bundle;
}
