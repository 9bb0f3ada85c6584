import { t } from '../page/language.ts';
import { notice } from '../page/notice.ts';
import { act, showMore } from '../server.ts';
import { listName, postsIn } from '../boards.ts';
import { isClient, userOf } from '../people.ts';
import { choose, loaded, refresh, store } from '../store.ts';
import { type LinkedPost, linkedPost, startOfLink } from '../telegram-links.ts';

/** Opens links of messages for one reader. True: the page itself opens the link. */
export const openLink =
  (readerId: number | undefined) =>
  (url: string): boolean => {
    const payload = startOfLink(url, loaded());
    if (payload === null || readerId === undefined) return openPost(url);
    void startBot(readerId, payload);
    return true;
  };

/** Starts the bot by a link with a parameter, and shows the person's chat with the bot. */
export async function startBot(userId: number, payload: string): Promise<void> {
  if ((await act('start', { userId, payload })).ok) showPerson(userId);
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
