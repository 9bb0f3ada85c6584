import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendVoice: Method = (call) => sendFile(call, 'voice');
