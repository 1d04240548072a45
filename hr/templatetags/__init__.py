"""Words of the people area in templates."""
