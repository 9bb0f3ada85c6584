import { describe, expect, inject, test } from 'vitest';
import { documentRules } from '../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { settingsOrder } from '../../src/cli/settings.ts';
import { featureSettings } from '../../src/desk/features.ts';
import { checkTemplate } from '../../src/i18n/check-template.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import { emptyFolder, runProgram } from '../support/desk-process.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';
import { deskStores, T0 } from '../support/stores.ts';
import { NO_TEXTS } from '../support/desk-options.ts';

const redis = testRedis();
const rules = documentRules(
  {
    timeZone: 'America/Sao_Paulo',
    locale: 'pt-BR',
    texts: NO_TEXTS,
  },
  checkTemplate,
  featureSettings,
);

function operator() {
  const { keys } = deskStores(redis);
  const store = createDocumentStore(redis, keys);
  let clock = T0;
  const deps = { store, rules, now: () => (clock = (clock + 60_000) as EpochMs) };
  return {
    keys,
    types: async (...args: string[]) => settingsOrder(args)(deps, false),
    typesForJson: async (...args: string[]): Promise<unknown> =>
      JSON.parse(await settingsOrder(args)(deps, true)),
  };
}

const shop = '{"name": "Loja", "timeZone": "America/Sao_Paulo", "week": {"mon": [["09:00", "18:00"]]}}';

test('an operator sees every setting, whatever its source', async () => {
  const shown = await operator().types('show');
  expect(shown).toContain('settings (never changed)');
  expect(shown).toMatch(/reopenMinutes +30/);
  for (const row of [
    'locale +"pt-BR"',
    'logDays +90',
    'reportDays +400',
    'notifyAdmins +true',
    'floodPerMinute +20',
  ])
    expect(shown).toMatch(new RegExp(row));
  expect(shown).not.toContain('Nothing uses');
  expect(shown).toContain('texts pt-BR (never changed)');
  expect(shown).toContain('texts es');
});

test('a setting is set, shown, and its past is kept', async () => {
  const { types } = operator();
  expect(await types('set', 'reopenMinutes', '45')).toMatch(/^Done: settings has version 1/);
  expect(await types('set', 'settings.collect', 'minimal')).toMatch(/version 2/);
  expect(await types('set', 'reopenMinutes', '45')).toBe('Nothing to do: settings is so already.');
  expect(await types('show', 'reopenMinutes')).toBe('45');
  expect(await types('show', 'settings')).toMatch(
    /settings \(version 2, 2026-11-21T12:02:00.000Z, operator\)/,
  );
  const history = (await types('history', 'settings')).split('\n');
  expect(history[0]).toBe('2  2026-11-21T12:02:00.000Z  operator  collect: "full" → "minimal"');
  expect(history[1]).toMatch(/^1 {2}2026-11-21T12:01:00.000Z {2}operator {2}\{.*"reopenMinutes":45/);
  expect(await types('set', 'reopenMinutes', 'null')).toMatch(/version 3/);
  expect(await types('show', 'reopenMinutes')).toBe('30');
});

test('a text is taken as typed, even if it looks like something else', async () => {
  const { types } = operator();
  await types('set', 'texts.en.start', '2026');
  expect(await types('show', 'texts.en.start')).toBe('"2026"');
  await types('set', 'texts.en.start', 'null');
  expect(await types('show', 'texts.en.start')).toBe('null');
});

test('hours are written, chosen, archived, restored and taken back', async () => {
  const { types } = operator();
  expect(await types('set', 'hours.loja', shop)).toMatch(/version 1 now\. Nothing uses working hours yet/);
  expect(await types('set', 'hours', 'loja')).toMatch(/version 1 now\. Nothing uses working hours yet/);
  expect(await types('show')).toMatch(/\n {2}hours +"loja" {2}\(Nothing uses working hours yet/);
  expect(await types('show', 'hours.loja')).toMatch(/^hours loja .*\n {2}Nothing uses working hours yet/);
  await types('set', 'hours.loja.holidays', '["2026-12-25"]');
  expect(await types('show', 'hours.loja')).toMatch(/holidays +\["2026-12-25"\]/);
  await types('revert', 'hours.loja', '1');
  expect(await types('show', 'hours.loja.holidays')).toBe('[]');
  await types('archive', 'hours.loja');
  expect(await types('show')).toMatch(/hours loja \(version 4, .*archived\)/);
  await types('restore', 'hours.loja');
  const history = (await types('history', 'hours.loja')).split('\n').map((line) => line.split('  ')[3]);
  expect(history.slice(0, 4)).toEqual([
    'restored',
    'archived',
    'holidays: ["2026-12-25"] → []',
    'holidays: [] → ["2026-12-25"]',
  ]);
  expect(await types('history', 'texts.es')).toBe('texts es was never changed.');
});

test('programs read JSON', async () => {
  const { types, typesForJson } = operator();
  await types('set', 'reopenMinutes', '3');
  expect(await typesForJson('show')).toMatchObject({
    version: 1,
    documents: [{ value: { reopenMinutes: 3 } }, {}, {}, {}],
  });
  expect(await typesForJson('show', 'settings')).toMatchObject({ version: 1, author: { kind: 'operator' } });
  expect(await typesForJson('history', 'settings')).toMatchObject([{ version: 1 }]);
});

describe('an operator who errs is told the fix:', () => {
  test.each<[string[], RegExp]>([
    [[], /^Usage/],
    [['list'], /^Usage/],
    [['set'], /^Usage/],
    [['set', 'reopenMinutes'], /^Usage/],
    [['set', 'reopenMinutes', '3', '4'], /between quotes/],
    [['set', 'reopenMinutes', 'three'], /^reopenMinutes: "three" is out of range.*from 0 to 43200/],
    [['set', 'notifyAdmins', 'sometimes'], /^notifyAdmins: .*neither true nor false/],
    [['set', 'floodPerMinute', '-1'], /messages from 0 to 1000/],
    [['set', 'logDays', '0'], /days from 1 to 3650/],
    [['set', 'locale', 'fr'], /pt-BR, en, es/],
    [['set', 'mirror', 'yes'], /^mirror: .*not among the options.*live, digest, off/],
    [['set', 'reopenMinute', '3'], /^reopenMinute: .*not a field here.*reopenMinutes/],
    [['set', 'hours', 'loja'], /^hours: There are no working hours "loja"\. Create/],
    [['set', 'hours.loja', '{"name": "Loja"}'], /timeZone: .*missing.*\n.*week: /],
    [['set', 'hours.Loja!', shop], /no id of a document/],
    [['set', 'hours.loja.name', 'x'], /no document "hours loja".*write the whole/],
    [['set', 'texts.en.start', 'Hi {{ contact.age }}'], /unknown placeholder, contact\.age/],
    [['set', 'texts', 'x'], /^texts: .*not a field here/],
    [['archive', 'hours'], /such as settings or hours\.loja/],
    [['set', 'texts.en.start.more', 'x'], /ends with a field/],
    [['show', 'reopenMinute'], /no setting "reopenMinute"\. The settings here are: timeZone,.*reopenMinutes/],
    [['show', 'hours.loja'], /There is no document hours\.loja/],
    [['history', 'reopenMinutes'], /whole document/],
    [['history'], /^Usage/],
    [['archive', 'settings'], /every desk has one.*null/],
    [['revert', 'settings', '4'], /no versions of settings/],
  ])('%j', async (args, message) => {
    await expect(operator().types(...args)).rejects.toThrow(message);
  });

  test('a version that was never there', async () => {
    const { types } = operator();
    await types('set', 'reopenMinutes', '3');
    await expect(types('revert', 'settings', '9')).rejects.toThrow(/The versions are: 1\./);
    await expect(types('revert', 'settings')).rejects.toThrow(/The versions are: 1\./);
  });
});

test('a damaged document is named, the others are shown, and an earlier version repairs it', async () => {
  const { types, typesForJson, keys } = operator();
  await types('set', 'hours.loja', shop);
  await types('set', 'reopenMinutes', '3');
  await redis.hset(keys.documents('hours'), 'loja', '1 {"author"');
  const shown = await types('show');
  expect(shown).toMatch(/reopenMinutes +3/);
  expect(shown).toMatch(/damaged \(hours loja\): .*cut short/);
  await expect(types('show', 'hours.loja')).rejects.toThrow(/damaged \(hours loja\)/);
  await expect(types('set', 'hours.loja.name', 'x')).rejects.toThrow(/damaged.*earlier version/);
  expect(await typesForJson('show')).toMatchObject({ damaged: [{ kind: 'hours', id: 'loja' }] });
  expect(await types('revert', 'hours.loja', '1')).toMatch(/version 2/);
  expect(await types('show', 'hours.loja.name')).toBe('"Loja"');
});

test('npm run settings finds the desk of the environment, and its first values', async () => {
  using folder = emptyFolder();
  const bot = freshDeskId();
  const env = {
    REDIS_URL: inject('redisSocket'),
    BOT_TOKEN: `${bot}:token`,
    CHANNEL_ID: '-1001',
    START_MSG: 'Oi, {{ contact.first_name }}!',
  };
  const typed = async (...args: string[]) => {
    const program = runProgram('scripts/settings.ts', folder.path, env, args);
    const { code } = await program.ended;
    const { out, err } = program.output();
    return { code, said: out + err };
  };
  expect(await typed('show', 'texts.pt-BR.start')).toEqual({
    code: 0,
    said: '"Oi, {{ contact.first_name }}!"\n',
  });
  expect((await typed('set', 'reopenMinutes', '3')).said).toMatch(/^Done: settings has version 1/);
  expect(await typed('show', 'reopenMinutes')).toEqual({ code: 0, said: '3\n' });
  const wrong = await typed('set', 'reopenMinutes', 'three');
  expect(wrong).toMatchObject({ code: 1, said: expect.stringMatching(/^reopenMinutes: .*43200/) });
});
