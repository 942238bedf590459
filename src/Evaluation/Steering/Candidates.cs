using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Plans of one scene with what is imagined, said and true about them. Narrations are made once, when first asked for.
/// </summary>
public sealed class Candidates
{
    private readonly Dictionary<NarrationSource, IReadOnlyList<Narration>> _narrations = [];
    private readonly Func<LatentRollout, IReadOnlyList<Narration>> _narrate;
    private readonly Lazy<LatentRollout> _imagined;
    private readonly Lazy<GuardReport> _guard;
    private readonly SeedStream _shuffle;

    internal Candidates(
        ActionProposals plans, IReadOnlyList<PlanLabel> truth, Func<LatentRollout> imagine,
        Func<LatentRollout, GuardReport> guard, Func<LatentRollout, IReadOnlyList<Narration>> narrate,
        LatentRollout? trueFuture, SeedStream shuffle)
    {
        (Plans, Truth, TrueFuture, _narrate, _shuffle) = (plans, truth, trueFuture, narrate, shuffle);
        _imagined = new(imagine);
        _guard = new(() => guard(Imagined));
    }

    /// <summary><c>[K, T, A]</c>.</summary>
    public ActionProposals Plans { get; }

    public int Count => Plans.Count;

    /// <summary>What executing each plan did, <c>[K]</c>. For the oracle; an honest selector does not look.</summary>
    public IReadOnlyList<PlanLabel> Truth { get; }

    /// <summary><c>[K, H, Z]</c>.</summary>
    public LatentRollout Imagined => _imagined.Value;

    /// <summary><c>[K, H, Z]</c>, or null when no frames were rendered.</summary>
    public LatentRollout? TrueFuture { get; }

    public GuardReport Guard => _guard.Value;

    /// <summary>Narrations that were made, by source.</summary>
    public IReadOnlyDictionary<NarrationSource, IReadOnlyList<Narration>> Narrated => _narrations;

    /// <returns><c>[K]</c>.</returns>
    /// <exception cref="ForewarnException">The true future was not rendered.</exception>
    public IReadOnlyList<Narration> Narrations(NarrationSource source)
    {
        if (_narrations.TryGetValue(source, out var made)) return made;
        return _narrations[source] = source switch
        {
            NarrationSource.Imagined => _narrate(Imagined),
            NarrationSource.TrueFuture => _narrate(TrueFuture ?? throw new ForewarnException(
                "true-future latents: found no rendered frames. Switch true-future frames on in the study's options.")),
            _ => Shuffled(),
        };
    }

    private Narration[] Shuffled()
    {
        var from = Narrations(NarrationSource.Imagined);
        var order = Enumerable.Range(0, Count).ToArray();
        _shuffle.Shuffle(order.AsSpan());
        return [.. order.Select((j, k) => from[j] with { Mode = k })];
    }
}
