"""The demo shop: Jatobá Casa & Cozinha, an invented store with two months of invented trade."""
