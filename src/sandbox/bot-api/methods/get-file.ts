import { badRequest } from '../api-error.ts';
import { textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { fileByFileId } from '../wire/file-id.ts';

const DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024;

export const getFile: Method = ({ args, world, botId }) => {
  const fileId = textArgument(args, 'file_id');
  const file = fileByFileId(world, botId, fileId);
  if (file === undefined) throw badRequest(fileId === '' ? 'file_id not specified' : 'invalid file_id');
  if (!world.files.has(file.path)) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.size > DOWNLOAD_LIMIT_BYTES) throw badRequest('file is too big');
  return { file_id: fileId, file_unique_id: file.id, file_size: file.size, file_path: file.path };
};
