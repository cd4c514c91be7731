"""Tells plant species from measurements."""
