"""How the schema is served: HTTP, WebSocket, limits."""
