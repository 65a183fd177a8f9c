"""The commands of the house: set up, start, check, measure. Standard library only."""
