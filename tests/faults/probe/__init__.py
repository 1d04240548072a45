"""An app that only the installation under fault has: effects that can be counted, and places where a process can be held."""
