import type { Saying } from '../../../machines/client/say.ts';
import type { Keyboard } from '../../../machines/keyboard.ts';
import type { AgentId, PrivateMessageId } from '../../../machines/ids.ts';
import type { Effect } from '../../actor/effects.ts';
import type { DeliveryContext, Prepared } from '../../outbox/delivery.ts';
import { TO_PERSON } from '../../outbox/message/at-client.ts';
import { NOBODY, sayingWords } from '../../outbox/render/saying.ts';
import type { Call } from '../../telegram/call.ts';
import { inlineMarkup } from '../../telegram/keyboard.ts';

/** `replaces`: the list that the person turned a page of. Null: a new message. */
export type ToPerson = { by: AgentId; replaces: PrivateMessageId | null };

/** One call: a new message, or the edit of the earlier one. A list that the person deleted comes as a new message. */
export function answerPerson(
  effect: ToPerson & Effect,
  lines: readonly Saying[],
  keyboard: Keyboard,
  context: DeliveryContext,
): Prepared {
  const { by, replaces } = effect;
  const params = {
    chat_id: by,
    ...sayingWords(lines, context, { id: by, profile: NOBODY }),
    link_preview_options: { is_disabled: true },
    ...(keyboard.length === 0 ? {} : { reply_markup: inlineMarkup(keyboard) }),
  };
  const call: Call =
    replaces === null
      ? { method: 'sendMessage', params }
      : { method: 'editMessageText', params: { ...params, message_id: replaces } };
  return {
    is: 'call',
    call,
    context: TO_PERSON,
    done: () => ({}),
    refused: ({ gone }) =>
      replaces === null || gone !== undefined ? {} : { effects: [{ ...effect, replaces: null }] },
  };
}
