long-pause =
    { $place ->
        [channel] ⏸ Telegram asked me to stop posting in the channel until { $until }. Nothing is lost: what is missing goes out after that.
        [group] ⏸ Telegram asked me to stop writing in the group until { $until }. The clients' messages are kept and arrive after that.
       *[all] ⏸ Telegram asked me to stop writing in all chats until { $until }. Nothing is lost: everything goes out after that.
    }
long-pause-private = ⏸ Telegram asked me not to write to { $person } until { $until }. The answers are kept and go out after that.
long-pause-over = ▶️ The pause that Telegram asked for is over. What was waiting is being delivered.
