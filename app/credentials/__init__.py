"""The credentials report: its figures, its adoption, its sheets and slides."""
