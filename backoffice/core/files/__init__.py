"""
Files that people hand in: checked, made harmless, sealed, handed out by signed links only (docs/mechanisms/papers.md).

``keep_file`` takes bytes in, ``read_file`` and ``file_link`` give them out; ``uploads`` and ``protocol`` bring them over
slow networks, ``receiving`` over a plain form, ``serving.respond`` answers with them.
"""

from backoffice.core.files.errors import (
    FileEmpty,
    FileInfected,
    FileKindRefused,
    FileLinkRefused,
    FileTooLarge,
    FileUnreadable,
    FileWithheld,
    TooManyUploads,
    UnknownUpload,
    UploadIncomplete,
    UploadOutOfStep,
)
from backoffice.core.files.keeping import dispose_files, keep_file, read_file, scan_pending, sweep_files
from backoffice.core.files.links import file_link, follow_link
from backoffice.core.files.purposes import FilePurpose, install
from backoffice.core.files.uploads import append_part, finish_upload, own_files, received_bytes, start_upload, sweep_uploads

__all__ = [
    "FileEmpty",
    "FileInfected",
    "FileKindRefused",
    "FileLinkRefused",
    "FilePurpose",
    "FileTooLarge",
    "FileUnreadable",
    "FileWithheld",
    "TooManyUploads",
    "UnknownUpload",
    "UploadIncomplete",
    "UploadOutOfStep",
    "append_part",
    "dispose_files",
    "file_link",
    "finish_upload",
    "follow_link",
    "install",
    "keep_file",
    "own_files",
    "read_file",
    "received_bytes",
    "scan_pending",
    "start_upload",
    "sweep_files",
    "sweep_uploads",
]
