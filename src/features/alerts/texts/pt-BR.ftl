alert-created = 🆕 Novo atendimento: { $client }
alert-resumed = 🔄 Atendimento retomado: { $client }
alert-flooding = 🌊 Muitas mensagens de uma vez: { $client }
alert-open-thread = Abrir conversa
