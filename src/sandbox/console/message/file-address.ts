/** The fields that files of the Bot API have in common. */
export type SeenFile = {
  file_unique_id: string;
  file_size?: number | undefined;
  file_name?: string | undefined;
  mime_type?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  duration?: number | undefined;
  title?: string | undefined;
  performer?: string | undefined;
  emoji?: string | undefined;
};

/** The address of a file of the Bot API in the page. */
export const fileAddress = (file: SeenFile): string =>
  `/console/file/${encodeURIComponent(file.file_unique_id)}`;

export function fileSize(bytes: number | undefined): string | null {
  if (bytes === undefined) return null;
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** `1:05` */
export function lengthOf(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const durationOf = ({ duration }: SeenFile): string | null =>
  duration === undefined ? null : lengthOf(duration);
