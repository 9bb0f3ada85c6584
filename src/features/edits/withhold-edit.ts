import type { Say } from '../../../machines/client/say.ts';
import { albumOf, type Content } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import { saying } from '../../i18n/saying.ts';
import { clientOf, type Delivery, over, type WaitingMessage } from '../../outbox/delivery.ts';
import { ownLane } from '../../outbox/lanes.ts';
import { withheldAlbum } from '../../outbox/message/albums.ts';
import { fingerprint } from '../../outbox/message/fingerprint.ts';
import type { Withheld } from '../../router/withhold.ts';
import { superseded, undeliveredOf } from '../../outbox/message/undelivered.ts';

/**
 * A comment was edited into a note or a command, or by a person outside the team. The client's copy stays, and the
 * editor is told.
 */
type WithholdEdit = {
  kind: 'withholdEdit';
  message: ThreadMessageId;
  content: Content;
  as: Withheld['as'];
};

/** The effects for an edit that is not for the client. */
export const withholdOf = ({ edited, ...rest }: Withheld): WithholdEdit[] =>
  edited ? [{ kind: 'withholdEdit', ...rest }] : [];

/** A note takes back the comment, and the whole album of the comment. */
function covers({ message, content, as }: WithholdEdit, waiting: WaitingMessage): boolean {
  if (as !== 'note') return false;
  const album = albumOf(waiting.content);
  return message === waiting.from || (album !== null && albumOf(content) === album);
}

/** Costs no call. If the client has the earlier version, the editor gets a line in the thread. */
export const withholdEdit: Delivery<WithholdEdit> = {
  lane: ownLane,
  needs: 'nothing',
  rank: 'notice',
  order: 'story',
  onRepeat: 'harmless',
  batch: { is: 'withdrawal', author: 'team', covers },
  async prepare({ message, content, as }, attempt, context) {
    const { links } = context;
    const client = clientOf(attempt);
    const [linked, n] = await Promise.all([
      links.privateOf(message),
      links.numberOf(client, { in: 'thread', message }),
    ]);
    const print = fingerprint(content);
    // An outsider's edit takes nothing back that an agent wrote.
    const undelivered = as === 'not-team' ? [] : await undeliveredOf(n, attempt, context, albumOf(content));
    const { effects: unmarked, ...gone } = superseded(undelivered, attempt, message, context);
    if (linked?.client !== client) {
      if (as === 'not-team') return over();
      if (as === 'note') return over({ ...gone, ...withheldAlbum(albumOf(content)), effects: unmarked });
      return over({ ...gone, effects: [...unmarked, answer(message, 'command')] });
    }
    if (linked.print === print) return over();
    const { numbers, parts } = linked;
    return over({
      ...gone,
      // A repeated edit is not answered again.
      links: [{ n: numbers[0], to: 'private', parts, print }],
      effects: [...unmarked, answer(message, as)],
    });
  },
};

const answer = (message: ThreadMessageId, as: WithholdEdit['as']): Say => ({
  kind: 'say',
  to: 'thread',
  text: saying(`refused-edited-${as}`),
  replyTo: message,
});
