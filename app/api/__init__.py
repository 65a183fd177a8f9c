"""What programs see of the whole server: health, metrics, and the OpenAPI file."""
