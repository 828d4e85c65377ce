"""Which words of a text are names: a linear-chain CRF in numpy, its weights in `helpers/data/names.npz`."""
