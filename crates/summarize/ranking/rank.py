#!/usr/bin/env python3
"""Scores of the stories beside this file by sumy, the common Python implementation of these methods.

    pip install sumy numpy nltk && python3 rank.py WORDS > scores.json

WORDS is a file with the stop words, one a line: the function words of offwire-article for English, and `NEWS_WORDS` of
src/language.rs. Both sides get the same stop words and sentences, words are runs of letters, and stems those of the Snowball
stemmer for English.

LSA is set to what its papers say: counts as they are, and the topics whose singular value is at least half the largest.
By itself sumy adds 0.4 to every count and keeps all topics, and a sentence then ranks by its own length alone.
"""
import json, re, sys
from nltk.stem.snowball import SnowballStemmer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer



class Lsa(LsaSummarizer):
    def _compute_term_frequency(self, matrix, smooth=0.0):
        return matrix

    def _compute_ranks(self, sigma, v_matrix):
        kept = max(self.MIN_DIMENSIONS, sum(value >= sigma[0] / 2 for value in sigma))
        return super()._compute_ranks([value if at < kept else 0.0 for at, value in enumerate(sigma)], v_matrix)


METHODS = {
    "kl": KLSummarizer, "lexrank": LexRankSummarizer, "lsa": Lsa, "luhn": LuhnSummarizer,
    "reduction": ReductionSummarizer, "sumbasic": SumBasicSummarizer, "textrank": TextRankSummarizer,
}


class Words:
    def to_words(self, text):
        return tuple(word.lower() for word in re.findall(r"[^\W\d_]+", text))


def scores(summarizer, document):
    """What the summarizer rates the sentences by, which it keeps to itself."""
    rated = {}

    def keep(sentences, count, rating, *args):
        for sentence in sentences:
            rated[sentence] = float(rating[sentence] if isinstance(rating, dict) else rating(sentence, *args))
        return ()

    summarizer._get_best_sentences = keep
    summarizer(document, len(document.sentences))
    return [rated[sentence] for sentence in document.sentences]


def main():
    stop = open(sys.argv[1], encoding="utf-8").read().split()
    out = {}
    for name in ("harbour", "inquiry"):
        lines = open(f"{name}.txt", encoding="utf-8").read().splitlines()
        document = ObjectDocumentModel([Paragraph([Sentence(line, Words())]) for line in lines])
        for method, kind in METHODS.items():
            summarizer = kind(SnowballStemmer("english").stem)
            summarizer.stop_words = stop
            out.setdefault(name, {})[method] = scores(summarizer, document)
    json.dump(out, sys.stdout, indent=1)
    print()


main()
