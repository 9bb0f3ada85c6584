alert-created = 🆕 New conversation: { $client }
alert-resumed = 🔄 Conversation resumed: { $client }
