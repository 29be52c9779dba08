"""Neutral documents: what there is to show, before anyone decides how."""
