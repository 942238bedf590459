using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>What a <see cref="SteeredPolicy"/> reads and answers.</summary>
public sealed record SteeredPolicyOptions
{
    public required ObservationKeys Keys { get; init; }

    /// <summary>Pictures that the models read.</summary>
    public required IReadOnlyList<PictureFormat> Cameras { get; init; }

    /// <summary>Names of the proprioception <c>[S]</c>.</summary>
    public required IReadOnlyList<string> State { get; init; }

    public required ActionSpec Spec { get; init; }

    /// <summary><c>Ta</c>, rows of an answer.</summary>
    public required int Horizon { get; init; }

    /// <summary>Carried out for clients that send no prompt; null refuses them.</summary>
    public string? Wish { get; init; }

    /// <summary>Hashes of the models by name, told to clients in the metadata.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();
}
