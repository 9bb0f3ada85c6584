import type { Say } from '../../machines/client/say.ts';
import type { TextRef } from '../i18n/texts.ts';

/** The desk answers a person in the private chat with the bot; the items of an album are answered once. */
export const sayInPrivate = (lines: readonly TextRef[], album: string | null = null): Say => ({
  kind: 'say',
  to: 'owner',
  text: lines,
  ...(album === null ? {} : { once: album }),
});
