"""The pages of the portal, by what the candidate does."""
