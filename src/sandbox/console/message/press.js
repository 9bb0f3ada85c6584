import { notice } from '../page/notice.js';
import { act, answerTo } from '../server.js';

/** Presses a button under a message, and shows what the bot says to that. */
export async function pressButton(userId, message, callbackData) {
  const pressed = await act('pressButton', {
    userId,
    chatId: message.chat.id,
    messageId: message.message_id,
    callbackData,
  });
  if (!pressed.ok) return;
  const answer = await answerTo(pressed.result);
  if (answer?.text) notice(answer.text);
}
