using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>
/// The language of one task: how its plans are narrated, what can be wished of them, and which part of it training never shows. Data, with
/// the operations that every task shares. Generates text for training and evaluation; nothing of it runs on a robot.
/// </summary>
/// <remarks>
/// A label has the side first, where the task has sides, then the attributes in the order of <see cref="Attributes"/>. No word stands for
/// two concepts. One reader can learn several languages: they may share words, but a word means the same in all of them.
/// </remarks>
public sealed class TaskLanguage
{
    /// <summary>Name of the attribute that divides parts, and that failures may have.</summary>
    public const string Side = "side", Left = "left", Right = "right";

    /// <summary>All parts, where a part is named.</summary>
    public const string AnyPart = "any";

    /// <summary>Name of the task, for example <c>cup</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the task is done with or to: the slot <c>{object}</c>.</summary>
    public required Synonyms Object { get; init; }

    /// <summary>Who does it: the slot <c>{subject}</c>.</summary>
    public Synonyms Subject { get; init; } = SharedWords.Subject;

    /// <summary>Verbs and other words of the frames, by slot.</summary>
    public required IReadOnlyList<(string Slot, Synonyms Words)> Verbs { get; init; }

    /// <summary>All outcomes, in the order of their class; three of them are successes.</summary>
    public required IReadOnlyList<TaskOutcome> Outcomes { get; init; }

    /// <summary>Attributes of a success besides its side.</summary>
    public IReadOnlyList<TaskAttribute> Attributes { get; init; } = [];

    /// <summary>Values preferred among plans that a wish accepts alike, the most important first.</summary>
    public IReadOnlyList<(string Attribute, string Value)> Preferences { get; init; } = [];

    /// <summary>
    /// What can be wrong with a part. Those withheld from a part are stated of it in the test only; every part should have some. Empty for a
    /// task without facts.
    /// </summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Combinations of requirements that training never asks for.</summary>
    public IReadOnlyList<HeldOutWish> HeldOutWishes { get; init; } = [];

    /// <summary>Frames of wishes.</summary>
    public WishFrames Wishes { get; init; } = GraspWishes.Frames;

    /// <summary>Asks for the part of a plan; <see cref="NoPart"/> is the answer for a failure.</summary>
    public string PartQuestion { get; init; } = "held by ?";

    /// <inheritdoc cref="PartQuestion"/>
    public string NoPart { get; init; } = "nothing";

    /// <summary>The successes: parts that a person can ask for.</summary>
    public IReadOnlyList<TaskOutcome> Parts => field ??= [.. Outcomes.Where(o => o.Succeeds)];

    /// <summary>Ways of succeeding that a wish can tell apart: parts, the sided ones divided, for example <c>rim-left</c>.</summary>
    public IReadOnlyList<string> Modes => field ??=
        [.. Parts.SelectMany(p => p.Sided ? [$"{p.Name}-{Left}", $"{p.Name}-{Right}"] : new[] { p.Name })];

    /// <summary>Whether labels have a side.</summary>
    public bool HasSides => Outcomes.Any(o => o.Sided);

    /// <summary>The splits that the language has: without faults there are no facts, without held-out wishes no combinations.</summary>
    public IReadOnlyList<LanguageSplit> Splits => field ??= [.. Enum.GetValues<LanguageSplit>().Where(s => s switch
    {
        LanguageSplit.Combination => HeldOutWishes.Count > 0,
        LanguageSplit.Fact => Faults.Count > 0,
        _ => true,
    })];

    /// <summary>Every concept, by its slot.</summary>
    public IReadOnlyDictionary<string, Synonyms> Concepts => field ??= new[] { ("object", Object), ("subject", Subject) }
        .Concat(Parts.Select(p => (p.Name, p.Part!)))
        .Concat(HasSides ? [(Left, SharedWords.Left), (Right, SharedWords.Right)] : Array.Empty<(string, Synonyms)>())
        .Concat(Attributes.SelectMany(a => a.Values).Select(v => (v.Name, v.Words)))
        .Concat(Verbs).ToDictionary(c => c.Item1, c => c.Item2);

    /// <summary>Every question that the verifier learns to answer.</summary>
    public IReadOnlyList<TaskQuestion> Questions => field ??= TaskQuestion.Of(this);

    /// <summary>Every word that training shows the verifier, in ordinal order. Held-out frames use no other words.</summary>
    public IReadOnlyList<string> Lexicon => field ??= [.. TrainingPhrases().SelectMany(Words).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Combinations that training never asks for, with their meaning.</summary>
    internal IReadOnlyList<WishMeaning> HeldOutMeanings => field ??=
        [.. HeldOutWishes.Select(h => new WishMeaning(this, ModesOf(h.Parts), h.Required))];

    /// <summary>Every synonym with its canonical form: the dictionary that training teaches.</summary>
    public IReadOnlyList<(string Phrase, string Canonical)> Definitions => field ??=
        [.. Concepts.Values.SelectMany(c => c.All.Select(phrase => (phrase, c.Canonical)))];

    /// <summary>Lower-case words of a sentence, without punctuation.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([' ', '.', ',', '?', '!', ';', ':'], StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="ArgumentException">The language has no such outcome.</exception>
    public TaskOutcome Outcome(string name) =>
        Outcomes.FirstOrDefault(o => o.Name == name) ?? throw new ArgumentException($"'{name}' is no outcome of {Name}", nameof(name));

    /// <summary>Whether the label is a success.</summary>
    public bool Succeeds(TaskLabel label) => Outcome(label.Outcome).Succeeds;

    /// <summary>The finest name of a label: <c>rim-left</c>; that of a failure, and of a part whose side is not said, is its outcome.</summary>
    public string ModeOf(TaskLabel label) =>
        Outcome(label.Outcome) is { Succeeds: true, Sided: true } && label[Side] != TaskLabel.None ? $"{label.Outcome}-{label[Side]}" : label.Outcome;

    /// <summary>A set of modes: bit i stands for mode i.</summary>
    /// <param name="name">A mode, a part with all its sides, or <see cref="AnyPart"/>.</param>
    /// <exception cref="ArgumentException">The language has no such part.</exception>
    public int ModesOf(string name)
    {
        int set = 0;
        for (int i = 0; i < Modes.Count; i++)
            if (name == AnyPart || name == Modes[i] || (Outcomes.Any(o => o.Name == name) && Modes[i].StartsWith(name + "-", StringComparison.Ordinal)))
                set |= 1 << i;
        return set != 0 ? set : throw new ArgumentException($"'{name}' is no part of {Name}", nameof(name));
    }

    /// <summary>The modes that a label can be: none for a failure, both sides where the side is not said.</summary>
    public int ModesOf(TaskLabel label) => Succeeds(label) ? ModesOf(ModeOf(label)) : 0;

    /// <summary>Order among plans that a wish accepts alike: the greater the better, by <see cref="Preferences"/>.</summary>
    public int Rank(TaskLabel label) => Preferences.Aggregate(0, (rank, p) => 2 * rank + (label[p.Attribute] == p.Value ? 1 : 0));

    /// <summary>A label of this language.</summary>
    /// <param name="values">Of the attributes, in their order.</param>
    public TaskLabel Label(string outcome, string side, params IReadOnlyList<string> values) => new(outcome,
        [.. HasSides ? [(Side, side)] : Array.Empty<(string, string)>(), .. Attributes.Select((a, i) => (a.Name, values[i]))]);

    /// <summary>What any narration of a label says; <see cref="TaskLabel.None"/> for what it leaves out.</summary>
    public TaskLabel Said(TaskLabel label)
    {
        var outcome = Outcome(label.Outcome);
        return Label(outcome.Name, outcome.Sided ? label[Side] : TaskLabel.None,
            [.. Attributes.Select(a => Tells(outcome, a) ? label[a.Name] : TaskLabel.None)]);
    }

    /// <summary>Reads a narration back; see <see cref="NarrationParser"/>.</summary>
    /// <returns>Null when the sentence names no outcome, or contradicts itself.</returns>
    public TaskLabel? Parse(string narration) => NarrationParser.Parse(this, narration);

    /// <summary>The one sentence that a narrator is taught to say for a label.</summary>
    public string Canonical(TaskLabel label) => NarrationGrammar.Canonical(this, label);

    /// <summary>A random sentence for a label.</summary>
    /// <param name="split"><see cref="LanguageSplit.Template"/> and <see cref="LanguageSplit.Synonym"/> hold that aspect out; every other split
    /// gives training sentences.</param>
    public string Narrate(TaskLabel label, LanguageSplit split, SeedStream seed) => NarrationGrammar.Narrate(this, label, split, seed);

    /// <summary>A random label: every outcome and attribute occurs, successes more often than failures.</summary>
    public TaskLabel SampleLabel(SeedStream seed) => NarrationGrammar.SampleLabel(this, seed);

    /// <summary>A random wish of one split; all that the split does not hold out comes from the training part.</summary>
    /// <exception cref="ArgumentException">The language has no such split.</exception>
    public TaskWish SampleWish(LanguageSplit split, SeedStream seed) => new WishGrammar(this, split, seed).Draw();

    /// <summary>Whether training never asks for this combination of requirements.</summary>
    public bool IsHeldOut(WishMeaning meaning) => HeldOutMeanings.Contains(meaning);

    internal static bool Tells(TaskOutcome outcome, TaskAttribute attribute) => outcome.Tells?.Contains(attribute.Name) ?? outcome.Succeeds;

    public override string ToString() => Name;

    private IEnumerable<string> TrainingPhrases()
    {
        var frames = Outcomes.SelectMany(o => o.Narrations.Train).Concat(Wishes.Training()).Concat(Attributes.SelectMany(a => a.Wishes.Train));
        if (HasSides) frames = frames.Concat(PartFrames.Side).Append(PartFrames.Toward);
        return frames.Select(SentenceFrame.Fixed)
            .Concat(Opening.All.SelectMany(o => Opening.Negations(o).Prepend(o.Text)))
            .Concat(Definitions.Select(d => d.Phrase)).Concat(Faults.Select(f => f.Word)).Concat(["and", "or"]);
    }
}
