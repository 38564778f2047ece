"""Guidevakt walks a written guide in a real browser and tells what no longer holds."""
