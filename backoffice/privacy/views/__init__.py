"""The pages of the privacy desk: parse, one service or query, draw."""
