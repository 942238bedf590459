namespace Forewarn.Steering;

/// <summary>Questions that were asked about wishes, and what was answered. Asking and answering may come from two threads.</summary>
internal sealed class AskedWishes
{
    private const int Most = 64;

    private readonly Dictionary<string, AskedWish> _wishes = [];
    private readonly Lock _lock = new();

    public AskedWish Of(string wish)
    {
        lock (_lock) return _wishes.GetValueOrDefault(wish, AskedWish.New);
    }

    public void Ask(string wish, ClarifyingQuestion question)
    {
        lock (_lock)
        {
            if (_wishes.Count >= Most && !_wishes.ContainsKey(wish)) _wishes.Clear();
            _wishes[wish] = _wishes.GetValueOrDefault(wish, AskedWish.New) with { Question = question };
        }
    }

    /// <param name="stands">Whether an answer that names nothing offered may stand for the whole wish.</param>
    public bool TryAnswer(string wish, string answer, Func<string, bool> stands)
    {
        lock (_lock)
        {
            if (!_wishes.TryGetValue(wish, out var asked) || asked.Question is not { } question) return false;
            switch (question.Read(answer))
            {
                case ClarifyingQuestion.SomethingElse:
                    _wishes[wish] = asked with { Question = null, Refused = [.. asked.Refused, .. question.Phrases], Misses = 0 };
                    return true;
                case { } phrase:
                    _wishes[wish] = asked with { Question = null, Phrase = phrase, Answer = answer, Refused = [] };
                    return true;
                default:
                    if (!stands(answer)) return false;
                    _wishes[wish] = new() { Rephrased = answer };
                    return true;
            }
        }
    }

    /// <summary>
    /// No plan on the table is anything else than what was refused. After <paramref name="most"/> rounds of this the refusals are forgotten, so that
    /// the wish can be asked about again.
    /// </summary>
    public void Miss(string wish, int most)
    {
        lock (_lock)
        {
            if (!_wishes.TryGetValue(wish, out var asked) || asked.Refused.Count == 0) return;
            _wishes[wish] = asked.Misses + 1 < most ? asked with { Misses = asked.Misses + 1 } : asked with { Refused = [], Misses = 0 };
        }
    }
}
