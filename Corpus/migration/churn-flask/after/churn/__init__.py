"""Scores the risk that a customer of the phone company leaves within a month."""
