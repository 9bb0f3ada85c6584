alert-created = 🆕 Nueva conversación: { $client }
alert-resumed = 🔄 Conversación retomada: { $client }
