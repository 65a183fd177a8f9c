"""What leaves the server and what stays on record: exports, the audit chain, backups."""
