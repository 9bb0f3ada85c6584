import type { PlainTextKey } from '../../i18n/catalogue.ts';
import type { Texts } from '../../i18n/texts.ts';

/** Reasons why a message did not reach the client, in the words of Telegram (`FACTS.md #37`) or of the desk. */
const REASONS: [RegExp, PlainTextKey | 'reason-not-for-bots'][] = [
  [/message is too long|MESSAGE_TOO_LONG|text is too long/, 'reason-too-long'],
  [/caption is too long|MEDIA_CAPTION_TOO_LONG/, 'reason-caption-too-long'],
  [/message text is empty|text must be non-empty/, 'reason-empty'],
  [/VOICE_MESSAGES_FORBIDDEN|receiving of (voice|video) messages/, 'reason-voice-forbidden'],
  [/can't be copied|not for bots|have no rights to send a message of this type/, 'reason-not-for-bots'],
  [/message to copy not found/, 'reason-original-gone'],
  [/wrong (remote )?file|file is too big|wrong type of the web page content|FILE_/, 'reason-file'],
  [/never-started/, 'reason-never-started'],
  [/^No answer|Internal Server Error|Bad Gateway|Gateway Time-?out/i, 'reason-no-answer'],
];

/** For the team. An unknown reason stays in Telegram's English, because an agent may understand the reason. */
export function reasonWords(reason: string, texts: Texts, kind = 'other'): string {
  const key = REASONS.find(([words]) => words.test(reason))?.[1];
  if (key === undefined) return texts.say('reason-unknown', { original: reason });
  return key === 'reason-not-for-bots' ? texts.say(key, { kind }) : texts.say(key);
}
