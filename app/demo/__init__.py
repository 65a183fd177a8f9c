"""The demo congress: a fictional provincial youth congress that a newcomer can walk through."""
