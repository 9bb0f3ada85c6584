import { documentRules } from '../../../machines/desk/document-rules.ts';
import type { AnyFields, Fields, ReadSettings } from '../../../machines/desk/fields.ts';
import type { FirstSettings } from '../../../machines/desk/settings.ts';
import type { Locale } from '../../../machines/locales.ts';
import type { CompanyTexts } from '../../../machines/desk/texts.ts';
import { chartSettingsOf } from '../../actor/chart-settings.ts';
import type { DecisionSettings } from '../../actor/dispatch.ts';
import { checkTemplate } from '../../i18n/check-template.ts';
import { createCurrentSettings, type CurrentSettings } from '../../store/current-settings.ts';
import { createDocumentStore } from '../../store/documents.ts';
import type { Retention } from '../../store/retention.ts';
import type { Boards } from '../../telegram/boards.ts';
import { adoptBoards } from './boards.ts';
import type { Keys } from '../../store/keys.ts';
import type { RedisConnection } from '../../store/redis.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';

type SettingsDeps = {
  redis: RedisConnection;
  keys: Keys;
  /** Values from the environment, until a document says otherwise. */
  first: FirstSettings & { texts: CompanyTexts };
  /** Settings of the features. */
  fields: AnyFields;
  boards: Boards;
  log: Logger;
};

/** The configuration, for the parts of the desk. */
export type Settings = {
  decisions: DecisionSettings;
  /** Texts of the company, in the desk's language. */
  company(): CompanyTexts;
  /** Data kept of a client's profile. */
  collect(): 'full' | 'minimal';
  /** Name of the desk. Empty: not set. */
  deskName(): string;
  /** The documents now, and their changes by people of the desk. */
  documents: Pick<CurrentSettings, 'now' | 'change'>;
  /** Zone of the times in texts. */
  timeZone(): string;
  /** The settings of a feature. */
  of: ReadSettings;
  /** Language of the texts. */
  locale(): Locale;
  /** Read at each write. */
  retention: Retention;
  /** Calls `changed` after each change of a document. */
  follow(changed: () => void): void;
  /** Another process announced a change. */
  hinted(): void;
};

/** @throws SetupError that names every damaged document, and the fix */
export async function openSettings({
  redis,
  keys,
  first,
  fields,
  boards,
  log,
}: SettingsDeps): Promise<Settings> {
  const followers: (() => void)[] = [];
  const current = await createCurrentSettings({
    store: createDocumentStore(redis, keys),
    rules: documentRules(first, checkTemplate, fields),
    onDamaged: (report) => events.settingsDamaged(log, { report }),
    onRead: (desk) => adoptBoards({ redis, keys, boards }, desk),
    onChanged: () => {
      for (const changed of followers) changed();
    },
    onFailed: (err) => events.taskFailed(log, { task: 'read the settings', err }),
  });
  return {
    decisions: {
      now() {
        const desk = current.now();
        const chart = chartSettingsOf(
          desk,
          boards.all().map(({ number }) => number),
        );
        return { version: desk.version, chart, desk };
      },
      refresh: current.refresh,
    },
    company: () => current.now().texts[current.now().settings.value.locale].value,
    locale: () => current.now().settings.value.locale,
    retention: {
      get logDays() {
        return current.now().settings.value.logDays;
      },
      get reportDays() {
        return current.now().settings.value.reportDays;
      },
    },
    follow: (changed) => void followers.push(changed),
    collect: () => current.now().settings.value.collect,
    deskName: () => current.now().settings.value.deskName,
    documents: current,
    timeZone: () => current.now().settings.value.timeZone,
    // The rules have read all fields of the features.
    of: <Value extends object>(_fields: Fields<Value>) => current.now().settings.value as unknown as Value,
    hinted: current.hinted,
  };
}
