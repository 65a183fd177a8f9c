"""What the hall sees now, and how it reaches every phone and screen."""
