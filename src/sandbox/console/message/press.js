import { ask } from '../client/ask.js';
import { t } from '../page/language.js';
import { notice } from '../page/notice.js';
import { act, answerTo } from '../server.js';
import { store } from '../store.js';

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
  if (!answer?.text) return;
  if (answer.showAlert !== true) notice(answer.text);
  else
    await ask({ title: store.state.bot.firstName, hint: answer.text, submit: t('close'), isQuestion: false });
}
