"""The words of a plan's `when:`, one pure file each; trivial ones share a file.

A file has `WORDS` (word to test: facts and the written value in, yes or no out), `wrong(word, value)` (what is wrong
with a written value, with how to mend it; empty when nothing), `SPACE` (word to the facts it looks at, each with all
that it can be: so are lines found that nothing reaches) and `EXAMPLES` (word, value, facts, answer), which run as its
tests. `CHOICES` are the values that one may choose for a line of action, none where they are the plan's own; `SEVERAL`
are the words that take a list of them. It imports the standard library and kit.money only. `plan.matching` finds
it by scanning this folder.
"""
