"""Everything that is printed for a congress, on one page."""
