"""The points of the agenda, their decks and slides."""
