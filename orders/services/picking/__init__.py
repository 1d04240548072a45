"""Pick, check, pack and ship waves of orders (docs/mechanisms/picking.md).  ``orders.services`` names what is public."""
