note-thread-continued = ⚙️ This client's earlier thread was deleted. The conversation goes on here.
