import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendSticker: Method = (call) => sendFile(call, 'sticker');
