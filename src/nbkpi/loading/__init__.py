"""TOML files to a model: schema, building, observations and their places, problems."""
