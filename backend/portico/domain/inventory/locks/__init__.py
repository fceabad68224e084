"""What keeps a number from being asked for."""
