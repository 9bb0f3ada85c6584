terms =
    📄 About this conversation

    • Your messages are read and answered by our team.
    • Everything you send stays in the record: if you edit a message, the earlier version may remain on record; if you delete it, it disappears only for you.
    • { $collect ->
        [minimal] From your profile we keep your name, surname and Telegram ID, but neither your username nor your language.
       *[full] From your profile we keep your name, surname, username, language and Telegram ID.
      } Anything else is for you to tell us.
    • This profile and the state of your conversation are kept for as long as this service runs, or until you ask our team to erase everything.
    • { $days ->
        [one] For { $days } day we keep
       *[other] For { $days } days we keep
      } a copy of the messages and the links between them, which make replies and edits work; the history of the conversation remains in Telegram.
client-help =
    Tell us here what you need: text, photo, voice, video or file. Our team answers in this chat.

    To quote a message, reply to it. To fix something, just edit it.

    /start – begin
    /help – this message
    /tos – how we look after the conversation
help-agent = ⚙️ Comment on the client's post in the channel: they receive it in the bot's name.
command-help = { $command } – this message
command-terms = { $command } – what the client reads about their data
command-note = # at the start – a note for the team only
menu-help = Help
menu-terms = Terms and privacy
