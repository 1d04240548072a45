"""Pictures of the product for README and the user's guide, taken from a running demo."""
