import type { LinkPreviewOptions } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { editContent } from '../call/edit-content.ts';
import { readText } from '../call/read-text.ts';

export const editMessageText: Method = (call) => {
  const { text, entities } = readText(call, 'edit');
  const preview = asObject(jsonArgument(call.args, 'link_preview_options', 'link preview options'));
  return editContent(call, ({ content }) => {
    if (content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return { kind: 'text', text, entities, linkPreview: preview as LinkPreviewOptions | undefined };
  });
};
