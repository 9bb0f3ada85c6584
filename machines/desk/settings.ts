import { isLocale, type Locale } from '../locales.ts';
import { type Fields, listOf, oneOf, refusal, wholeNumber, yesOrNo } from './fields.ts';
import { shown } from './problem.ts';
import { isTimeZone } from './working-hours.ts';

/** The document `/settings`: choices that hold for the whole desk. */
export type Settings = {
  /** Zone of the times in texts to the team, by its IANA name. */
  readonly timeZone: string;
  /** Languages that the desk speaks. The first is the desk's own. */
  readonly languages: readonly Locale[];
  /** Id of the desk's working hours. Null: always open. */
  readonly hours: string | null;
  /** Minutes after a close in which a client's message continues the same ticket. 0: never. */
  readonly reopenMinutes: number;
  /** Days after the team's last word until a silent close. 0: never. */
  readonly idleDays: number;
  /** Working minutes until an unanswered client is announced again. 0: never. */
  readonly waitingReminder: number;
  /** Whether a canned answer of an agent waits for an administrator's approval. */
  readonly cannedApproval: boolean;
  /**
   * Words that the team writes outside a thread. `live`: shown as soon as the group has calls left. `digest`: with
   * the next message of the thread, or after a minute. `off`: not shown in the thread.
   */
  readonly mirror: 'live' | 'digest' | 'off';
  /** `minimal`: neither username nor language of clients is kept. */
  readonly collect: 'full' | 'minimal';
  /** Mail addresses and domains that a transcript may be sent to. */
  readonly transcriptAddresses: readonly string[];
};

/** The part of the first settings that the environment decides. */
export type FirstSettings = {
  readonly timeZone: string;
  readonly locale: Locale;
  /** @default 'full' */
  readonly collect?: Settings['collect'];
};

const MINUTES_PER_DAY = 24 * 60;

export const settingsFields = ({ timeZone, locale, collect = 'full' }: FirstSettings): Fields<Settings> => ({
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
  languages: listOf(
    [locale],
    { fewest: 1, most: 3, items: 'languages', example: '["pt-BR", "en"]' },
    (value) => (isLocale(value) ? value : null),
  ),
  hours: {
    first: null,
    read: (value) =>
      isId(value)
        ? { value }
        : refusal(`${shown(value)} is not an id.`, 'Write the id of working hours, or null for none.'),
  },
  reopenMinutes: wholeNumber(30, 0, 30 * MINUTES_PER_DAY, 'minutes'),
  idleDays: wholeNumber(7, 0, 365, 'days'),
  waitingReminder: wholeNumber(15, 0, 7 * MINUTES_PER_DAY, 'working minutes'),
  cannedApproval: yesOrNo(true),
  mirror: oneOf('live', ['live', 'digest', 'off']),
  collect: oneOf(collect, ['full', 'minimal']),
  transcriptAddresses: listOf(
    [],
    { fewest: 0, most: 100, items: 'addresses or domains', example: '["ana@example.com", "example.com"]' },
    addressOrDomain,
  ),
});

/** Id of a document that people create. */
export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);

const LONGEST_ADDRESS = 254;

function addressOrDomain(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS) return null;
  const text = value.trim().toLowerCase();
  return /^(?:[^\s@<>",;]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(text) ? text : null;
}
