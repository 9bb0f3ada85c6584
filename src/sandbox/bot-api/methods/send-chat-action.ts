import { badRequest } from '../api-error.ts';
import { textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { requireWritable, targetChat } from '../call/target-chat.ts';

const ACTIONS = new Set([
  'cancel',
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_audio',
  'record_voice',
  'upload_audio',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'pick_up_location',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const sendChatAction: Method = (call) => {
  const action = textArgument(call.args, 'action').toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  const target = targetChat(call);
  requireWritable(call, target);
  call.limits.spendFor('chatAction', call.botId, target.chatId);
  return true;
};
