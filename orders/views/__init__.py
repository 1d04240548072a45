"""The staff panel of the sales area: order board, order page and the acts on it."""
