"""What two people wrote about the same thing, compared: names, addresses, numbers of accounts. Pure, and of no port in particular."""
