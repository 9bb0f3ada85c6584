import type { ChatId } from './call.ts';

/** `code` is Telegram's own, or null when no answer of the Bot API came back. Never holds the token. */
export class TelegramError extends Error {
  override readonly name = 'TelegramError';
  readonly code: number | null;
  readonly retryAfterS: number | null;
  /** The supergroup that the chat has become. */
  readonly migratedTo: ChatId | null;
  constructor(
    message: string,
    code: number | null,
    retryAfterS: number | null = null,
    migratedTo: ChatId | null = null,
  ) {
    super(message);
    this.code = code;
    this.retryAfterS = retryAfterS;
    this.migratedTo = migratedTo;
  }
  /** Asking again does not help: people have to change something. */
  get isFinal(): boolean {
    return this.code !== null && this.code < 500 && this.code !== 429;
  }
}
