refused-file-gone = ⚙️ Telegram no longer has the earlier file.
versions-earlier = ⚙️ What this message said before:
versions-none = ⚙️ The client has not edited this message.
versions-other-file = 📎 another file
help-versions = ⚙️ To see earlier versions, reply with /versions to a message of the client.
command-versions = { $command } – as a reply to a message of the client: what it said before it was edited
menu-versions = As a reply: what the message said before
