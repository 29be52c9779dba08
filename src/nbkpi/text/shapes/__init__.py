"""The shapes of relations: for each, one generator of hypotheses from the figures around a claim."""
