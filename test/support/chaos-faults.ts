import type { Fault } from '../../src/sandbox/control/state.ts';

const tooMany = (seconds: number): Fault => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

/** Answers of a failing Telegram. */
export const FAULTS: Fault[] = [
  'drop-before',
  'drop-after',
  { error_code: 502, description: 'Bad Gateway' },
  { error_code: 500, description: 'Internal Server Error: restart' },
  tooMany(1),
  tooMany(30),
  { delayMs: 5 },
];
/** Methods that fail now and then. A method that stands twice fails more often. */
export const METHODS =
  'sendMessage sendMessage copyMessage sendMediaGroup editMessageText editMessageCaption deleteMessage pinChatMessage unpinChatMessage setMessageReaction getUpdates getChatAdministrators getChatMember getChatMemberCount'.split(
    ' ',
  );
