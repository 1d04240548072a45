"""What the shop of the installation under fault sells."""

SKUS = [f"COPO-{number:02d}" for number in range(12)]
PIECES_OF_EACH = 100_000
