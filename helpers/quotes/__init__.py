"""x"""
from helpers.quotes._quotations import quotations
