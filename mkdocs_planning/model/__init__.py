"""What a plan, a portfolio and a review are: frozen values, dates, levels. Imports nothing else of this package."""
