"""The rules of leave and vacation: pure functions of dates and figures, each with the law that it comes from."""
