import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from './call.ts';
import type { ChatFacts, TelegramApi } from './api.ts';
import { TelegramError } from './error.ts';
import { FIRST_BOARD } from '../../machines/ids.ts';
import type { Board } from './boards.ts';

type ConnectOptions = {
  api: Pick<TelegramApi, 'me' | 'chat' | 'deleteWebhook' | 'hasMenu'>;
  channelId: ChatId;
  /** True: the desk polls. False: Telegram delivers to a webhook. */
  polls: boolean;
  runtime: { clock: Clock; random(): number; log: Logger };
  /** Ends the wait for Telegram. */
  giveUp?: AbortSignal | undefined;
  /** Group of this bot's desk. `linked` is the group of the channel now. */
  findGroup(bot: number, linked: ChatId | null): Promise<ChatId | null>;
  /** Channel of the bot's desk so far. Null: the desk is new. */
  keptChannel(bot: number): Promise<{ channelId: ChatId; isPublic: boolean } | null>;
};

const BACKOFF = { baseMs: 500, capMs: 15_000 };

type Connected = {
  botId: number;
  botUsername: string;
  /** The channel of CHANNEL_ID with its group. */
  first: Board;
  /** True if a desk of this bot served this group before: the menu is there (`menu.ts`). */
  servedBefore(): Promise<boolean>;
};

/**
 * Finds the bot, the channel and the group. Waits for a network that is down. Does not wait for a fix of the set-up, with
 * an exception: a desk whose bot was removed from the channel starts, because clients go on writing. Channel health
 * reports the trouble then.
 * @throws SetupError with the fix
 * @throws the reason of `giveUp`, as soon as it fires
 */
export async function connectDesk(options: ConnectOptions): Promise<Connected> {
  const { api, channelId } = options;
  const ask = <T>(question: () => Promise<T>, refused: (reason: string) => SetupError) =>
    patiently(question, refused, options);

  /** Undefined for a refusal: a server without webhooks, or a chat without the bot. */
  const unrefused = <T>(question: () => Promise<T>): Promise<T | undefined> =>
    ask(question, (reason) => new SetupError(reason)).catch((error: unknown) => {
      if (error instanceof SetupError) return undefined;
      throw error;
    });

  const me = await ask(
    () => api.me(),
    (reason) =>
      new SetupError(`Telegram does not accept BOT_TOKEN (${reason}). Copy it again from @BotFather.`),
  );
  const channel = await ask<Pick<ChatFacts, 'linkedChatId' | 'isPublic' | 'title'>>(
    () => api.chat(channelId),
    (reason) =>
      new SetupError(
        `The bot cannot see the channel ${channelId} (${reason}). Add it there as an administrator, or correct CHANNEL_ID.`,
      ),
  ).catch(async (error: unknown) => {
    const kept = error instanceof SetupError ? await options.keptChannel(me.id) : null;
    if (kept?.channelId !== channelId) throw error;
    return { linkedChatId: null, isPublic: kept.isPublic, title: String(channelId) };
  });
  const groupId = await options.findGroup(me.id, channel.linkedChatId);
  if (groupId === null) {
    throw new SetupError(
      `The channel ${channelId} has no discussion group. Link one in the channel's settings (Discussion), add the bot to it as an administrator, and start again.`,
    );
  }
  // A webhook that is set forbids polling (FACTS.md #33).
  if (options.polls) {
    await unrefused(() => api.deleteWebhook());
  }
  return {
    botId: me.id,
    botUsername: me.username,
    first: {
      number: FIRST_BOARD,
      name: channel.title,
      channelId,
      groupId,
      isPublic: channel.isPublic,
      isServed: true,
    },
    servedBefore: async () => (await unrefused(() => api.hasMenu(groupId))) ?? false,
  };
}

async function patiently<T>(
  question: () => Promise<T>,
  refused: (reason: string) => SetupError,
  { runtime: { clock, random, log }, giveUp }: ConnectOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await unless(giveUp, question());
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      if (error.isFinal) throw refused(error.message);
      const waitMs = Math.max(backoffMs(attempt, random(), BACKOFF), (error.retryAfterS ?? 0) * 1000);
      events.networkDown(log, { reason: error.message, waitMs });
      await unless(giveUp, clock.sleep(waitMs, giveUp));
    }
  }
}

function unless<T>(giveUp: AbortSignal | undefined, task: Promise<T>): Promise<T> {
  if (giveUp === undefined) return task;
  return new Promise((resolve, reject) => {
    const stop = () => reject(giveUp.reason as Error);
    if (giveUp.aborted) stop();
    giveUp.addEventListener('abort', stop, { once: true });
    task.then(resolve, reject).finally(() => giveUp.removeEventListener('abort', stop));
  });
}
