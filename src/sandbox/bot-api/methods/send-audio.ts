import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendAudio: Method = (call) => sendFile(call, 'audio');
