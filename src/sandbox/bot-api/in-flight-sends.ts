import { ApiError, tooManyRequests } from './api-error.ts';

/** The messages of a request on the way to Telegram. */
export type Sending = {
  /** Refuses if too many messages are on the way to the chat. `count`: items of an album. */
  begin(chatId: number, count: number): void;
  /** The request is answered. */
  end(): void;
};

export type InFlightSends = { open(botId: number): Sending };

const MOST = 310;
const RETRY_AFTER_SECONDS = 60;
const ANSWERED_AFTER_MS = 3000;

/** A refusal of the server itself, before any rate limit of Telegram (FACTS.md #41; Client.h:73, BA:16262). */
export function createInFlightSends(): InFlightSends {
  const counts = new Map<string, number>();

  function add(chat: string, change: number): void {
    const count = (counts.get(chat) ?? 0) + change;
    if (count === 0) counts.delete(chat);
    else counts.set(chat, count);
  }

  return {
    open(botId) {
      const begun: { chat: string; count: number }[] = [];
      return {
        begin(chatId, count) {
          const chat = `${botId}/${chatId}`;
          if ((counts.get(chat) ?? 0) >= MOST) throw refusal();
          add(chat, count);
          begun.push({ chat, count });
        },
        end() {
          for (const { chat, count } of begun) add(chat, -count);
          begun.length = 0;
        },
      };
    },
  };
}

function refusal(): ApiError {
  const { code, message, parameters } = tooManyRequests(RETRY_AFTER_SECONDS);
  return new ApiError(code, message, parameters, ANSWERED_AFTER_MS);
}
