"""The one door to uncleared words. Nothing outside this package (and the logbook beside it) names the working tables.

logging → writing → circulating → answering → settling → room → approving → withdrawing; `reading` gives pages
frozen values, `rule` says when a point is agreed, `moves` says who may do what in which state.
"""
