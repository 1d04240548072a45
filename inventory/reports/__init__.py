"""Reports of the stock area: each is built once as a frozen dataclass, every rendering reads that."""
