"""The user's guide of docs/guia, read inside the product."""
