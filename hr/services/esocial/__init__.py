"""Services of the eSocial files, one file per act."""
