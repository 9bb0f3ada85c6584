note-flooding = ⚙️ El cliente está enviando demasiados mensajes. Llegan aquí poco a poco y reunidos, como máximo { $limit } por minuto. Ninguno se pierde.
report-flooding = 🌊 Demasiados mensajes de golpe: { $client }
