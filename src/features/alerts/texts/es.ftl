alert-created = 🆕 Nueva conversación: { $client }
alert-resumed = 🔄 Conversación retomada: { $client }
alert-flooding = 🌊 Demasiados mensajes de golpe: { $client }
alert-open-thread = Abrir conversación
