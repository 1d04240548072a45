"""Rights of the people whose data we hold: requests with a clock, their data taken out, their data forgotten (LGPD)."""
