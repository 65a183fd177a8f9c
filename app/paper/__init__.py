"""The paper meter: what was not printed, and what was."""
