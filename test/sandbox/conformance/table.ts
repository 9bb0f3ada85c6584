import type { Message, Update } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../../src/sandbox/start.ts';
import { COPY_DELAY_MS, openStage, type Params, type Stage } from '../bot-client.ts';

/** A claim of a source about Telegram, and the proof for the sandbox. */
export type Case = {
  source: string;
  claim: string;
  options?: SandboxOptions;
  run(scene: Scene): Promise<void>;
};

type Thread = { postId: number; rootId: number; post: Message; copy: Message };

/** A stage with an owner of channel and group, driven over HTTP and by acts of people. */
export type Scene = Stage & {
  channelId: number;
  groupId: number;
  people: Stage['sandbox']['people'];
  owner: number;
  send(chatId: number, text?: string, more?: Params): Promise<Message>;
  /** A post of the bot, and the copy from the update. */
  thread(text?: string, more?: Params): Promise<Thread>;
  /** A comment of the bot's. */
  reply(thread: Thread, text?: string, more?: Params): Promise<Message>;
  /** The queued messages of a kind of update. */
  heard(kind: keyof Update): Promise<Message[]>;
};

export function conform(title: string, cases: Case[]): void {
  describe(title, () => {
    for (const { source, claim, options, run } of cases) {
      test(`${source}: ${claim}`, async () => {
        await using stage = await openStage(options);
        await run(await setScene(stage));
      });
    }
  });
}

/** The answer to `method` with these parameters. */
export const refuses = (
  source: string,
  claim: string,
  method: string,
  params: (scene: Scene) => Record<string, unknown> | Promise<Record<string, unknown>>,
  answer: string,
): Case => ({
  source,
  claim,
  async run(scene) {
    expect(await scene.refusal(method, await params(scene))).toBe(answer);
  },
});

async function setScene(stage: Stage): Promise<Scene> {
  const { sandbox, clock, call, updates } = stage;
  const { channelId, groupId, people } = sandbox;
  const owner = people.add({ firstName: 'Bia' });
  for (const chatId of [channelId, groupId]) people.setRole(chatId, owner, 'creator');
  await updates();

  const send: Scene['send'] = (chat_id, text = 'oi', more = {}) =>
    call('sendMessage', { chat_id, text, ...more });
  const heard: Scene['heard'] = async (kind) =>
    (await updates()).flatMap((update) => (kind in update ? [update[kind] as Message] : []));

  return {
    ...stage,
    channelId,
    groupId,
    people,
    owner,
    send,
    heard,
    async thread(text, more) {
      const post = await send(channelId, text ?? 'post', more);
      clock.advance(COPY_DELAY_MS);
      const [copy] = await heard('message');
      if (copy === undefined) throw new Error('The copy did not arrive.');
      return { postId: post.message_id, rootId: copy.message_id, post, copy };
    },
    reply: ({ rootId }, text, more) =>
      send(groupId, text, { reply_parameters: { message_id: rootId }, ...more }),
  };
}
