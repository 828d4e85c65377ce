"""The colours and what they mean: legible in grey and to the colour-blind."""

BLACK, INK, MUTED, RULE, PALE, PAPER = "black", "#222222", "#767676", "#bbbbbb", "#d9d9d9", "white"
# Okabe & Ito's blue and vermillion differ in lightness too; sign is always shown by position as well.
POSITIVE, NEGATIVE, NEUTRAL = "#56a0d3", "#a63c00", "#6b6b6b"
DARK, MIDDLE, LIGHT = "#0b4a75", "#6db1dd", "#e3e3e3"  # three kinds that stay apart in grey
BETWEEN = "#2f78ab"  # between dark and middle
CELLS = "Blues"  # the colour map of a matrix
# how a mention is worded: colour and hatch of its bars, and the background of its marks in the text
WORDING = {"name": (DARK, ""), "role": (MIDDLE, "////"), "group": (LIGHT, ""), "pronoun": (PAPER, "....")}
MARKS = {
    "name": "#cfe3f2",
    "role": "#fbe3c2",
    "group": "#e6e6e6",
    "pronoun": f"#ffffff;outline:1px dotted {MUTED}",
}
