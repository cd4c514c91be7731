"""Sends support tickets to the team that can answer them."""
from router.routing import Route, Router

__all__ = ["Route", "Router"]
