import type { SeenMessage } from '../../control/state.ts';
import { ask } from '../client/ask.ts';
import { openLink } from '../client/open.ts';
import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { act, answerTo } from '../server.ts';
import { loaded } from '../store.ts';

type CallbackAnswer = { text?: string; showAlert?: boolean; url?: string };

/** Presses a button under a message, and shows the bot's answer: a notice, an alert or a link. */
export async function pressButton(userId: number, message: SeenMessage, callbackData: string): Promise<void> {
  const pressed = await act('pressButton', {
    userId,
    chatId: message.chat.id,
    messageId: message.message_id,
    callbackData,
  });
  if (!pressed.ok) return;
  const answer = await answerTo<CallbackAnswer>(String(pressed.result));
  if (answer === null) notice(t('pressNoAnswer'));
  if (answer?.text && answer.showAlert === true) await alert(answer.text);
  else if (answer?.text) notice(answer.text);
  if (answer?.url) openLink(userId)(answer.url);
}

const alert = (text: string): Promise<unknown> =>
  ask({ title: loaded().bot.firstName, hint: text, submit: t('close'), isQuestion: false });
