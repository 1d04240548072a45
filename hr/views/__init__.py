"""The pages of the people area, one module or folder per desk."""
