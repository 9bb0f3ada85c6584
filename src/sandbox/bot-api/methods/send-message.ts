import type { LinkPreviewOptions } from '@grammyjs/types';
import { asObject, flagArgument, jsonArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { readText } from '../call/read-text.ts';
import { sendContent } from '../call/send-content.ts';

export const sendMessage: Method = (call) => {
  const { text, entities } = readText(call, 'send');
  const given = asObject(jsonArgument(call.args, 'link_preview_options', 'link preview options'));
  const isOff = flagArgument(call.args, 'disable_web_page_preview');
  const linkPreview = (given ?? (isOff ? { is_disabled: true } : undefined)) as
    | LinkPreviewOptions
    | undefined;
  return sendContent(call, { kind: 'text', text, entities, linkPreview });
};
