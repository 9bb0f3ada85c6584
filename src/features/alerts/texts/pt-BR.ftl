alert-created = 🆕 Novo atendimento: { $client }
alert-resumed = 🔄 Atendimento retomado: { $client }
