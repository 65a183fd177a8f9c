"""A congress and its sessions."""
