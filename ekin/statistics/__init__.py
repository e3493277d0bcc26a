"""Statistics that both judging and evaluating need: intervals of shares, and agreement of people who mark the same."""
