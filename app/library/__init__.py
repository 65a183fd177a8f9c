"""Documents, their pages and text, and the links behind QR codes."""
