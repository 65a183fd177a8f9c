"""Delegations and delegates, consent, portraits, face templates, badges."""
