"""The wizard's pages: parse, one service or query, draw."""
