"""eSocial S-1.3: files, deadlines and schemas; pure but for ``facts.py`` and ``packages.py``, which read the tables."""
