import type { Say } from '../../../machines/client/say.ts';
import type { Content } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { Effect } from '../../actor/effects.ts';
import { saying } from '../../i18n/saying.ts';
import type { Attempt } from '../delivery.ts';

/** The content without buttons that Telegram refused. */
export function offered<C extends Content>(content: C, { without }: Pick<Attempt, 'without'>): C {
  if (!without.has('buttons') || content.kind === 'refused') return content;
  const { buttons: _refused, ...rest } = content;
  return rest as C;
}

/** Tells the team that buttons of a message did not come along. */
export function tellLostButtons(
  content: Content,
  message: ThreadMessageId | undefined,
  { without }: Pick<Attempt, 'without'>,
): Effect[] {
  if (content.kind === 'refused' || content.buttons === undefined || message === undefined) return [];
  const { urls, lost } = content.buttons;
  const isLost = lost > 0 || (urls.length > 0 && without.has('buttons'));
  return isLost
    ? [{ kind: 'say', to: 'thread', text: saying('buttons-lost'), replyTo: message } satisfies Say]
    : [];
}
