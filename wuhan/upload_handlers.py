"""How the files of a form are received."""

from contextlib import suppress

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class TidyUploadHandler(TemporaryFileUploadHandler):
    """Deletes the temporary file at once if it cannot be written; Django leaves that to the garbage collector."""

    def receive_data_chunk(self, raw_data, start):
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self.delete()
            raise

    def file_complete(self, file_size):
        try:
            return super().file_complete(file_size)
        except OSError:
            self.delete()
            raise

    def delete(self):
        # Closing writes what is left, and fails again.
        with suppress(OSError):
            self.upload_interrupted()
