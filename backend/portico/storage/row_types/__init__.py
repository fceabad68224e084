"""How the rows of each table are typed, one file per subject as in `models`, whose models name them: a misspelt column is a type error.

No column is required: a statement reads those it needs, and what is written are those that change. A test compares them with the models.
"""
