alert-created = 🆕 New conversation: { $client }
alert-resumed = 🔄 Conversation resumed: { $client }
alert-flooding = 🌊 A flood of messages: { $client }
alert-open-thread = Open conversation
