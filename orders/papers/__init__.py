"""The warehouse's papers: picking list, packing slip, shipping label, manifest (docs/mechanisms/picking.md)."""
