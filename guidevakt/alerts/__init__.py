"""Alerts: what there is to tell becomes messages, once, and goes by mail, Teams or whatever Apprise speaks."""
