note-flooding = ⚙️ The client is sending too many messages. They arrive here gradually and joined together, at most { $limit } a minute. None is lost.
report-flooding = 🌊 A flood of messages: { $client }
