import { expect, test } from 'vitest';
import { documentRules } from '../../machines/desk/document-rules.ts';
import { builtInTexts } from '../../machines/desk/texts.ts';
import { settingsOrder } from '../../src/cli/settings.ts';
import { featureSettings } from '../../src/desk/features.ts';
import { checkTemplate } from '../../src/i18n/check-template.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import { deskWith } from '../support/desk-with.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { DAY_MS, T0 } from '../support/stores.ts';

/** `npm run settings -- …` beside the running desk. */
const settings = (desk: TestDesk, ...args: string[]): Promise<string> =>
  settingsOrder(args)(
    {
      store: createDocumentStore(desk.redis, desk.keys),
      rules: documentRules(
        { timeZone: 'UTC', locale: 'pt-BR', texts: builtInTexts },
        checkTemplate,
        featureSettings,
      ),
      now: () => T0,
    },
    false,
  );

const ana = (desk: TestDesk) => desk.client('ana').received();

async function comesBackAfter(desk: TestDesk, minutes: number): Promise<number | undefined> {
  desk.agent('bia').comments('ana', '/fs');
  await desk.settle();
  desk.pass(minutes * 60_000);
  desk.client('ana').writes('voltei');
  await desk.settle();
  return (await desk.inspect('ana'))?.ticket;
}

test('a text that the company changes is said from then on, without a restart', async () => {
  await using desk = await deskWith('ana');
  await settings(desk, 'set', 'texts.pt-BR.end', 'Até logo!');
  desk.client('ana').writes('mais uma coisa');
  await desk.settle();
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(ana(desk).at(-1)?.text).toBe('Até logo!');
});

test('reopenMinutes counts from the next message on', async () => {
  await using desk = await deskWith('ana');
  expect(await comesBackAfter(desk, 20)).toBe(1);
  await settings(desk, 'set', 'reopenMinutes', '10');
  expect(await comesBackAfter(desk, 20)).toBe(2);
  await settings(desk, 'set', 'reopenMinutes', '0');
  expect(await comesBackAfter(desk, 0)).toBe(3);
});

test('a change of the time zone changes the times that the team reads', async () => {
  await using desk = await deskWith('ana');
  const message = desk.client('ana').writes('um');
  await desk.settle();
  desk.client('ana').edits(message, 'dois');
  await desk.settle();
  const hourShown = async (): Promise<number> => {
    const copy = desk.comments('ana').findLast(({ text }) => text?.includes('dois'));
    desk.agent('bia').comments('ana', '/versoes', { replyTo: copy?.message_id ?? 0 });
    await desk.settle();
    return Number(/, (\d\d):\d\d\num$/m.exec(desk.thread('ana').at(-1) ?? '')?.[1]);
  };
  const inUtc = await hourShown();
  await settings(desk, 'set', 'timeZone', 'Asia/Tokyo');
  expect(((await hourShown()) - inUtc + 24) % 24).toBe(9);
});

test('a change of the language changes the texts and the menus at once', async () => {
  await using desk = await deskWith('ana');
  desk.agent('bia').comments('ana', '/nada');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain('não é um comando');
  const from = desk.sandbox.calls.length;
  await settings(desk, 'set', 'locale', 'en');
  await eventually(() => {
    const menus = desk.sandbox.calls.slice(from).filter(({ method }) => method === 'setMyCommands');
    expect(JSON.stringify(menus.find(({ params }) => params['language_code'] === undefined))).toContain(
      'Terms and privacy',
    );
  });
  desk.agent('bia').comments('ana', '/nothing');
  await desk.settle();
  expect(desk.thread('ana').at(-1)).toContain('is not a command');
});

test('alerts, the rate of a client and the retention follow the documents', async () => {
  await using desk = await startDesk();
  desk.admin('dora').starts();
  await desk.settle();
  const before = desk.client('dora').received().length;
  await settings(desk, 'set', 'notifyAdmins', 'false');
  await settings(desk, 'set', 'logDays', '7');
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.client('dora').received()).toHaveLength(before);
  const ttl = await desk.redis.pttl(desk.keys.log(desk.client('ana').id as never, 1 as never));
  expect(ttl).toBeGreaterThan(6 * DAY_MS);
  expect(ttl).toBeLessThanOrEqual(7 * DAY_MS);
  await settings(desk, 'set', 'notifyAdmins', 'true');
  desk.client('bruno').writes('oi');
  await desk.settle();
  expect(desk.client('dora').received()).toHaveLength(before + 1);
});
