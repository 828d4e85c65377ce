"""Units with an instrument's classes, and hand codes of them, for the tests of the hand check."""

import pandas as pd


def units_of(classes, doc_id="a"):
    size = len(classes)
    table = pd.DataFrame(
        {
            "doc_id": doc_id,
            "sent_id": range(1, size + 1),
            "start": range(0, 10 * size, 10),
            "end": range(9, 10 * size + 9, 10),
            "tone_class": classes,
        }
    )
    return table.assign(text=[f"Sentence {n}." for n in table["sent_id"]], par_id=1)


def coded(sample, codes, coder="anna"):
    return sample.assign(coder=coder, code=codes, text="Oh.")
