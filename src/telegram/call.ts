import type { Entity } from '../../machines/content.ts';

/** Id of a chat in the Bot API: positive for a person, negative for a group or channel. */
export type ChatId = number;

export type ReplyTo = {
  message_id: number;
  allow_sending_without_reply?: boolean;
  quote?: string;
  quote_entities?: Entity[];
  quote_position?: number;
};

/** A file at Telegram, and the caption. */
export type InputMedia = {
  type: string;
  media: string;
  /** Still picture of a live photo. */
  photo?: string;
  caption: string;
  caption_entities: Entity[];
  has_spoiler?: true;
  show_caption_above_media?: true;
};

export type FileMethod =
  | 'sendPhoto'
  | 'sendLivePhoto'
  | 'sendVideo'
  | 'sendAnimation'
  | 'sendDocument'
  | 'sendAudio'
  | 'sendVoice'
  | 'sendVideoNote'
  | 'sendSticker';

/** A keyboard in the Bot API's words. An edit without a keyboard takes the keyboard away (Bot API, editMessageText). */
export type InlineMarkup = {
  inline_keyboard: ({ text: string; url: string } | { text: string; callback_data: string })[][];
};

type Markup = { reply_markup?: InlineMarkup };

type Words = Markup & {
  text: string;
  entities?: Entity[];
  link_preview_options?: Record<string, unknown>;
};

/**
 * Calls of delivery, as data in the Bot API's own words. Texts are sent with entities, never with a parse mode, so a
 * client's name needs no escaping.
 */
export type Call =
  | { method: 'sendMessage'; params: { chat_id: ChatId; reply_parameters?: ReplyTo } & Words }
  | {
      method: 'copyMessage';
      params: {
        chat_id: ChatId;
        from_chat_id: ChatId;
        message_id: number;
        caption?: string;
        caption_entities?: Entity[];
        show_caption_above_media?: true;
        reply_parameters?: ReplyTo;
      } & Markup;
    }
  | { method: 'editMessageText'; params: { chat_id: ChatId; message_id: number } & Words }
  | {
      method: FileMethod;
      params: { chat_id: ChatId; reply_parameters?: ReplyTo; [field: string]: unknown };
    }
  | {
      method: 'sendMediaGroup';
      params: { chat_id: ChatId; media: InputMedia[]; reply_parameters?: ReplyTo };
    }
  | {
      method: 'editMessageMedia';
      params: { chat_id: ChatId; message_id: number; media: InputMedia } & Markup;
    }
  | {
      method: 'editMessageCaption';
      params: {
        chat_id: ChatId;
        message_id: number;
        caption: string;
        caption_entities?: Entity[];
        show_caption_above_media?: true;
      } & Markup;
    }
  | {
      method: 'editMessageReplyMarkup';
      /** Absent: the keyboard is taken away. */
      params: { chat_id: ChatId; message_id: number } & Markup;
    }
  | {
      method: 'setMessageReaction';
      /** A bot sets at most one emoji. An empty list takes the emoji back. */
      params: { chat_id: ChatId; message_id: number; reaction: { type: 'emoji'; emoji: string }[] };
    }
  | { method: 'deleteMessage' | 'unpinChatMessage'; params: { chat_id: ChatId; message_id: number } }
  | {
      method: 'pinChatMessage';
      params: { chat_id: ChatId; message_id: number; disable_notification: true };
    };

export type CallAnswer =
  /** Messages that the call made: several for an album, none for an edit of a pin or a deletion. */
  | { ok: true; messageIds: number[] }
  /** Telegram refused. `description` has Telegram's own words. */
  | {
      ok: false;
      failure: 'refused';
      code: number;
      description: string;
      retryAfterS: number | null;
      migratedTo?: ChatId;
    }
  /** The call did not leave this machine. */
  | { ok: false; failure: 'unsent'; description: string }
  /** Telegram may have carried out the call: the answer was lost, or came from another program. */
  | { ok: false; failure: 'unknown'; description: string };

export type CallTelegram = (call: Call, signal?: AbortSignal) => Promise<CallAnswer>;

/**
 * Answers to a person at the screen. An answer does not wait in the outbox, because Telegram takes answers for some
 * seconds only.
 */
export type Answer =
  | {
      method: 'answerCallbackQuery';
      params: {
        callback_query_id: string;
        text?: string;
        show_alert?: true;
        url?: string;
        cache_time?: number;
      };
    }
  | {
      method: 'answerInlineQuery';
      params: {
        inline_query_id: string;
        results: InlineResult[];
        cache_time: number;
        is_personal?: true;
        next_offset?: string;
        button?: { text: string; start_parameter: string } | { text: string; web_app: { url: string } };
      };
    }
  | {
      method: 'approveChatJoinRequest' | 'declineChatJoinRequest';
      params: { chat_id: ChatId; user_id: number };
    };

/** Result of an inline query: a text, or a file at Telegram (`photo_file_id` …). */
type InlineResult = { type: string; id: string; [field: string]: unknown };
