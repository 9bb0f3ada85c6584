import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from './call.ts';
import type { ChatFacts, TelegramApi } from './api.ts';
import { TelegramError } from './error.ts';
import type { DeskChats } from './inbound.ts';

type MeetOptions = {
  api: Pick<TelegramApi, 'me' | 'chat' | 'deleteWebhook' | 'hasMenu'>;
  channelId: ChatId;
  /** Whether updates will be asked for, rather than delivered to a webhook. */
  polls: boolean;
  clock: Clock;
  random(): number;
  log: Logger;
  /** Ends the waiting for a Telegram that does not answer. */
  giveUp?: AbortSignal;
  /** The group of this bot's desk; `linked` is the one the channel has now. */
  findGroup(bot: number, linked: ChatId | null): Promise<ChatId | null>;
  /** Where the bot's desk has stood so far; null: it is a new one. */
  keptChannel(bot: number): Promise<{ channelId: ChatId; isPublic: boolean } | null>;
};

const BACKOFF = { baseMs: 500, capMs: 15_000 };

type Met = DeskChats & {
  botUsername: string;
  /** Whether a desk of this bot has served this group: its menu is there (`menu.ts`), and stays. */
  servedBefore(): Promise<boolean>;
};

/**
 * Who the bot is and where its desk stands. A network that is down is waited out; what people must change is not, but
 * for a bot that was put out of the channel of its desk: clients go on writing to it, and what they write must be taken
 * in before Telegram drops it. It is told and waited for like any trouble of the place.
 * @throws SetupError that says what to change
 * @throws the reason of `giveUp`, as soon as it fires
 */
export async function meetDesk(options: MeetOptions): Promise<Met> {
  const { api, channelId } = options;
  const ask = <T>(question: () => Promise<T>, refused: (reason: string) => SetupError) =>
    patiently(question, refused, options);

  /** Undefined: a server that has no webhooks has none to delete, a chat that the bot is not in has no menu. */
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
  const channel = await ask<Pick<ChatFacts, 'linkedChatId' | 'isPublic'>>(
    () => api.chat(channelId),
    (reason) =>
      new SetupError(
        `The bot cannot see the channel ${channelId} (${reason}). Add it there as an administrator, or correct CHANNEL_ID.`,
      ),
  ).catch(async (error: unknown) => {
    const kept = error instanceof SetupError ? await options.keptChannel(me.id) : null;
    if (kept?.channelId !== channelId) throw error;
    return { linkedChatId: null, isPublic: kept.isPublic };
  });
  const groupId = await options.findGroup(me.id, channel.linkedChatId);
  if (groupId === null) {
    throw new SetupError(
      `The channel ${channelId} has no discussion group. Link one in the channel's settings (Discussion), add the bot to it as an administrator, and start again.`,
    );
  }
  // With a webhook set, nothing can be polled (FACTS.md #33).
  if (options.polls) {
    await unrefused(() => api.deleteWebhook());
  }
  return {
    botId: me.id,
    botUsername: me.username,
    channelId,
    groupId,
    isPublic: channel.isPublic,
    servedBefore: async () => (await unrefused(() => api.hasMenu(groupId))) ?? false,
  };
}

async function patiently<T>(
  question: () => Promise<T>,
  refused: (reason: string) => SetupError,
  { clock, random, log, giveUp }: MeetOptions,
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
