import type { Locale } from '../locales.ts';
import { type Fields, oneOf, refusal, wholeNumber } from './fields.ts';
import { shown } from './problem.ts';
import { isTimeZone } from './working-hours.ts';

/** The document `/settings`: choices that hold for the whole desk. The features add fields of their own. */
export type Settings = {
  /** Zone of the times in texts to the team, by its IANA name. */
  readonly timeZone: string;
  /** Id of the desk's working hours. Null: always open. */
  readonly hours: string | null;
  /** Minutes after a close in which a client's message continues the same ticket. 0: never. */
  readonly reopenMinutes: number;
  /** `minimal`: neither username nor language of clients is kept. */
  readonly collect: 'full' | 'minimal';
};

/** The part of the first settings that the environment decides. */
export type FirstSettings = {
  readonly timeZone: string;
  readonly locale: Locale;
  /** @default 'full' */
  readonly collect?: Settings['collect'];
};

const MINUTES_PER_DAY = 24 * 60;

export const settingsFields = ({ timeZone, collect = 'full' }: FirstSettings): Fields<Settings> => ({
  timeZone: {
    first: timeZone,
    read: (value) =>
      typeof value === 'string' && isTimeZone(value)
        ? { value }
        : refusal(
            `${shown(value)} is not a time zone.`,
            'Use a name from the IANA database, such as America/Sao_Paulo.',
          ),
  },
  hours: {
    first: null,
    read: (value) =>
      isId(value)
        ? { value }
        : refusal(`${shown(value)} is not an id.`, 'Write the id of working hours, or null for none.'),
  },
  reopenMinutes: wholeNumber(30, 0, 30 * MINUTES_PER_DAY, 'minutes'),
  collect: oneOf(collect, ['full', 'minimal']),
});

/** Id of a document that people create. */
export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
