import type { ChatId } from './call.ts';

/** `code` is Telegram's own, or null without an answer of the Bot API. Never holds the token. */
export class TelegramError extends Error {
  override readonly name = 'TelegramError';
  readonly code: number | null;
  readonly retryAfterS: number | null;
  /** Id of the supergroup that the chat became. */
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
  /**
   * The refusal is about the chat: the bot is outside, or lacks a right. A 401 or a bare 404 is about the token or the
   * address, and for some seconds Telegram gives either to a valid token.
   */
  get isAboutChat(): boolean {
    return this.code === 400 || this.code === 403;
  }
  /** A retry does not help: people have to change the set-up. */
  get isFinal(): boolean {
    return this.code !== null && this.code < 500 && this.code !== 429;
  }
}
