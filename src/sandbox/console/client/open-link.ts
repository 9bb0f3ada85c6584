import type { SeenUser } from '../../control/state.ts';
import { t } from '../page/language.ts';
import { ask } from './ask.ts';
import { followLink } from './open.ts';

/** Opens an address that the person at the page types, such as an invitation. */
export async function openTypedLink(user: SeenUser): Promise<void> {
  const values = await ask({
    title: t('openLink').replace('…', ''),
    hint: t('openLinkHint'),
    submit: t('open'),
    fields: [{ name: 'url', label: t('address'), required: true, maxlength: 2048, value: 'https://t.me/' }],
  });
  if (values !== null) await followLink(user.id, values.url);
}
