"""The warehouse's screens: choose work, pick on a phone, check at the bench, ship at the door."""
