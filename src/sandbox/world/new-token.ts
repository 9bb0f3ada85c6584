import { randomBytes } from 'node:crypto';

/** A token that no web page can guess: the bot's number and 210 random bits, as long as Telegram's own. */
export function newToken(botId: number): string {
  return `${botId}:${randomBytes(27).toString('base64url').slice(0, 35)}`;
}
