"""Papers, without a database: which are asked of whom, until when they hold, what a refusal says."""

# What core.files calls the pictures and PDFs of papers.
FILE_PURPOSE = "hr.document"
# The kind whose accepted picture is the face in the file.
PHOTO = "foto"
