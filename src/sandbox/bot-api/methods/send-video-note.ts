import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendVideoNote: Method = (call) => sendFile(call, 'video_note');
