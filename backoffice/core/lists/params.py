"""Names in the URL that every list understands, beside those of its filters."""

VIEW, SEARCH, SORT, COLUMNS, SAVED = "view", "q", "sort", "cols", "saved"
PAGING = ("after", "before", "sum")
