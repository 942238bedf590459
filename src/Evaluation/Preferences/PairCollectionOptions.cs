using Forewarn.Core;

namespace Forewarn.Evaluation.Preferences;

/// <summary>How many pairs are labeled, by whom, and of which plans.</summary>
public sealed record PairCollectionOptions
{
    public PairLabelSource Source { get; init; } = PairLabelSource.Outcome;

    /// <summary>Pairs to label. A tie is a label: it costs what any other costs, whether or not it is kept.</summary>
    public int Count { get; init; } = 500;

    /// <summary>Root seed of scenes and proposals.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of the first scene; later ones follow until <see cref="Count"/> pairs are labeled.</summary>
    public int FirstScene { get; init; }

    /// <summary>Most pairs of one scene.</summary>
    public int PairsPerScene { get; init; } = 2;

    /// <summary><c>N</c>, plans drawn per scene.</summary>
    public int Proposals { get; init; } = 64;

    /// <summary>Candidates are this many samples as drawn; 0 takes the modes after clustering.</summary>
    public int RawSamples { get; init; }

    public PairPick Pick { get; init; } = PairPick.Likely;

    /// <summary>Whether ties are kept in the file, for methods that regress on reward differences.</summary>
    public bool KeepsTies { get; init; }

    /// <summary>Rewards of the verifier that differ by no more than this are a tie.</summary>
    public double TieMargin { get; init; } = 0.05;

    /// <summary>Threads; what is collected does not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Package that drew the plans: name, @, SHA-256 (hex).</summary>
    public string PolicyId { get; init; } = "";

    /// <summary>Who labels: <c>physics</c>, or the verifier's package and hash.</summary>
    public string LabelerId { get; init; } = "";

    /// <summary>SHA-256 (hex) per model package name.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings beside the models that a record depends on; a file of another identity is not continued.</summary>
    public string Identity { get; init; } = "";

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public PairCollectionOptions Validated() =>
        Count >= 1 && FirstScene >= 0 && PairsPerScene >= 1 && Proposals >= 2 && RawSamples >= 0 && RawSamples != 1
            && RawSamples <= Proposals && TieMargin is >= 0 and < 1 && Workers >= 1
            ? this
            : throw ForewarnException.Of("pair collection",
                $"count {Count}, first scene {FirstScene}, pairs per scene {PairsPerScene}, proposals {Proposals}, raw samples "
                + $"{RawSamples}, tie margin {TieMargin}, workers {Workers}",
                "count, pairs per scene and workers from 1 on, two or more proposals, no more raw samples than proposals (0 for "
                + "modes, else 2 or more), a tie margin from 0 to below 1",
                "Correct the options.", ExitCode.Usage);
}
