refused-edit-banned = ⚙️ The client is banned: the edit did NOT reach them. They still have the earlier text.
refused-edit-unknown =
    ⚙️ The edit was NOT sent: the client doesn't have this message. It was a note, or had not been delivered.
    To send it, write a new comment.
refused-edited-note = ⚙️ A message that was sent can't become a note: the client still has the earlier text.
refused-edited-command = ⚙️ An edited comment is neither carried out as a command nor sent. Write the command in a new comment.
refused-edited-not-team = ⚙️ Only the team answers here: the change did NOT reach the client, who keeps the earlier text.
