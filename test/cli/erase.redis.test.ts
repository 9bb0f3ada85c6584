import { expect, inject, test } from 'vitest';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import type { Moment } from '../../src/actor/reactions.ts';
import { renderAudit } from '../../src/cli/audit.ts';
import { eraseCommand } from '../../src/cli/erase.ts';
import { documentRules } from '../../machines/desk/document-rules.ts';
import { storeChange } from '../../src/store/change-document.ts';
import { createDocumentStore } from '../../src/store/documents.ts';
import { NO_TEXTS } from '../support/desk-options.ts';
import { auditStream } from '../../src/store/audit.ts';
import { emptyFolder, runProgram } from '../support/desk-process.ts';
import { testRedis } from '../support/redis.ts';
import { client, deskStores, T0, user, wrote } from '../support/stores.ts';

const redis = testRedis();

/** A desk with the client Ana, and `npm run erase` in an operator's folder. */
async function operator() {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  await dispatch(wrote(700, 1));
  const types = async (...args: string[]) => {
    using folder = emptyFolder();
    const env = {
      REDIS_URL: inject('redisSocket'),
      BOT_TOKEN: `${desk.desk}:token`,
      CHANNEL_ID: '-1001',
    };
    const program = runProgram('scripts/erase.ts', folder.path, env, args);
    const { code } = await program.ended;
    const { out, err } = program.output();
    return { code, said: out + err };
  };
  return { ...desk, types };
}

test('npm run erase shows what will go, and erases only with --yes', async () => {
  const { types, clients, keys } = await operator();
  const shown = await types('700');
  expect(shown.code).toBe(0);
  expect(shown.said).toMatch(/^Client 700, Ana \(open\)\. These will be erased:\n/);
  expect(shown.said).toMatch(/\n {2}1 messages with versions.*\n.*\n {2}1 tickets in the lists\n/);
  expect(shown.said).toContain('Nothing was erased. To erase: npm run erase 700 -- --yes');
  expect((await clients.load(client(700)))?.profile.firstName).toBe('Ana');

  const { code, said } = await types('700', '--yes', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ client: 700, name: 'Ana', messages: 1, tickets: 1, erased: true });
  const audit = await auditStream(redis, keys).newest(9);
  expect(audit.map(renderAudit)).toEqual([
    expect.stringMatching(/ {2}operator {2}client\.erased {2}700$/) as string,
  ]);
  const erased = await clients.load(client(700));
  expect(erased).toMatchObject({ profile: { firstName: '700' }, state: { value: { ticket: 'erased' } } });
  expect((await types('700', '--yes')).said).toBe('Client 700 is erased already.\n');
  expect(await clients.load(client(700))).toEqual(erased);
});

test('npm run erase erases the updates of a person who is no client', async () => {
  const { types, intake } = await operator();
  await intake.setAside(user(701), { message: { from: { id: 701 }, text: 'oi' } });
  await intake.park({ message: { from: { id: 701 }, text: 'estranho' } }, 'unreadable', T0);
  await intake.park({ message: { from: { id: 702 }, text: 'outro' } }, 'unreadable', T0);
  expect((await types('701')).said).toMatch(
    /^Person 701, who is no client\. These will be erased:\n {2}2 updates .*\nNothing was erased\./,
  );
  expect(await intake.parkedCount()).toBe(2);
  expect((await types('701', '--yes')).said).toBe('The updates of person 701 are erased.\n');
  expect(await intake.pendingPeople()).toEqual([]);
  expect(await intake.parkedCount()).toBe(1);
  expect(await types('701')).toMatchObject({ code: 1 });
});

test('an operator who errs is told the fix', async () => {
  const { types } = await operator();
  expect(await types('ana')).toMatchObject({ code: 1, said: expect.stringMatching(/\nUsage: npm run/) });
  expect(await types('701', '--yes')).toEqual({
    code: 1,
    said: 'Client 701 has never written to this desk.\n',
  });
});

test('the list of a feature follows an erasing by the operator, decided with the settings of the desk', async () => {
  const { clients, desk, keys } = await operator();
  const list = keys.feature('tests')('listed');
  const rules = documentRules({ timeZone: 'UTC', locale: 'pt-BR', texts: NO_TEXTS }, () => [], {});
  await storeChange(
    { store: createDocumentStore(redis, keys), rules },
    { kind: 'settings', id: 'settings', type: 'document.patched', patch: { reopenMinutes: 7 } },
    { author: { kind: 'operator' }, at: T0 },
  );
  const seen: Moment[] = [];
  const done = await eraseCommand.run(['700', '--yes'], {
    process: {
      stdout: { write: () => true },
      stderr: { write: () => true },
      on: () => null,
      exit: () => null,
    },
    env: { REDIS_URL: inject('redisSocket'), BOT_TOKEN: `${desk}:token`, CHANNEL_ID: '-1001' },
    featureSettings: {},
    reactions: {
      indexed: [
        (moment) => {
          seen.push(moment);
          return { writes: [['SET', list, moment.after.state.value.ticket, 'PX', '60000']] };
        },
      ],
    },
    now: () => T0,
    print() {},
    warn() {},
    interrupted: () => new AbortController().signal,
  });
  expect(done).toBe(true);
  expect((await clients.load(client(700)))?.state.value.ticket).toBe('erased');
  expect(await redis.get(list)).toBe('erased');
  expect(seen.map(({ desk: { settings } }) => settings.value.reopenMinutes)).toEqual([7]);
});
