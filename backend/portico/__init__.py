"""Portico moves phone numbers between carriers: port-ins, their review, and port-outs."""
