start =
    Hi, { $first-name }! 👋
    It's good to have you here. Write your message, and our team will answer in this chat.
restart = Good to have you back! The team has been told, and someone will answer here soon.
end =
    This conversation is now closed. Thank you for writing! 💙
    If you need anything else, just write here.
note-origin = ⚙️ Origin: { $origin }
note-prioritized = ⚙️ { $agent } changed the priority: { $glyph } { $level }
note-closed = ⚙️ { $agent } closed the conversation
note-closed-silently = ⚙️ { $agent } closed the conversation without telling the client
note-banned = ⚙️ { $agent } banned the client
note-unbanned = ⚙️ { $agent } lifted the client's ban
refused-closed-already = ⚙️ This conversation is already closed.
refused-banned-already = ⚙️ The client is already banned. To lift the ban, use /p or /close.
help-priority =
    ⚙️ Use /p and the number of the priority, for example /p 3
    🟦 1 – not urgent
    🟩 2 – low
    🟨 3 – urgent
    🟧 4 – very urgent
    🟥 5 – emergency
command-close = { $command } – close and say goodbye to the client
command-close-silently = { $command } – close silently
command-ban = { $command } – ban the client (/p or /close lifts the ban)
command-priority = { $command } 1 to 5 – change the priority: 🟦🟩🟨🟧🟥
menu-p = Change the priority (1 to 5)
menu-close = Close the conversation
menu-close-silently = Close without telling the client
menu-ban = Ban the client
level-1 = not urgent
level-2 = low
level-3 = urgent
level-4 = very urgent
level-5 = emergency
