namespace Forewarn.Simulation.Tasks.Language;

/// <summary>What a wish accepts. A failure is never accepted.</summary>
public sealed class WishMeaning : IEquatable<WishMeaning>
{
    private readonly string?[] _required;

    /// <param name="modes">Accepted modes; bit i stands for mode i of the language.</param>
    /// <param name="required">Values of attributes that are demanded.</param>
    /// <exception cref="ArgumentException">The language has no such attribute or value.</exception>
    public WishMeaning(TaskLanguage language, int modes, params IReadOnlyList<(string Attribute, string Value)> required)
    {
        (Language, Modes, _required) = (language, modes, new string?[language.Attributes.Count]);
        foreach (var (name, value) in required)
        {
            int at = -1;
            for (int i = 0; i < _required.Length; i++)
                if (language.Attributes[i].Name == name && language.Attributes[i].Values.Any(v => v.Name == value)) at = i;
            if (at < 0) throw new ArgumentException($"'{name}' of '{value}' is nothing in the language of {language.Name}", nameof(required));
            _required[at] = value;
        }
    }

    /// <param name="parts">A mode, a part with all its sides, or <see cref="TaskLanguage.AnyPart"/>.</param>
    /// <inheritdoc cref="WishMeaning(TaskLanguage, int, IReadOnlyList{ValueTuple{string, string}})"/>
    public WishMeaning(TaskLanguage language, string parts, params IReadOnlyList<(string Attribute, string Value)> required)
        : this(language, language.ModesOf(parts), required)
    {
    }

    public TaskLanguage Language { get; }

    /// <summary>Accepted modes; bit i stands for mode i of the language.</summary>
    public int Modes { get; }

    /// <summary>Names of the accepted modes.</summary>
    public IEnumerable<string> ModeNames => Language.Modes.Where((_, i) => (Modes >> i & 1) == 1);

    /// <summary>Whether an attribute is demanded.</summary>
    public bool HasRequirements => _required.Any(r => r is not null);

    /// <summary>The demanded value of an attribute; null where any will do.</summary>
    public string? Required(string attribute)
    {
        for (int i = 0; i < _required.Length; i++)
            if (Language.Attributes[i].Name == attribute) return _required[i];
        return null;
    }

    /// <summary>Whether a label is a success in an accepted mode, with every demanded value.</summary>
    public bool Accepts(TaskLabel label) => AcceptsMode(label) && Language.Attributes.All(a => AcceptsValue(label, a.Name));

    /// <summary>Whether a label is a success in an accepted mode; one whose side is not said could be either.</summary>
    public bool AcceptsMode(TaskLabel label)
    {
        int modes = Language.ModesOf(label);
        return modes != 0 && (modes & ~Modes) == 0;
    }

    /// <summary>Whether a label has the demanded value of an attribute, if there is one.</summary>
    public bool AcceptsValue(TaskLabel label, string attribute) => Required(attribute) is not { } value || label[attribute] == value;

    public bool Equals(WishMeaning? other) =>
        other is not null && Language == other.Language && Modes == other.Modes && _required.AsSpan().SequenceEqual(other._required);

    public override bool Equals(object? obj) => Equals(obj as WishMeaning);

    public override int GetHashCode() =>
        _required.Aggregate(HashCode.Combine(Language.Name, Modes), (hash, value) => HashCode.Combine(hash, value));

    /// <summary>For example <c>rim-left, rim-right; speed=slow</c>.</summary>
    public override string ToString() => string.Join("; ", Language.Attributes.Where(a => Required(a.Name) is not null)
        .Select(a => $"{a.Name}={Required(a.Name)}").Prepend(string.Join(", ", ModeNames)));
}
