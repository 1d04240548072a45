"""The order desk: a staff member types an order in."""
