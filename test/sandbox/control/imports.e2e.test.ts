import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileStore } from '../../../src/sandbox/world/file-store.ts';
import { openStage, type Params, type Stage } from '../bot-client.ts';

let folder: string;
let dataFile: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
  dataFile = path.join(folder, 'data', 'telegram.jsonl');
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A JSON document, open to any change. */
type Draft = { format: string; botId: number; documents: [string, string, Params][]; files: Params };

const copyOf = (stage: Stage): Draft => JSON.parse(JSON.stringify(stage.sandbox.control.export()));

/** `where` names a document by kind, or by kind and key. */
function fieldsOf(draft: Draft, where: string): Params {
  const found = draft.documents.find(([kind, key]) => where === kind || where === `${kind} ${key}`);
  if (found === undefined) throw new Error(`No ${where} in this state.`);
  return found[2];
}

const without = (draft: Draft, where: string): void => {
  draft.documents = draft.documents.filter(([kind, key]) => where !== kind && where !== `${kind} ${key}`);
};

function refusalOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return String(error);
  }
}

async function importState(stage: Stage, state: unknown): Promise<string> {
  const response = await fetch(`${stage.sandbox.url}/console/control`, {
    method: 'POST',
    body: JSON.stringify({ do: 'import', state }),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  return answer.ok ? 'imported' : String(answer.error);
}

/** A state with a person, a photo, and a pinned post with a copy. */
async function openWithHistory(options: Parameters<typeof openStage>[0] = {}): Promise<Stage> {
  const stage = await openStage({ seed: true, ...options });
  stage.sandbox.people.write(701, { photo: { bytes: Buffer.from('png') }, caption: 'a foto' });
  await stage.postWithCopy('🟦 Ana');
  stage.sandbox.people.comment(501, stage.sandbox.views.channel()[0]?.id ?? 0, 'oi');
  return stage;
}

const photoName = (draft: Draft): string => String(fieldsOf(draft, 'file')['path']);

/** All files below the folder of the test, without the data of the sandbox. */
const strayFiles = (): string[] =>
  fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('data'));

describe('a state with chosen paths', () => {
  const paths = [
    '../../stray.txt',
    'photos/../../../stray.txt',
    '/tmp/balcao-stray.txt',
    'photos/..\\..\\stray.txt',
    'photos/file_1.jpg\u0000.txt',
    'photos/file_1.jpg/../../../../stray.txt',
    '.env',
    'file_1.jpg',
    '__proto__',
    '',
  ];

  test.each(paths)('is refused by name and writes nothing: %j', async (chosen) => {
    await using stage = await openWithHistory({ dataFile });
    const draft = copyOf(stage);
    const name = photoName(draft);
    draft.files[chosen] = draft.files[name];
    delete draft.files[name];
    fieldsOf(draft, 'file')['path'] = chosen;
    const before = copyOf(stage);
    expect(await importState(stage, draft)).toMatch(/cannot be imported: file AQAD\w+ is wrong \(path: /);
    expect(copyOf(stage)).toEqual(before);
    expect(strayFiles()).toEqual([]);
    expect(fs.existsSync('/tmp/balcao-stray.txt')).toBe(false);
  });

  test('that only its list of files names is refused too', async () => {
    await using stage = await openWithHistory({ dataFile });
    const draft = copyOf(stage);
    draft.files['../../stray.txt'] = 'b2k=';
    expect(await importState(stage, draft)).toMatch(/file \.\.\/\.\.\/stray\.txt is wrong \(no document/);
    expect(strayFiles()).toEqual([]);
  });

  test('that the name of another file is not overwritten by', async () => {
    await using stage = await openWithHistory();
    const draft = copyOf(stage);
    const name = photoName(draft);
    draft.files['photos/file_99.jpg'] = draft.files[name];
    delete draft.files[name];
    fieldsOf(draft, 'file')['path'] = 'photos/file_99.jpg';
    expect(await importState(stage, draft)).toMatch(/path: photos\/file_99\.jpg is another's/);
  });

  test('in its data file is not read back: not by address, not by the console, not in an export', async () => {
    fs.writeFileSync(path.join(folder, 'secret.txt'), 'BOT_TOKEN=1');
    let id = '';
    {
      await using stage = await openWithHistory({ dataFile });
      id = String(fieldsOf(copyOf(stage), 'file')['id']);
    }
    const lines = fs.readFileSync(dataFile, 'utf8');
    fs.writeFileSync(dataFile, lines.replace(/photos\/file_\d+\.\w+/, '../../secret.txt'));
    const { startSandbox } = await import('../../../src/sandbox/start.ts');
    await using sandbox = await startSandbox({ dataFile });
    expect((await fetch(`${sandbox.url}/console/file/${id}`)).status).toBe(404);
    const exported = await (await fetch(`${sandbox.url}/console/export`)).text();
    expect(exported).not.toContain(Buffer.from('BOT_TOKEN=1').toString('base64'));
  });
});

describe('the store of files', () => {
  test('follows no link out of its folder, whether of a folder or of a file', () => {
    const outside = path.join(folder, 'outside');
    const inside = path.join(folder, 'inside');
    for (const name of [outside, path.join(inside, 'music')]) fs.mkdirSync(name, { recursive: true });
    fs.writeFileSync(path.join(outside, 'file_1.jpg'), 'secret');
    fs.symlinkSync(outside, path.join(inside, 'photos'));
    fs.symlinkSync(path.join(outside, 'file_1.jpg'), path.join(inside, 'music', 'file_1.jpg'));
    const store = createFileStore(inside);
    for (const name of ['photos/file_1.jpg', 'music/file_1.jpg']) {
      expect(store.read(name)).toBeUndefined();
      expect(store.has(name)).toBe(false);
      expect(() => store.write(name, Buffer.from('x'))).toThrow(/leads out of .* by a symbolic link; remove/);
      expect(() => store.writeAll(new Map([[name, Buffer.from('x')]]))).toThrow(/symbolic link/);
    }
    expect(fs.readFileSync(path.join(outside, 'file_1.jpg'), 'utf8')).toBe('secret');
    expect(fs.readdirSync(outside)).toEqual(['file_1.jpg']);
  });

  test('may itself be a link that its owner made', () => {
    const real = path.join(folder, 'real');
    fs.mkdirSync(real);
    fs.symlinkSync(real, path.join(folder, 'link'));
    const store = createFileStore(path.join(folder, 'link'));
    store.write('photos/file_1.jpg', Buffer.from('x'));
    expect(store.read('photos/file_1.jpg')?.toString()).toBe('x');
  });

  test('keeps the old files when one of many cannot be written', () => {
    const store = createFileStore(path.join(folder, 'inside'));
    store.write('photos/file_1.jpg', Buffer.from('old'));
    const files = new Map([
      ['photos/file_1.jpg', Buffer.from('new')],
      ['../file_2.jpg', Buffer.from('new')],
    ]);
    expect(() => store.writeAll(files)).toThrow(/no name of a file/);
    expect(store.read('photos/file_1.jpg')?.toString()).toBe('old');
  });

  test('is readable by its owner only', () => {
    const inside = path.join(folder, 'inside');
    createFileStore(inside).write('photos/file_1.jpg', Buffer.from('x'));
    expect(fs.statSync(inside).mode & 0o077).toBe(0);
    expect(fs.statSync(path.join(inside, 'photos', 'file_1.jpg')).mode & 0o077).toBe(0);
  });
});

describe('a bad or incomplete state changes nothing', () => {
  const cases: [title: string, spoil: (draft: Draft) => void, refusal: RegExp][] = [
    ['is of another format', (draft) => (draft.format = 'x'), /no state of a sandbox/],
    ['has no documents', (draft) => Reflect.deleteProperty(draft, 'documents'), /no state of a sandbox/],
    ['has a kind nobody knows', (d) => d.documents.push(['ghost', '1', {}]), /ghost 1 is wrong \(no kind/],
    ['has an update to come', (d) => d.documents.push(['update', '1', {}]), /update 1 is wrong/],
    ['lacks the world', (d) => without(d, 'world'), /: world is missing/],
    ['lacks its bot', (d) => without(d, 'bot'), /: bot 9000 is missing/],
    ['lacks its group', (d) => without(d, 'chat -1001000000002'), /: chat -1001000000002 is missing/],
    ['lacks somebody who wrote', (d) => without(d, 'user 701'), /: user 701 is missing/],
    ['lacks the file of a message', (d) => without(d, 'file'), /: file AQAD\w+ is missing/],
    ['lacks the bytes of a file', (d) => (d.files = {}), /: file photos\/file_\d+\.\w+ is missing/],
    ['lacks a field', (d) => delete fieldsOf(d, 'user 701')['firstName'], /user 701 is wrong \(firstName: /],
    [
      'has a field too many',
      (d) => (fieldsOf(d, 'user 701')['x'] = 1),
      /user 701 is wrong \(document: .*"x"/,
    ],
    [
      'brings a webhook',
      (d) => (fieldsOf(d, 'bot')['webhook'] = { url: 'http://10.0.0.1/' }),
      /bot 9000 is wrong/,
    ],
    ['brings a token', (d) => (fieldsOf(d, 'bot')['token'] = '9000:x'), /bot 9000 is wrong/],
    [
      'has a text that is none',
      (d) => (fieldsOf(d, 'message')['content'] = { kind: 'text', text: 7 }),
      /content\.text/,
    ],
    [
      'has a content nobody knows',
      (d) => (fieldsOf(d, 'message')['content'] = { kind: 'x' }),
      /content\.kind/,
    ],
    [
      'has a header in a type',
      (d) => (fieldsOf(d, 'file')['mime'] = 'a/b\r\nx: y'),
      /mime: no type of a file/,
    ],
    [
      'has a wrong key',
      (d) => (fieldsOf(d, 'user 701')['id'] = 702),
      /user 701 is wrong \(its key should be 702/,
    ],
    [
      'has a document twice',
      (d) => d.documents.push(['user', '701', fieldsOf(d, 'user 701')]),
      /stands there twice/,
    ],
    [
      'has a size that is not that of the bytes',
      (d) => (fieldsOf(d, 'file')['size'] = 4),
      /it has 3 bytes, not 4/,
    ],
    ['has bytes that are no base64', (d) => (d.files[photoName(d)] = '%%%%'), /no base64/],
    [
      'would give a number again',
      (d) => (fieldsOf(d, 'chat')['lastMessageId'] = 0),
      /lastMessageId: too small/,
    ],
    ['would give a file’s number again', (d) => (fieldsOf(d, 'world')['counter'] = 0), /counter: too small/],
    ['has a message of no chat', (d) => (fieldsOf(d, 'message')['chatId'] = 999), /message .* is wrong/],
    ['is of another bot than it says', (d) => (d.botId = 9001), /botId: it is 9000, the state is of 9001/],
  ];

  test.each(cases)('if it %s', async (_title, spoil, refusal) => {
    await using stage = await openWithHistory();
    const draft = copyOf(stage);
    spoil(draft);
    const before = copyOf(stage);
    const waiting = stage.sandbox.pending();
    expect(await importState(stage, draft)).toMatch(refusal);
    expect(copyOf(stage)).toEqual(before);
    expect(stage.sandbox.pending()).toEqual(waiting);
  });

  test('whatever was changed in it: it is refused whole, or everything of it can be seen', async () => {
    await using stage = await openWithHistory();
    const whole = copyOf(stage);
    const places = whole.documents.flatMap(([, , fields], index) =>
      Object.keys(fields).map((field) => [index, field] as const),
    );
    const garbage = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('../x', -1, 0, 2 ** 60, '__proto__', [], {}),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), garbage, ([index, field], value) => {
        const draft = structuredClone(whole);
        const fields = draft.documents[index]?.[2] ?? {};
        if (value === undefined) delete fields[field];
        else fields[field] = value;
        const { control, views, channelId } = stage.sandbox;
        const before = JSON.stringify(control.export());
        const refusal = refusalOf(() => control.import(draft));
        if (refusal !== null) {
          refused += 1;
          const isNamed = /^RefusedAct: The state cannot be imported: .+ is (wrong|missing)/.test(refusal);
          return isNamed && JSON.stringify(control.export()) === before;
        }
        for (const { id } of views.users()) views.private(id);
        for (const { id } of views.channel()) views.thread(id);
        views.members(channelId);
        control.import(whole);
        return true;
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
    expect((await fetch(`${stage.sandbox.url}/console/state`)).status).toBe(200);
  });
});

test('a state goes on with the token and the webhook of the sandbox that takes it in', async () => {
  await using stage = await openWithHistory();
  const state = copyOf(stage);
  expect(JSON.stringify(state)).not.toContain(stage.sandbox.token);
  await using other = await openStage();
  const { token } = other.sandbox;
  expect(await importState(other, state)).toBe('imported');
  expect(other.sandbox.token).toBe(token);
  expect(await other.refusal('getMe')).toBe('ok');
});
