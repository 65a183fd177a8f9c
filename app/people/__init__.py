"""Who prepares congresses: accounts and their roles in the tree of organisations."""
