"""What a file may be: every limit in one place, so that screen, reader and test name the same figure."""

from datetime import timedelta

MAX_FILE_BYTES = 20 * 1024 * 1024
# Multipart heads and the form's few other fields.
MAX_FORM_OVERHEAD = 64 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
# What Excel itself can hold in a cell.
MAX_CELL_LENGTH = 32_767
# Rows above the header: titles and notes that exports like to put there.
MAX_ROWS_BEFORE_HEADER = 10

# A workbook is a ZIP: judged by its directory before anything is unpacked.  A sheet of 50,000 rows and 15 columns
# unpacks to about 45 MB.
MAX_ZIP_ENTRIES = 200
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_RATIO = 100

# Rows are analysed and applied in sets of this size, each in one transaction.
CHUNK = 500

# How long file and rows are kept: until then a batch can be undone.  What remains is the line in the history.
RETENTION = timedelta(days=30)
