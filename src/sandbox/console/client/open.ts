import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { act, showMore } from '../server.ts';
import { listName, postsIn } from '../boards.ts';
import { isClient, nameOf, userOf } from '../people.ts';
import { choose, loaded, refresh, store } from '../store.ts';
import { isTelegrams, type LinkedPost, linkedPost } from '../telegram-links.ts';

/** Opens links of messages for one reader. True: the page itself opens the link. */
export const openLink =
  (readerId: number | undefined) =>
  (url: string): boolean => {
    if (readerId === undefined || !isTelegrams(url, loaded())) return openPost(url);
    void openAddress(readerId, url);
    return true;
  };

/** Opens an address as a person: a post, an invitation or a link of the bot. A notice reports any other address. */
export async function followLink(userId: number, url: string): Promise<void> {
  if (!openPost(url)) await openAddress(userId, url);
}

/** Opens an invitation or a link of the bot as a person, and shows the result. */
export async function openAddress(userId: number, url: string): Promise<void> {
  const opened = await act('openLink', { userId, url });
  if (!opened.ok) return;
  const user = userOf(loaded(), userId);
  const name = user === undefined ? '' : nameOf(user);
  if (opened.result === 'started') showPerson(userId);
  else if (opened.result === 'joined') notice(t('joinedBoard', { name }));
  else if (opened.result === 'asked') notice(t('askedToJoin', { name }));
  else notice(t('linkElsewhere'));
}

/** True: the link means a post of a board, and the page opens the post. */
function openPost(url: string): boolean {
  const linked = linkedPost(url, loaded());
  if (linked === null) return false;
  if (isShown(linked)) showPost(linked);
  else void openOlderPost(linked);
  return true;
}

const isShown = ({ boardId, postId }: LinkedPost): boolean =>
  postsIn(loaded(), boardId).some((post) => post.id === postId);

const showPost = (linked: LinkedPost): void => choose({ ...linked, view: 'channel' });

/** Opens a post that may be older than all shown posts. */
async function openOlderPost(linked: LinkedPost): Promise<void> {
  const list = listName(loaded(), linked.boardId, 'posts');
  while (!isShown(linked) && loaded().longer.includes(list)) {
    if (!(await showMore(list)).ok) return;
    await refresh();
  }
  if (isShown(linked)) showPost(linked);
  else notice(t('errorNotThere'));
}

/** Shows a person's chat with the bot: a client's phone, or the private chat of a member of the team. */
export function showPerson(userId: number): void {
  const user = store.state === null ? undefined : userOf(store.state, userId);
  if (user === undefined) return;
  if (isClient(loaded(), user)) choose({ clientId: userId, view: 'client' });
  else choose({ agentId: userId, view: 'agent' });
}
