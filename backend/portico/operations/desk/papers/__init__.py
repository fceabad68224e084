"""Papers of orders: received as they stream in, judged by their content, kept and handed out."""
