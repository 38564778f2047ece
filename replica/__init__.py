"""Övningskopian: stand-ins for the sites a guide walks over, served locally at their real addresses."""
