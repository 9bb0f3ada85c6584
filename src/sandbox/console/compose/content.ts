/** The content of a message, as the act `write` of the sandbox takes it. */
export type Content = string | Record<string, unknown>;

export type ReplyOptions = {
  replyTo?: number;
  quote?: string;
  forwardedFrom?: { name: string };
};

/** Several contents are an album. Answers whether the act was done. */
export type Send = (contents: readonly Content[], options: ReplyOptions) => Promise<boolean>;
