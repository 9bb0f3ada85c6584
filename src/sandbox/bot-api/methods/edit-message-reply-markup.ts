import type { Method } from '../call/call.ts';
import { editContent } from '../call/edit-content.ts';

export const editMessageReplyMarkup: Method = (call) =>
  editContent(call, ({ content }) => content, 'keyboard');
