"""Copies of a congress: for the next one, or to rehearse it."""
