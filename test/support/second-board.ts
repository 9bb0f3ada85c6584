import { expect } from 'vitest';
import { documentRules } from '../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { boardsOrder } from '../../src/cli/boards.ts';
import { checkTemplate } from '../../src/i18n/check-template.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import type { SetupApi } from '../../src/telegram/api.ts';
import type { TestDesk } from './desk.ts';
import { eventually } from './eventually.ts';
import { NO_TEXTS } from './desk-options.ts';

/** `npm run boards` for the desk of a test. `over`: calls to Telegram with another behaviour. */
export const typesBoards =
  ({ sandbox, redis, keys }: TestDesk, over: (api: SetupApi) => Partial<SetupApi> = () => ({})) =>
  async (...args: string[]): Promise<string> =>
    boardsOrder(args)({
      redis,
      keys,
      telegram: async () => ({
        api: withSome(createTelegramApi(sandbox.token, sandbox.url).setup, over),
        firstChannel: sandbox.channelId,
      }),
      rules: documentRules({ timeZone: 'UTC', locale: 'pt-BR', texts: NO_TEXTS }, checkTemplate),
      now: () => Date.now() as EpochMs,
    });

const withSome = (api: SetupApi, over: (api: SetupApi) => Partial<SetupApi>): SetupApi => ({
  ...api,
  ...over(api),
});

/** Adds a board named Vendas, with Dora as the only person of its team. */
export async function withSecondBoard(desk: TestDesk) {
  const { sandbox } = desk;
  const { channelId, groupId } = sandbox.addBoard({ title: 'Vendas' });
  const dora = desk.client('dora').id;
  sandbox.people.setRole(channelId, dora, 'member');
  sandbox.people.setRole(groupId, dora, 'member');
  const added = await typesBoards(desk)('add', String(channelId));
  await eventually(() => expect(desk.laterChannels()).toEqual([channelId]));
  await desk.settle();
  return {
    added,
    channelId,
    groupId,
    dora,
    posts: () => sandbox.views.channel(undefined, channelId),
    /** The texts under the newest post of the board. */
    thread: (): string[] => {
      const post = sandbox.views.channel(undefined, channelId).at(-1);
      if (post === undefined) return [];
      return sandbox.views
        .thread(post.id, undefined, channelId)
        .map((message) => message.text ?? message.caption ?? '(media)');
    },
    comments: (text: string, more: { replyTo?: number } = {}): number => {
      const post = sandbox.views.channel(undefined, channelId).at(-1);
      return sandbox.people.comment(dora, post?.id ?? 0, text, { channelId, ...more });
    },
  };
}
