import type { Clock } from '../../base/clock.ts';
import type { Call, CallTelegram, ChatId } from '../../telegram/call.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { SetupApi } from '../../telegram/api.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

type ProbeDeps = {
  call: CallTelegram;
  api: Pick<SetupApi, 'newestCopy'>;
  clock: Clock;
  channelId: ChatId;
  groupId: ChatId;
};

/**
 * Opens a test post, waits for the copy, comments, and removes everything.
 *
 * I1 No update is taken: the probe finds the copy as the newest pin of the group (`FACTS.md #6`). Updates stay
 *    for the desk and for other pollers.
 * I2 The post names no client, so a desk that receives the copy later finds no client.
 * I3 After any failure, the probe removes the posted messages.
 */
export async function probe(deps: ProbeDeps): Promise<Finding[]> {
  const { channelId, groupId } = deps;
  const posted = await send(deps, { method: 'sendMessage', params: { chat_id: channelId, text: POST } });
  if (!posted.ok)
    return [failed('post in the channel', posted.reason, 'Give the bot "Post messages" there.')];
  const post = posted.id;
  const written: { chat: ChatId; message: number }[] = [{ chat: channelId, message: post }];
  const findings: Finding[] = [];
  try {
    const edit = { chat_id: channelId, message_id: post, text: `${POST} ✓` };
    const edited = await send(deps, { method: 'editMessageText', params: edit });
    if (!edited.ok)
      findings.push(failed('edit its post', edited.reason, 'Give the bot "Edit messages" there.'));
    const copy = await copyOf(deps, post);
    if (copy === null) {
      findings.push(
        problem(
          'probe.copy',
          `No copy of a post appeared in the group within ${COPY_LIMIT_MS / 1000} s: clients would get no thread.`,
          'See what is said above about comments and the group. If all is well there, switch off other bots that delete or unpin messages.',
        ),
      );
      return findings;
    }
    written.push({ chat: groupId, message: copy });
    const reply = { chat_id: groupId, text: COMMENT, reply_parameters: { message_id: copy } };
    const commented = await send(deps, { method: 'sendMessage', params: reply });
    if (commented.ok) written.push({ chat: groupId, message: commented.id });
    else
      findings.push(failed('comment on its post', commented.reason, 'Make the bot an administrator there.'));
    return findings;
  } finally {
    findings.push(...(await clean(deps, written)));
    if (findings.length === 0) {
      findings.push(ok('probe', 'A post was made, edited, copied, commented on and removed.'));
    }
  }
}

const POST = '🔧 Balcão: setup check, removed in a moment';
const COMMENT = '🔧 Setup check';
const COPY_LIMIT_MS = 15_000;
const LOOK_MS = 500;

async function copyOf({ api, clock, groupId }: ProbeDeps, post: number): Promise<number | null> {
  const deadline = clock.monotonic() + COPY_LIMIT_MS;
  while (clock.monotonic() < deadline) {
    const newest = await api.newestCopy(groupId).catch(nothingYet);
    if (newest?.post === post) return newest.copy;
    await clock.sleep(LOOK_MS);
  }
  return null;
}

/** A single lost answer must not leave the post in the channel. */
function nothingYet(error: unknown): null {
  if (error instanceof TelegramError) return null;
  throw error;
}

/** Newest first: a comment must be removed before the thread. */
async function clean(deps: ProbeDeps, written: { chat: ChatId; message: number }[]): Promise<Finding[]> {
  const left: string[] = [];
  for (const { chat, message } of written.toReversed()) {
    const removal: Call = { method: 'deleteMessage', params: { chat_id: chat, message_id: message } };
    const removed = await send(deps, removal);
    const isGone = removed.ok || /message to delete not found/.test(removed.reason);
    if (!isGone) left.push(`message ${message} of ${chat} (${removed.reason})`);
  }
  if (left.length === 0) return [];
  return [
    warning(
      'probe.left',
      `Not everything could be removed: ${left.join(', ')}.`,
      'Delete it by hand, and give the bot "Delete messages" in the channel and in the group.',
    ),
  ];
}

type Sent = { ok: true; id: number } | { ok: false; reason: string };

async function send({ call }: ProbeDeps, what: Call): Promise<Sent> {
  const answer = await call(what);
  return answer.ok ? { ok: true, id: answer.messageIds[0] ?? 0 } : { ok: false, reason: answer.description };
}

const failed = (what: string, reason: string, fix: string): Finding =>
  problem('probe', `The bot could not ${what} (${reason}).`, fix);
