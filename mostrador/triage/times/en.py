"""English: "I'll call you in an hour", "by Friday", "first thing tomorrow"."""

from mostrador.triage.times.words import Tongue, any_of, pattern

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "half": 0.5,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{any_of(' '.join(NUMBERS))})"
HOURS = any_of("one two three four five six seven eight nine ten eleven twelve")
DAYS = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = "january february march april may june july august september october november december"
DO = any_of("""
    call phone ring write reply answer respond get let send ship email mail message text tell check ask look confirm
    deliver bring have find fix sort prepare refund return update come do make give post dispatch replace exchange
    contact reach follow order try know dm forward pay repair collect drop hear receive reserve
""")
CLOCK_END = (
    r"(?=\s*(?:$|[.,;!)]|tomorrow|today|tonight|on|and|so|sharp|this|in the|or|at the latest|mon|tue|wed|thu|fri|sat))"
)

WAITED = r"(?:it|they|he|she|i|we|the \w+)(?:'?s| is| are)? (?:arrives?|arrive|lands?|know|hear|ready|back|in)"

TONGUE = Tongue(
    commits=pattern(
        rf"(?:will|shall|going to|gonna) (?:also |then |try to |certainly |definitely )?{DO}",
        rf"\w+'ll (?:also |then |try to |certainly |definitely )?{DO}",
        r"(?:i|we) can (?:have|get|send|deliver|ship|call|bring|do)",
        r"let me (?:get back|check|ask|call|see)",
        r"(?:will|'ll|\w+'ll) be (?:ready|with you|there|sent|delivered|shipped|back to you|refunded|at your)",
        r"back to you",
        r"(?<!i\s)(?<!we\s)expect (?:to hear|(?:a|an|our|my|your)"
        r" (?:call|reply|answer|email|message|refund|parcel|delivery|update))",
        r"(?:i|we)'?(?:m|re| am| are) (?:sending|shipping|calling|delivering|writing)",
    ),
    never=pattern(
        r"not",
        r"\w+n't",
        r"cannot",
        r"never",
        r"usually",
        r"normally",
        r"always",
        r"yesterday",
        r"last",
        r"ago",
        r"since",
        r"every",
        r"closed",
        r"away",
        r"maybe",
        r"perhaps",
        r"on (?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)",
        r"until",
        r"till",
        r"keep it",
        r"hold it",
        r"call us",
        r"let me know",
        r"tell us",
    ),
    conditions=pattern(r"if", r"when", r"unless", r"because", r"although", r"while", r"where", r"what", r"whether"),
    breaks=pattern(r"that", r"but", r"to say", rf"and(?! (?:a half|(?:on )?{any_of(DAYS)}))"),
    vague=pattern(
        r"soon",
        r"shortly",
        r"asap",
        r"as soon as (?:i|we) (?:can|know|hear|have)",
        r"as soon as",
        r"in a (?:bit|while|moment|minute|sec)",
        r"later(?! today)",
        r"in no time",
        r"right away",
        r"one of these days",
        r"in the (?:next|coming) days",
        r"(?:let me|(?:i|we)'ll|(?:i|we) will) (?:check|ask|see|look|find out)(?: \w+){0,6}? and"
        r" (?:i'll |we'll |i will |we will |then )?(?:come|get|let|tell|call|write|reply|report)",
        rf"(?:when|once) {WAITED}",
    ),
    later=pattern(rf"(?:when|once) {WAITED}"),
    span=pattern(
        rf"(?:in|within|in under|less than) (?:about |around |the next )?(?:{NUMBER} ?(?:-|/|to|or)"
        rf" ?)?(?P<number>{NUMBER})"
        r" ?(?:an? |of )?(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?)(?P<half> and a half)?",
    ),
    clock=pattern(
        rf"(?:at|before|by|around|about) (?:(?P<half>half(?: past)?|quarter past|quarter to) )?"
        rf"(?P<hour>\d{{1,2}}|{HOURS})"
        rf"(?:[:.](?P<minute>[0-5]\d))? ?(?:(?P<shift>am|pm|a\.m\.?|p\.m\.?)(?!\w)|o'?clock|h|hours)?{CLOCK_END}",
    ),
    weekday=pattern(rf"(?:on|by|before|this|next|coming|for|until)? ?(?P<day>{any_of(DAYS)})"),
    date=pattern(
        rf"(?P<month>{any_of(MONTHS)}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?",
        rf"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month2>{any_of(MONTHS)})",
    ),
    before_day=pattern(r"before"),
    days=(
        (pattern(r"the day after tomorrow"), 2),
        (pattern(r"tomorrow"), 1),
        (pattern(r"today", r"(?:by |before )?(?:the )?end of (?:the )?day", r"eod"), 0),
        (pattern(r"tonight", r"this (?:morning|afternoon|evening)"), 0),
    ),
    weeks=((pattern(r"this week", r"(?:by )?(?:the )?end of the week"), 0), (pattern(r"next week"), 1)),
    parts=(
        (pattern(r"first thing", r"early"), "first"),
        (pattern(r"end of (?:the )?day"), "end"),
        (
            pattern(
                r"(?:by|before|at) (?:close|closing)(?: time)?(?! (?:your|the|this|that|it|my|our))",
                r"(?:before|by the time) (?:we|the shop) (?:closes?|shuts?)(?! (?:your|the|this|that|it|my|our))",
            ),
            "closing",
        ),
        (pattern(r"(?:by |at |before )?(?:noon|midday)"), "noon"),
        (
            pattern(r"(?:in the|this|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday) morning"),
            "morning",
        ),
        (
            pattern(r"(?:in the|this|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday) afternoon"),
            "afternoon",
        ),
        (pattern(r"tonight", r"(?:in the|this|tomorrow) evening"), "evening"),
    ),
    numbers=NUMBERS,
    units={"m": "minutes", "h": "hours", "d": "days", "w": "weeks"},
    weekdays={name: number for number, name in enumerate(DAYS.split())},
    months={name: number for number, name in enumerate(MONTHS.split(), 1)},
    ends={"morning": 14, "noon": 12, "afternoon": 18, "evening": 22, "end": 20, "first": 9},
)
