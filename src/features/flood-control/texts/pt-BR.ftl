note-flooding = ⚙️ O cliente está mandando mensagens demais. Elas chegam aqui aos poucos e reunidas, no máximo { $limit } por minuto. Nenhuma se perde.
