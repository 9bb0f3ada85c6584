import type { Profile } from '../../machines/client/post-text.ts';
import type { RawUpdate } from '../telegram/inbound.ts';

/** Data kept of a client's profile. `minimal`: neither the username nor the language. */
export type Collect = 'full' | 'minimal';

export const keptProfile = (
  { firstName, lastName, username, language }: Profile,
  collect: Collect,
): Profile =>
  collect === 'minimal'
    ? { firstName, lastName, username: null }
    : { firstName, lastName, username, ...(language === undefined ? {} : { language }) };

/** The update as it may be stored: under `minimal`, people and private chats lose username and language. */
export function keptUpdate(update: RawUpdate, collect: Collect): RawUpdate {
  if (collect === 'full') return update;
  return JSON.parse(
    JSON.stringify(update, (_key, value: unknown) => (isPerson(value) ? withoutHandle(value) : value)),
  ) as RawUpdate;
}

/** Telegram's `User`, and the `Chat` of a private chat. */
const isPerson = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  ('is_bot' in value || ('type' in value && value.type === 'private'));

const withoutHandle = ({ username: _username, language_code: _language, ...rest }: Record<string, unknown>) =>
  rest;
