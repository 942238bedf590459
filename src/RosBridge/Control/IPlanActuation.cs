namespace Forewarn.RosBridge;

/// <summary>Turns rows of a plan into commanded joints and back. Allocates nothing; one thread at a time.</summary>
public interface IPlanActuation
{
    /// <summary>Names of the commanded joints <c>[C]</c>, in the order of every span of joints here.</summary>
    IReadOnlyList<string> Joints { get; }

    /// <summary>Largest speeds of the joints <c>[C]</c>, rad/s or m/s.</summary>
    IReadOnlyList<double> MaxVelocities { get; }

    /// <summary>Whether each joint <c>[C]</c> must be where it was sent; fingers need not, what they hold stops them.</summary>
    IReadOnlyList<bool> Tracked { get; }

    /// <summary>Starts from measured joints: what follows continues from there.</summary>
    /// <param name="joints"><c>[C]</c>, rad or m.</param>
    void Start(ReadOnlySpan<double> joints);

    /// <summary>The joints that a row asks for.</summary>
    /// <param name="row"><c>[A]</c>.</param>
    /// <param name="joints">Receives <c>[C]</c>, inside of the limits.</param>
    /// <returns>False when the row cannot be reached; <paramref name="joints"/> is then the nearest found.</returns>
    bool TryMap(ReadOnlySpan<float> row, Span<double> joints);

    /// <summary>The row that describes where the joints are.</summary>
    /// <param name="joints"><c>[C]</c>.</param>
    /// <param name="row">Receives <c>[A]</c>.</param>
    void Describe(ReadOnlySpan<double> joints, Span<float> row);
}
