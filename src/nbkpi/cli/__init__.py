"""The command line: each command loads, calls and prints; nothing is computed here."""
