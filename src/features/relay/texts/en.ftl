note-client-blocked = ⚙️ The client blocked the bot. Answers won't arrive until they return.
note-client-returned = ⚙️ The client unblocked the bot. Answers arrive again.
note-client-deactivated = ⚙️ The client's Telegram account was deactivated. Answers no longer arrive.
refused-deleted-since = ⚙️ The comment that had not been delivered was deleted: it will NOT be sent to the client.
