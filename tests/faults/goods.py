"""What the shop of the installation under fault sells."""

SKUS = [f"COPO-{number:02d}" for number in range(12)]
PIECES_OF_EACH = 100_000
# Never sold: they make a reconciliation long enough to be killed between two of its ranges.
SHELF_WARMERS = [f"PARADO-{number:04d}" for number in range(2500)]
