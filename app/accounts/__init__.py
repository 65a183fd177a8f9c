"""Who may do what: organisations, users and their roles, tokens, paired devices."""
