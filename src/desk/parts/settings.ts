import { documentRules } from '../../../machines/desk/document-rules.ts';
import type { FirstSettings, Settings as DeskOptions } from '../../../machines/desk/settings.ts';
import type { CompanyTexts } from '../../../machines/desk/texts.ts';
import type { DecisionSettings } from '../../actor/dispatch.ts';
import { checkTemplate } from '../../i18n/check-template.ts';
import { createCurrentSettings } from '../../store/current-settings.ts';
import { createDocumentStore } from '../../store/documents.ts';
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
  /** Zone of the times in texts. */
  timeZone(): string;
  /** The place of words from outside the threads. */
  mirror(): DeskOptions['mirror'];
  /** Another process announced a change. */
  hinted(): void;
};

const MINUTE_MS = 60_000;
/** Earlier than every close: a closed ticket never continues. */
const NEVER_MS = -1;

/** @throws SetupError that names every damaged document, and the fix */
export async function openSettings({ redis, keys, first, boards, log }: SettingsDeps): Promise<Settings> {
  const current = await createCurrentSettings({
    store: createDocumentStore(redis, keys),
    rules: documentRules(first, checkTemplate),
    onDamaged: (report) => events.settingsDamaged(log, { report }),
    onRead: (desk) => adoptBoards({ redis, keys, boards }, desk),
    onFailed: (err) => events.taskFailed(log, { task: 'read the settings', err }),
  });
  return {
    decisions: {
      now() {
        const { version, settings } = current.now();
        const { reopenMinutes } = settings.value;
        const reopenMs = reopenMinutes === 0 ? NEVER_MS : reopenMinutes * MINUTE_MS;
        return { version, chart: { reopenMs, boards: boards.all().map(({ number }) => number) } };
      },
      refresh: current.refresh,
    },
    company: () => current.now().texts[first.locale].value,
    collect: () => current.now().settings.value.collect,
    timeZone: () => current.now().settings.value.timeZone,
    mirror: () => current.now().settings.value.mirror,
    hinted: current.hinted,
  };
}
