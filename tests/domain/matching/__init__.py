"""What people wrote about the same thing, compared."""
