import type { SeenUser } from '../../control/state.ts';
import { t } from '../page/language.ts';
import { act } from '../server.ts';
import { loaded } from '../store.ts';
import { ask } from './ask.ts';

/** Starts the bot by a link with a parameter, which the person at the page types. */
export async function startWith(user: SeenUser): Promise<void> {
  const values = await ask({
    title: t('startWith').replace('…', ''),
    hint: t('startHint', { bot: loaded().bot.username }),
    submit: t('start'),
    fields: [
      {
        name: 'payload',
        label: t('startParameter'),
        pattern: '[A-Za-z0-9_\\-]{1,64}',
        required: true,
        maxlength: 64,
      },
    ],
  });
  if (values !== null) await act('start', { userId: user.id, payload: values.payload });
}
