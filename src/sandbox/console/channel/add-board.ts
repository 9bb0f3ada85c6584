import type { Board } from '../../world/shapes.ts';
import { ask } from '../client/ask.ts';
import { t } from '../page/language.ts';
import { nameOf, teamOf } from '../people.ts';
import { control } from '../server.ts';
import { choose, loaded, refresh } from '../store.ts';

const LONGEST_TITLE = 128;

/** Adds a board: a channel with its group, owned by a member of the team. */
export async function addBoard(): Promise<void> {
  const owners = teamOf(loaded()).map((user) => ({ value: String(user.id), text: nameOf(user) }));
  const values = await ask({
    title: t('boardAdd').replace('…', ''),
    hint: t('boardAddHint'),
    submit: t('add'),
    fields: [
      { name: 'title', label: t('boardTitle'), required: true, maxlength: LONGEST_TITLE },
      { name: 'ownerId', label: t('boardOwner'), options: owners },
    ],
  });
  if (values === null) return;
  const ownerId = values.ownerId === '' ? undefined : Number(values.ownerId);
  const added = await control('addBoard', { title: values.title, ownerId });
  if (!added.ok) return;
  await refresh();
  choose({ boardId: (added.result as Board).channelId, postId: null, view: 'channel' });
}
