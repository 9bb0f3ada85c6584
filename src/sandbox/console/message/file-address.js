/** Where the page finds a file of the Bot API. */
export const fileAddress = (file) => `/console/file/${encodeURIComponent(file.file_unique_id)}`;

export function fileSize(bytes) {
  if (bytes === undefined) return null;
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** `1:05` */
export function lengthOf(seconds) {
  if (seconds === undefined) return null;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
