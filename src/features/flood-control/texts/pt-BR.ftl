note-flooding = ⚙️ O cliente está mandando mensagens demais. Elas chegam aqui aos poucos e reunidas, no máximo { $limit } por minuto. Nenhuma se perde.
report-flooding = 🌊 Muitas mensagens de uma vez: { $client }
