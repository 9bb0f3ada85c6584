import type { MediaContent } from '../../machines/content.ts';
import type { AgentId } from '../../machines/ids.ts';
import type { Clock } from '../base/clock.ts';
import type { TelegramApi, Upload } from './api.ts';
import { TelegramError } from './error.ts';

/**
 * `never-started`: the uploader has no chat with the bot, or blocked the bot. `busy`: Telegram asks for a longer pause than
 * an uploader waits. `unanswered`: no answer, twice. `refused`: Telegram does not take the file.
 */
type StagingFailure = 'never-started' | 'too-large' | 'busy' | 'unanswered' | 'refused';

/** The file was not staged. A retry is safe. */
export class StagingError extends Error {
  override readonly name = 'StagingError';
  readonly why: StagingFailure;
  /** Pause that Telegram asks for; null: none. */
  readonly retryAfterS: number | null;
  constructor(why: StagingFailure, message: string, retryAfterS: number | null = null) {
    super(message);
    this.why = why;
    this.retryAfterS = retryAfterS;
  }
}

const MB = 1024 * 1024;
/** Limits of an upload by a bot (`FACTS.md #50`). */
const PHOTO_LIMIT_BYTES = 10 * MB;
const FILE_LIMIT_BYTES = 50 * MB;

/** The longest pause after a 429 that an uploader waits for. */
const PATIENCE_S = 30;
const ATTEMPTS = 2;

type Deps = { api: Pick<TelegramApi, 'upload' | 'call'>; clock: Pick<Clock, 'sleep'> };

/**
 * Uploads a file once, into the uploader's own chat with the bot, so that later sends use the file's id. The message of the
 * upload is removed; the id stays good. An upload without an answer is repeated once, and may leave a silent message in
 * the uploader's own chat.
 * @returns the content for a send, without a caption
 * @throws StagingError
 */
export async function stageFile(uploader: AgentId, file: Upload, deps: Deps): Promise<MediaContent> {
  const limit = file.what === 'photo' ? PHOTO_LIMIT_BYTES : FILE_LIMIT_BYTES;
  if (file.bytes.length > limit) {
    throw new StagingError('too-large', `A ${file.what} has at most ${limit / MB} MB; send a smaller file`);
  }
  const { message, content } = await upload(uploader, file, deps);
  await remove(uploader, message, deps);
  if (content?.kind !== 'media') throw new StagingError('refused', 'Telegram answered without a file');
  return content;
}

async function upload(uploader: AgentId, file: Upload, { api, clock }: Deps) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await api.upload(uploader, file);
    } catch (error) {
      const failure = failureOf(error);
      const { why, retryAfterS } = failure;
      const isPassing = why === 'unanswered' || (why === 'busy' && (retryAfterS ?? 0) <= PATIENCE_S);
      if (attempt === ATTEMPTS || !isPassing) throw failure;
      await clock.sleep((retryAfterS ?? 0) * 1000);
    }
  }
}

/** A message that stays behind is the uploader's own file in the uploader's own chat. */
async function remove(chat_id: AgentId, message_id: number, { api, clock }: Deps): Promise<void> {
  const removal = { method: 'deleteMessage', params: { chat_id, message_id } } as const;
  const answer = await api.call(removal);
  if (answer.ok || answer.failure !== 'refused' || answer.retryAfterS === null) return;
  if (answer.retryAfterS > PATIENCE_S) return;
  await clock.sleep(answer.retryAfterS * 1000);
  await api.call(removal);
}

/** Telegram's words about a person out of reach (`FACTS.md #39`). */
const NEVER_STARTED = /chat not found|can't initiate conversation|bot was blocked by the user/;
const TOO_LARGE = /too (large|big)/i;

function failureOf(error: unknown): StagingError {
  if (!(error instanceof TelegramError)) throw error;
  const { code, message, retryAfterS } = error;
  if (code === null || code >= 500) return new StagingError('unanswered', message);
  if (code === 429) return new StagingError('busy', message, retryAfterS ?? 1);
  if (NEVER_STARTED.test(message)) {
    return new StagingError('never-started', `${message}; the uploader has to start the bot in private`);
  }
  return new StagingError(code === 413 || TOO_LARGE.test(message) ? 'too-large' : 'refused', message);
}
