import { type Locale, locales } from '../locales.ts';
import { type Fields, oneOf, refusal, wholeNumber } from './fields.ts';
import { shown } from './problem.ts';
import { isTimeZone } from './working-hours.ts';

/** The document `/settings`: choices that hold for the whole desk. The features add fields of their own. */
export type Settings = {
  /** Language of the texts, where the reader chose no other. */
  readonly locale: Locale;
  /** Zone of the times in texts to the team, by its IANA name. */
  readonly timeZone: string;
  /** Id of the desk's working hours. Null: always open. */
  readonly hours: string | null;
  /** Minutes after a close in which a client's message continues the same ticket. 0: never. */
  readonly reopenMinutes: number;
  /** `minimal`: neither username nor language of clients is kept. */
  readonly collect: 'full' | 'minimal';
  /** Name of the company, for the variable `desk.name`. Empty: the fallback stands in. */
  readonly deskName: string;
  /** Days to keep messages, links and the journal. A change counts from the next write. */
  readonly logDays: number;
  /** Days to keep the rows of closed tickets and the audit. */
  readonly reportDays: number;
};

/** The part of the first settings that the environment decides. */
export type FirstSettings = {
  readonly timeZone: string;
  readonly locale: Locale;
  /** @default 'full' */
  readonly collect?: Settings['collect'];
  /** @default 90 */
  readonly logDays?: number;
  /** @default 400 */
  readonly reportDays?: number;
};

const MINUTES_PER_DAY = 24 * 60;
const LONGEST_DAYS = 3650;
const LONGEST_NAME = 64;

export const settingsFields = ({
  timeZone,
  locale,
  collect = 'full',
  logDays = 90,
  reportDays = 400,
}: FirstSettings): Fields<Settings> => ({
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
  locale: oneOf(locale, locales),
  collect: oneOf(collect, ['full', 'minimal']),
  deskName: {
    first: '',
    read: (value) =>
      typeof value === 'string' && value.length <= LONGEST_NAME
        ? { value: value.trim() }
        : refusal(`${shown(value)} is not a name.`, `Write at most ${LONGEST_NAME} characters.`),
  },
  logDays: wholeNumber(logDays, 1, LONGEST_DAYS, 'days'),
  reportDays: wholeNumber(reportDays, 1, LONGEST_DAYS, 'days'),
});

/** Id of a document that people create. */
export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
