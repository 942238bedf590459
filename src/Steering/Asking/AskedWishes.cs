namespace Forewarn.Steering;

/// <summary>Questions that were asked about wishes, and what was answered. Asking and answering may come from two threads.</summary>
internal sealed class AskedWishes
{
    private const int Most = 64;

    private readonly Dictionary<string, (ClarifyingQuestion? Question, string? Phrase)> _wishes = [];
    private readonly Lock _lock = new();

    public void Ask(string wish, ClarifyingQuestion question)
    {
        lock (_lock)
        {
            if (_wishes.Count >= Most && !_wishes.ContainsKey(wish)) _wishes.Clear();
            _wishes[wish] = (question, null);
        }
    }

    public bool TryAnswer(string wish, string answer)
    {
        lock (_lock)
        {
            if (!_wishes.TryGetValue(wish, out var asked) || asked.Question?.Read(answer) is not { } phrase) return false;
            _wishes[wish] = (null, phrase);
            return true;
        }
    }

    /// <summary>The phrase that a wish was narrowed to; null where nothing was answered.</summary>
    public string? Answered(string wish)
    {
        lock (_lock) return _wishes.TryGetValue(wish, out var asked) ? asked.Phrase : null;
    }
}
